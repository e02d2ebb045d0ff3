"""Labels for an axis of days: the firsts of months, thinned until they fit."""

from datetime import date


def month_starts(first: date, last: date, at_most: int = 5) -> list[tuple[date, str]]:
    """(day, label) of firsts of months from `first` to `last`, at most `at_most`; January names its year."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months]
    every = -(-len(starts) // at_most) if starts else 1
    return [(on, f"{on:%b} {on.year}" if on.month == 1 else f"{on:%b}") for on in starts[::every]]
