"""`adjoin chart`: pictures that are pictures, and mistakes that are said."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from adjoin.presentation.charts import CHARTS
from cli.invoke import adjoin
from published_demo import publish_demo

PNG = b"\x89PNG\r\n\x1a\n"
WORDS = {"affinity_curves": ("--from", "Northbeam Pipeline", "--to", "bi")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("chart") / "company"
    publish_demo(made)
    return made


@pytest.mark.parametrize("table", CHARTS)
def test_every_chart_is_an_svg_and_a_png(folder: Path, tmp_path: Path, table: str) -> None:
    svg, png = tmp_path / "picture.svg", tmp_path / "picture.PNG"
    for out in (svg, png):
        said = adjoin(folder, "chart", table, *WORDS.get(table, ()), "-o", str(out))
        assert (said.code, said.out) == (0, ""), said.err
        assert f"Wrote {out}." in said.err
    root = ET.fromstring(svg.read_bytes())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "as of 2026-09-30" in "".join(root.itertext())
    drawn = png.read_bytes()
    width, height = struct.unpack(">II", drawn[16:24])
    assert drawn.startswith(PNG)
    assert width == pytest.approx(2 * float(root.attrib["width"]), abs=2)
    assert height == pytest.approx(2 * float(root.attrib["height"]), abs=2)
    assert len(drawn) > 5_000  # not an empty sheet


def test_another_horizon_is_another_picture(folder: Path, tmp_path: Path) -> None:
    pictures = []
    for days in ("90", "365"):
        out = tmp_path / f"{days}.svg"
        assert adjoin(folder, "chart", "affinity", "--horizon", days, "-o", str(out)).code == 0
        pictures.append(out.read_text(encoding="utf-8"))
    assert "within 365 days" in pictures[1]
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("affinty",), ("did you mean 'affinity'", *CHARTS)),
        (("recommendations",), ("no picture of 'recommendations'", "affinity", "workflow")),
        (("affinity", "--horizon", "91"), ("No pair is measured at 91 days", "30, 60, 90, 180, 365")),
        (("affinity_curves", "--from", "pipe"), ("--from PRODUCT --to PRODUCT",)),
        (("affinity_curves", "--from", "Northbeam Pipline", "--to", "bi"), ("Northbeam Pipeline",)),
        (("affinity", "--as-of", "2020-01-01"), ("2020-01-01",)),
    ],
)
def test_mistakes_end_with_two_write_nothing_and_say_what_to_do(
    folder: Path, tmp_path: Path, words: tuple[str, ...], told: tuple[str, ...]
) -> None:
    out = tmp_path / "x.svg"
    said = adjoin(folder, "chart", *words, "-o", str(out))
    assert said.code == 2, said.err
    assert not out.exists()
    assert all(word in said.err for word in told), said.err


def test_a_name_that_says_no_picture_is_refused(folder: Path, tmp_path: Path) -> None:
    for name in ("x.jpg", "x", "svg"):
        said = adjoin(folder, "chart", "affinity", "-o", str(tmp_path / name))
        assert said.code == 2
        assert ".svg or .png" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "folder.svg"
    occupied.mkdir()
    for out in (tmp_path / "missing" / "x.svg", occupied, Path("/proc/nothing/x.png")):
        said = adjoin(folder, "chart", "affinity", "-o", str(out))
        assert said.code == 4, said.err
        assert str(out) in said.err
        assert "Traceback" not in said.err
