"""What an experiment will be able to see, said before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

MONTHS = (3, 6, 9, 12)
POWER = 0.8
DAYS_A_MONTH = 365 / 12


@dataclass(frozen=True, slots=True)
class Expected:
    """What a plan rests on: roots by arm, how many roots have their first real or ghost play a week, and the share of
    those left alone that start the product within the horizon (None: not known)."""

    approached: int
    held: int
    excluded: int
    first_plays_a_week: int
    base_rate: float | None

    @property
    def roots(self) -> int:
        """In either arm."""
        return self.approached + self.held


@dataclass(frozen=True, slots=True)
class Visible:
    """The smallest lift that is seen with 80 % power so many months after the start, as a share (0.13 = 13 points).

    `approached`, `held`: roots whose first play is old enough by then. None: no lift is large enough.
    """

    months: int
    on: date
    approached: int
    held: int
    fixed_date: float | None
    anytime: float | None


def visible(expected: Expected, started_on: date, horizon_days: int, level: float) -> tuple[Visible, ...]:
    """After each of MONTHS at best: every week has as many first plays as this one, until every root had one."""
    return tuple(_visible(expected, started_on, horizon_days, level, months) for months in MONTHS)


def _visible(expected: Expected, started_on: date, horizon_days: int, level: float, months: int) -> Visible:
    days = round(months * DAYS_A_MONTH)
    weeks = 0 if days < horizon_days else (days - horizon_days) // 7 + 1
    share = min(1.0, expected.first_plays_a_week * weeks / expected.roots) if expected.roots else 0.0
    approached, held = round(expected.approached * share), round(expected.held * share)
    fixed, anytime = (
        _smallest(approached, held, expected.base_rate, level, anytime=often) for often in (False, True)
    )
    return Visible(months, started_on + timedelta(days=days), approached, held, fixed, anytime)


def _smallest(
    approached: int, held: int, base_rate: float | None, level: float, *, anytime: bool
) -> float | None:
    # Slow to import, and only plans need it.
    from adjoin.statistics.smallest_visible import ANYTIME_WIDER, smallest_visible  # noqa: PLC0415

    if base_rate is None:
        return None
    wider = ANYTIME_WIDER if anytime else 1.0
    found = smallest_visible(approached, held, base_rate, POWER, level, wider)
    return None if found is None else round(found, 9)


def says(expected: Expected, seen: tuple[Visible, ...]) -> tuple[str, ...]:
    """The plan in sentences: who is in it, what is expected, and what cannot be seen in a year."""
    excluded = f"; {_roots(expected.excluded)} excluded before the draw" if expected.excluded else ""
    rate = "unknown" if expected.base_rate is None else f"{100 * expected.base_rate:.1f} %"
    return (
        f"{_roots(expected.roots)}: {expected.held} held out, {expected.approached} approached{excluded}.",
        f"First plays a week, real and ghost, if every week brings as many as this one: {expected.first_plays_a_week}. "
        f"Base rate (mean probability of those proposed, as things go today): {rate}.",
        _in_a_year(expected, seen[-1]),
    )


def _in_a_year(expected: Expected, year: Visible) -> str:
    with_them = f"With your {_roots(expected.roots)}"
    if year.fixed_date is None:
        why = "no first plays are expected" if not expected.first_plays_a_week else "there are too few"
        if expected.base_rate is None:
            why = "no base rate is known"
        return f"{with_them} no lift can be seen in a year: {why}."
    weekly = "no lift can be seen" if year.anytime is None else f"about {_points(year.anytime)}"
    return (
        f"{with_them} a lift under {_points(year.fixed_date)} cannot be seen in a year, read once on a fixed date; "
        f"read every week: {weekly}."
    )


def _points(lift: float) -> str:
    return f"{100 * lift:.0f} points" if lift >= 0.0995 else f"{100 * lift:.1f} points"


def _roots(count: int) -> str:
    return f"{count:,} root account{'' if count == 1 else 's'}"


def power_said(
    expected: Expected, seen: tuple[Visible, ...], notes: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    """What the ledger keeps with the experiment, as JSON: the numbers, the table and the words."""
    rows = [{**asdict(one), "on": one.on.isoformat()} for one in seen]
    return {**asdict(expected), "visible": rows, "says": [*says(expected, seen), *notes]}
