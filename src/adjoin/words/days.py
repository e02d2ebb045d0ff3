"""Days as people say them, seen from the day a page speaks for."""

import re
from datetime import date

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def day(on: date, seen_from: date | None = None) -> str:
    """`30 Sep 2026`, or `30 Sep` in the year it is seen from."""
    short = f"{on.day} {on:%b}"
    return short if seen_from is not None and on.year == seen_from.year else f"{short} {on.year}"


def relative(on: date, seen_from: date) -> str:
    """`today`, `3 days ago`, `in 5 weeks`, `2 years ago`."""
    gap = (on - seen_from).days
    if gap == 0:
        return "today"
    if abs(gap) == 1:
        return "tomorrow" if gap > 0 else "yesterday"
    return f"in {span(gap)}" if gap > 0 else f"{span(-gap)} ago"


def span(days: int) -> str:
    """A length of time in its largest sensible unit: `12 days`, `5 weeks`, `3 months`, `2 years`."""
    for unit, length, least in (("year", 365.25, 548), ("month", 30.44, 61), ("week", 7, 21)):
        if days >= least:
            return f"{round(days / length)} {unit}s"
    return "1 day" if days == 1 else f"{days} days"


def with_days_said(sentence: str, seen_from: date) -> str:
    """The sentence with its ISO dates as people say them: `since 2026-09-07` becomes `since 7 Sep`."""

    def said(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found[0]), seen_from)
        except ValueError:
            return found[0]

    return ISO.sub(said, sentence)
