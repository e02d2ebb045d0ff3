"""The portfolio report as the bytes of a file."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from importlib.resources import files

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.presentation.portfolio.report import Report
from adjoin.presentation.value_map.typesetter import typeset

PACKAGE = "adjoin.presentation.portfolio"
SUFFIXES = (".html", ".pdf")


def check_suffix(suffix: str) -> None:
    """ConfigurationError unless a report can be written as such a file."""
    if suffix not in SUFFIXES:
        raise ConfigurationError(
            f"A portfolio report cannot be written as '{suffix}'{nearest(suffix, SUFFIXES)}. "
            f"Use one of: {', '.join(SUFFIXES)}."
        )


def render(found: Report, suffix: str) -> bytes:
    """The report as .html or .pdf; ConfigurationError for another suffix, or where the extra `pdf` is missing."""
    check_suffix(suffix)
    if suffix == ".html":
        return _html(found)
    as_of = date.fromisoformat(found.as_of_iso)
    return typeset("portfolio.typ", asdict(found), as_of, ".pdf", PACKAGE)


def _html(found: Report) -> bytes:
    from jinja2 import Environment  # noqa: PLC0415 - only the file needs it

    text = files(PACKAGE).joinpath("portfolio.html").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text).render(report=found).encode()
