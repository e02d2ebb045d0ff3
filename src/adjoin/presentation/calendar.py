"""Days as a calendar feed (RFC 5545): all-day events that a calendar program subscribes to.

An event keeps its uid from feed to feed, so that a moved day moves the entry instead of adding one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import icalendar

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What the format has no place for; a line break within a text is said with its own escape."""

REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Event:
    """One all-day event. `uid`: the same for the same thing in every feed; `url`: where to read on."""

    uid: str
    on: date
    summary: str
    description: str
    categories: tuple[str, ...] = ()
    url: str | None = None


def feed(name: str, events: Sequence[Event], stamp: datetime) -> bytes:
    """The calendar as text/calendar. `stamp`: when what it says was found out, UTC; the same for every event."""
    import icalendar  # noqa: PLC0415 - only a feed needs it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Adjoin//What reopens when//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_entry(icalendar.Event(), event, stamp))
    written: bytes = calendar.to_ical()
    return written


def _entry(entry: "icalendar.Event", event: Event, stamp: datetime) -> "icalendar.Event":
    entry.add("uid", event.uid)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", event.on)
    entry.add("dtend", event.on + timedelta(days=1))
    entry.add("summary", _line(event.summary))
    entry.add("description", _plain(event.description))
    if event.categories:
        entry.add("categories", [_line(category) for category in event.categories])
    if event.url:
        entry.add("url", event.url)
    # The day is a hint, not an appointment: it must not make its owner look busy.
    entry.add("transp", "TRANSPARENT")
    return entry


def _plain(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    """The same on one line: programs cut titles and categories at a line break, or show its escape."""
    return " ".join(_plain(text).split())
