"""Typst as a library: a template and JSON in, PDF or PNG out. Texts are data there and never become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from adjoin.domain.errors import ConfigurationError

if TYPE_CHECKING:
    import typst

PPI = 144.0
MISSING = "A PDF needs the extra 'pdf': pip install 'adjoin[pdf]'. Without it, write the page as .html."
UNSHOWN = "Some characters have no font on the computer that made this page."
FACE = "Source Sans Pro"
OTHER_SCRIPTS = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans CJK JP",
    "DejaVu Sans",
    "Arial",
)
"""Where the face lacks a script, the computer's fonts are tried in this order, then any that has it."""
_LONG = re.compile(r"\S{24,}")
_PIECE = re.compile(r"\S{12}(?=\S)")


PACKAGE = "adjoin.presentation.value_map"


def typeset(
    template: str,
    data: Mapping[str, Any],
    as_of: date,
    suffix: Literal[".pdf", ".png"],
    package: str = PACKAGE,
) -> bytes:
    """The file, by a template that ships in `package`.

    The same input gives the same bytes: its time stamp is midnight (UTC) of `as_of`.
    Accessible by the rules of PDF/UA-1 (ISO 14289-1) with every font embedded. Where the face of the wheel lacks a
    script, the fonts of the computer step in; where these lack it too, the page says so in `unshown` and keeps no
    promise of PDF/UA. ConfigurationError where the extra is missing.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise ConfigurationError(MISSING) from None
    for system, standards, unshown in ((False, ["ua-1"], ""), (True, ["ua-1"], ""), (True, [], UNSHOWN)):
        faces = [FACE, *(OTHER_SCRIPTS if system else ())]
        inputs = {
            "data": json.dumps(_breakable({**data, "unshown": unshown, "faces": faces}), ensure_ascii=False)
        }
        try:
            if suffix == ".png" and not unshown:
                # Only the checks of PDF/UA tell whether a character has a font.
                _compile(package, template, inputs, _fonts(system), as_of, "pdf", standards)
            return _compile(package, template, inputs, _fonts(system), as_of, suffix[1:], standards)
        except typst.TypstError as problem:
            if "could not be displayed" not in problem.message:
                raise
    raise AssertionError("without a standard every character can be set")  # pragma: no cover


def _compile(
    package: str,
    template: str,
    inputs: dict[str, str],
    fonts: typst.Fonts,
    as_of: date,
    kind: Any,
    standards: Any,
) -> bytes:
    import typst  # noqa: PLC0415

    with as_file(files(package)) as folder:
        return typst.compile(
            folder / template,
            root=folder,
            font_paths=fonts,
            format=kind,
            ppi=PPI,
            sys_inputs=inputs,
            pdf_standards=standards if kind == "pdf" else [],
            timestamp=datetime.combine(as_of, time(), UTC),
        )


@cache
def _fonts(system: bool) -> typst.Fonts:
    import typst  # noqa: PLC0415

    try:
        paths = [Path(str(files("font_source_sans_pro") / "files"))]
    except ModuleNotFoundError:
        paths = []  # Typst's own faces do as well, only not as calmly
    embedded = system or not paths
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=embedded, font_paths=list(paths))


def _breakable(value: Any) -> Any:
    """Words that no line could hold get places to break (zero-width spaces)."""
    if isinstance(value, str):
        return _LONG.sub(lambda word: _PIECE.sub(lambda piece: piece[0] + "\u200b", word[0]), value)
    if isinstance(value, Mapping):
        return {key: _breakable(one) for key, one in value.items()}
    return [_breakable(one) for one in value] if isinstance(value, list) else value
