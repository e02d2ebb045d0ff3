"""The past dates of a backtest: late enough to know the book, early enough to have been followed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from adjoin.domain.errors import ConfigurationError

FOLLOW_DAYS = 90
MONTHS = 12


@dataclass(frozen=True)
class Wanted:
    """What a front end asks for. `every`: days between dates, None for months; `capacity`: picks a date."""

    first: date | None = None
    last: date | None = None
    every: int | None = None
    capacity: int | None = None

    def __post_init__(self) -> None:
        problems = []
        if self.every is not None and self.every < 1:
            problems.append(f"--every {self.every}: dates must lie at least 1 day apart.")
        if self.capacity is not None and self.capacity < 1:
            problems.append(
                f"--capacity {self.capacity}: a policy without picks proves nothing; write 1 or more."
            )
        if self.first and self.last and self.first > self.last:
            problems.append(f"--from {self.first} lies after --to {self.last}; turn them around.")
        if problems:
            raise ConfigurationError(*problems)


def backtest_dates(as_of: date, wanted: Wanted) -> list[date]:
    """The dates asked for, oldest first; by default one a month over the last twelve that are followed for 90 days.

    `as_of`: the day up to which outcomes are known. ConfigurationError where a date has less follow-up.
    """
    newest = as_of - timedelta(days=FOLLOW_DAYS)
    last = wanted.last or newest
    first = wanted.first or (months_before(last, MONTHS - 1) if wanted.every is None else None)
    for name, day in (("--from", wanted.first), ("--to", wanted.last)):
        if day is not None and day > newest:
            raise ConfigurationError(
                f"{name} {day} has less than {FOLLOW_DAYS} days of follow-up: outcomes are known up to {as_of}. "
                f"The newest date a backtest can take is {newest}."
            )
    if first is None:
        first = months_before(last, MONTHS) + timedelta(days=1)
    if wanted.every is None:
        return _monthly(first, last, backwards=wanted.first is None)
    days = (last - first).days
    return [first + timedelta(days=step) for step in range(0, days + 1, wanted.every)]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier (later if negative), or that month's last day."""
    month = day.year * 12 + day.month - 1 - months
    year, place = divmod(month, 12)
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))


def _monthly(first: date, last: date, *, backwards: bool) -> list[date]:
    """From the end that was not asked for, so that the other is hit exactly."""
    months = (last.year - first.year) * 12 + last.month - first.month
    steps = range(months + 1)
    found = [months_before(last, k) if backwards else months_before(first, -k) for k in steps]
    return sorted(day for day in found if first <= day <= last)
