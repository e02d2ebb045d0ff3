"""The report set by Typst: as many A4 pages as it takes. Texts are data there and never become markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.value_map.typesetter import (
    FACE,
    MISSING,
    OTHER_SCRIPTS,
    UNSHOWN,
    _breakable,
    _fonts,
)


def typeset_report(data: Mapping[str, Any], as_of: date) -> bytes:
    """The PDF. The same input gives the same bytes: its time stamp is midnight (UTC) of `as_of`.

    Accessible by the rules of PDF/UA-1, every font embedded; where the faces lack a script those of the computer step
    in, and where these lack it too the page says so. ConfigurationError where the extra `pdf` is missing.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise ConfigurationError(MISSING) from None
    for system, standards, unshown in ((False, ["ua-1"], ""), (True, ["ua-1"], ""), (True, [], UNSHOWN)):
        faces = [FACE, *(OTHER_SCRIPTS if system else ())]
        told = json.dumps(_breakable({**data, "unshown": unshown, "faces": faces}), ensure_ascii=False)
        try:
            return _compile(told, system, standards, as_of)
        except typst.TypstError as problem:
            if "could not be displayed" not in problem.message:
                raise
    raise AssertionError("without a standard every character can be set")  # pragma: no cover


def _compile(told: str, system: bool, standards: Any, as_of: date) -> bytes:
    import typst  # noqa: PLC0415

    with as_file(files("adjoin.presentation.portfolio")) as folder:
        return typst.compile(
            folder / "portfolio.typ",
            root=folder,
            font_paths=_fonts(system),
            format="pdf",
            sys_inputs={"data": told},
            pdf_standards=standards,
            timestamp=datetime.combine(as_of, time(), UTC),
        )
