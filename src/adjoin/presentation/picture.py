"""A chart's specification as a file: SVG or PNG, rendered here, without a browser and without the network."""

from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Spec
from adjoin.presentation.charts.look import CONFIG

SUFFIXES = (".svg", ".png")
PNG_SCALE = 2.0


def check_suffix(path: Path) -> None:
    """ConfigurationError unless the file's name says which kind of picture it shall be."""
    if path.suffix.lower() not in SUFFIXES:
        raise ConfigurationError(f"'{path.name}' is not a picture; let the name end in .svg or .png.")


def picture(spec: Spec, suffix: str) -> bytes:
    """The specification drawn in the house's look. `suffix`: '.svg' (text) or '.png' (two pixels a point)."""
    import vl_convert  # noqa: PLC0415 - a renderer of 60 MB that only pictures need

    drawn = {**spec, "config": CONFIG}
    if suffix.lower() == ".svg":
        svg: str = vl_convert.vegalite_to_svg(drawn)
        return svg.encode()
    png: bytes = vl_convert.vegalite_to_png(drawn, scale=PNG_SCALE)
    return png
