"""Days as a letter says them: near the day it is written without the year, else in full."""

import re
from datetime import date

from adjoin.words.days import ISO, day

NEAR = 183
"""Days before or after within which a day and a month name one day only."""


def said_day(on: date, written_on: date) -> str:
    """`17 Jul`, or `17 Jul 2024` where it is half a year away."""
    return day(on, on if _is_near(on, written_on) else None)


def said_month(on: date, written_on: date) -> str:
    """`July`, or `July 2024`."""
    return f"{on:%B}" if _is_near(on, written_on) else f"{on:%B %Y}"


def with_days_said(sentence: str, written_on: date) -> str:
    """The sentence with its ISO dates as a letter says them: `since 2026-09-07` becomes `since 7 Sep`."""

    def said(found: re.Match[str]) -> str:
        try:
            return said_day(date.fromisoformat(found[0]), written_on)
        except ValueError:
            return found[0]

    return ISO.sub(said, sentence)


def _is_near(on: date, written_on: date) -> bool:
    return abs((on - written_on).days) < NEAR
