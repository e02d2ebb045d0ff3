"""The calendar feed: RFC 5545 as another parser reads it, and the laws that keep a subscription from duplicating."""

from datetime import UTC, date, datetime

import icalendar

from adjoin.presentation.calendar import Event, feed

STAMP = datetime(2026, 10, 2, 8, 30, tzinfo=UTC)
HOSTILE = "Ågren; \\ Söhne, Inc\r\nBEGIN:VEVENT\nEND:VCALENDAR\x07\u2028" + "x" * 200


def events_of(written: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(written).walk("VEVENT")


def test_an_event_is_a_whole_day_that_leaves_its_owner_free() -> None:
    (event,) = events_of(feed("Tiny", [Event("a@adjoin", date(2026, 12, 31), "Acme opens", "why")], STAMP))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event.decoded("dtstamp") == STAMP
    assert (event["UID"], event["TRANSP"]) == ("a@adjoin", "TRANSPARENT")


def test_what_customers_wrote_stays_text_of_one_event() -> None:
    written = feed(HOSTILE, [Event("a@adjoin", date(2026, 10, 5), HOSTILE, HOSTILE, (HOSTILE,))], STAMP)
    (event,) = events_of(written)
    assert str(event["SUMMARY"]).startswith("Ågren; \\ Söhne, Inc BEGIN:VEVENT END:VCALENDAR x")
    assert str(event["DESCRIPTION"]).startswith("Ågren; \\ Söhne, Inc\nBEGIN:VEVENT\nEND:VCALENDAR")
    text = written.decode()
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert text.replace("\r\n", "").count("\r") == text.replace("\r\n", "").count("\n") == 0
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))  # octets, folded
    assert not {character for character in text if ord(character) < 32} - {"\r", "\n"}


def test_a_feed_without_events_is_a_calendar() -> None:
    found = icalendar.Calendar.from_ical(feed("Tiny", [], STAMP))
    assert (found["VERSION"], found["METHOD"], found["X-WR-CALNAME"]) == ("2.0", "PUBLISH", "Tiny")


def test_the_same_events_give_the_same_bytes() -> None:
    events = [
        Event(f"{n}@adjoin", date(2026, 10, n), "opens", "why", ("Renewal",), "http://x/") for n in (3, 5)
    ]
    assert feed("Tiny", events, STAMP) == feed("Tiny", events, STAMP)
