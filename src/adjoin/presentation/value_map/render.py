"""A value map, or its slide, as the bytes of a file."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.drafts.value_map.content import ValueMap
from adjoin.drafts.value_map.slide import QbrSlide
from adjoin.presentation.value_map.fitting import ROOMS, Shortener
from adjoin.presentation.value_map.sheet import sheet
from adjoin.presentation.value_map.typesetter import typeset
from adjoin.words.days import day, with_days_said

SUFFIXES = (".pdf", ".html", ".png")
Paper = Literal["a4", "us-letter"]


def render(found: ValueMap, suffix: str, paper: Paper = "a4") -> bytes:
    """The one page as .pdf, .png (144 dots an inch) or .html.

    Texts too long for one page are shortened, and the page says so. ConfigurationError for another suffix, or where
    the extra `pdf` is missing.
    """
    if suffix == ".html":
        return _html(found)
    kind = _typeset_suffix(suffix)
    rooms = [sheet(found, room) for room in ROOMS]
    title = f"Value map: {rooms[0]['title']}"
    data = {
        "title": title,
        "author": found.sender.name if found.sender else "Adjoin",
        "paper": paper,
        "rooms": rooms,
    }
    return typeset("value_map.typ", data, found.as_of, kind)


def slide(found: QbrSlide, suffix: str) -> bytes:
    """The slide (16:9) as .pdf or .png; ConfigurationError for another suffix, or where the extra `pdf` is missing."""
    if suffix == ".html":
        raise ConfigurationError("A slide is written as .pdf or .png, not as .html.")
    kind = _typeset_suffix(suffix)
    rooms = [_slide_sheet(found, Shortener(room)) for room in ROOMS]
    data = {"title": f"{found.account}: {found.product}", "author": found.owner or "Adjoin", "rooms": rooms}
    return typeset("slide.typ", data, found.as_of, kind)


def _slide_sheet(found: QbrSlide, cut: Shortener) -> dict[str, object]:
    need = found.need if found.in_their_words else with_days_said(found.need, found.as_of)
    when = f"by {day(found.on)}" if found.on else ""
    return {
        "account": cut.text(found.account, 0.25, 32),
        "as_of": day(found.as_of),
        "product": cut.text(found.product, 0.2),
        "need": cut.text(need, 0.7),
        "in_their_words": found.in_their_words,
        "source": cut.text(found.source, 0.3, 64),
        "number": found.number,
        "of_what": cut.text(found.of_what, 0.4, 64),
        "changes": [cut.text(one, 0.5) for one in found.changes],
        "next_step": cut.text(found.next_step, 0.5),
        "who": ", ".join(part for part in (cut.text(found.owner, 0.2), when) if part),
    }


def _typeset_suffix(suffix: str) -> Literal[".pdf", ".png"]:
    if suffix == ".pdf":
        return ".pdf"
    if suffix == ".png":
        return ".png"
    raise ConfigurationError(
        f"A value map cannot be written as '{suffix}'{nearest(suffix, SUFFIXES)}. Use one of: {', '.join(SUFFIXES)}."
    )


def _html(found: ValueMap) -> bytes:
    from jinja2 import Environment  # noqa: PLC0415 - only the file needs it

    text = files("adjoin.presentation.value_map").joinpath("value_map.html").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text).render(sheet=sheet(found, ROOMS[0])).encode()
