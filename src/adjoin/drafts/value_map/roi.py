"""The return, by formulas that are shown: nothing hidden, nothing more precise than what goes in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from adjoin.drafts.value_map.assumption import Assumption, Assumptions, Case

WEEKS_A_YEAR = 52.0
MOST_TIMES = 10.0
"""Above ten times the sentence says "more than 10 times": by then the assumptions are in doubt, not the decimals."""

FORMULAS = (
    ("Saved", "people × share × saved a week × weeks in use × cost of an hour"),
    ("Weeks in use", "working weeks × (52 − weeks to set up) ÷ 52"),
    ("Invested", "price + your hours to set up × cost of an hour"),
    ("Return", "saved ÷ invested"),
    ("Months to pay back", "set-up + invested ÷ saved in a month of use"),
    ("Minutes a week to pay", "60 × invested ÷ (people × share × weeks in use × cost of an hour)"),
)
"""Name and formula, in the order in which they are worked out; saved and invested are those of year one; a month of use
is a twelfth of the working weeks; the set-up counts in months (weeks × 12 ÷ 52)."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case. Money in the value map's currency; None where a number is missing or divides by nothing.

    `saved`: in year one. `invested`: in year one. `times`: saved ÷ invested. `months`: until paid back.
    `minutes`: saved a person a week from which it pays. `hours_in_all`: the same for all people together; it needs no
    count of people.
    """

    case: Case
    saved: float | None
    invested: float | None
    times: float | None
    months: float | None
    minutes: float | None
    hours_in_all: float | None


@dataclass(frozen=True, slots=True)
class Roi:
    """`results`: low, expected, high. `formulas`: name and formula. `asks`: questions whose answers are missing; a
    return needs them all. `per_site`: saved and invested at one site as expected, where sites are known."""

    results: tuple[Result, Result, Result]
    formulas: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    per_site: tuple[float, float] | None

    @property
    def expected(self) -> Result:
        return self.results[1]


def roi(assumptions: Assumptions) -> Roi:
    """The three cases worked out from the assumptions; `FORMULAS` says how."""
    low, expected, high = (_result(assumptions, case) for case in Case)
    missing = tuple(dict.fromkeys(one.asks for one in assumptions.each if _missing(one)))
    sites = assumptions.at("sites")
    per_site = None
    if sites and expected.saved is not None and expected.invested is not None:
        per_site = (expected.saved / sites, expected.invested / sites)
    return Roi((low, expected, high), FORMULAS, missing, per_site)


def two_figures(number: float) -> float:
    """Rounded to two significant figures: what assumptions of this kind can bear."""
    if not number:
        return 0.0
    return round(number, 1 - math.floor(math.log10(abs(number))))


def _result(assumptions: Assumptions, case: Case) -> Result:
    people, share, hours, hour_cost, working, price, setup_weeks, setup_hours = (
        assumptions.at(name, case)
        for name in (
            "people",
            "share",
            "hours",
            "hour_cost",
            "working_weeks",
            "price",
            "setup_weeks",
            "setup_hours",
        )
    )
    users = _product(people, share)
    weeks = (
        None if working is None or setup_weeks is None else working * max(0.0, 1 - setup_weeks / WEEKS_A_YEAR)
    )
    own_work = _product(setup_hours, hour_cost)
    invested = None if price is None or own_work is None else price + own_work
    month = _product(users, hours, hour_cost, working, 1 / 12)
    back = _ratio(invested, month)
    each = _ratio(invested, _product(users, weeks, hour_cost))
    saved = _product(users, hours, weeks, hour_cost)
    return Result(
        case=case,
        saved=saved,
        invested=invested,
        times=_ratio(saved, invested),
        months=None if back is None or setup_weeks is None else setup_weeks * 12 / WEEKS_A_YEAR + back,
        minutes=None if each is None else each * 60,
        hours_in_all=_ratio(invested, _product(weeks, hour_cost)),
    )


def _missing(one: Assumption) -> bool:
    return one.value is None


def _product(*numbers: float | None) -> float | None:
    found = [number for number in numbers if number is not None]
    return math.prod(found) if len(found) == len(numbers) else None


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below
