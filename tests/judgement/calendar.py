"""Months counted on fingers."""

from calendar import monthrange
from datetime import date


def months_after(at: date, months: int) -> date:
    """The same day so many months later, the last of its month where there is no such day."""
    count = at.year * 12 + at.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))
