"""The table `readout_money`: what it was worth, where enough has matured to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from math import isfinite
from operator import add
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts import saying
from adjoin.experiments.readouts.arms import Arm, Key, Row, Scope, key_of
from adjoin.experiments.readouts.schemas import READOUT_MONEY
from adjoin.statistics.difference import Difference
from adjoin.statistics.mean_difference import Sums, mean_difference, slope_of
from adjoin.statistics.mean_sequence import FEWEST, mean_sequence
from adjoin.words.count import count

Weeks = Mapping[tuple[Key, str], list[Row]]


def money_table(
    scopes: Iterable[Scope], sums: Iterable[Row], distrust: Mapping[Key, str], level: float
) -> pa.Table:
    """From the rows of `money_sums`, all products together. `distrust`: experiments of which nothing may be said."""
    weeks: dict[tuple[Key, str], list[Row]] = {}
    for row in sums:
        weeks.setdefault((key_of(row), row["arm"]), []).append(row)
    rows = [
        row
        for scope in scopes
        if scope.product_id is None
        for arm in scope.arms
        for method in ("anytime", "fixed_date")
        for row in _rows(scope, arm, method, weeks, distrust.get(scope.key), level)
    ]
    return pa.Table.from_pylist(rows, schema=READOUT_MONEY)


def _rows(
    scope: Scope, arm: Arm, method: str, weeks: Weeks, distrust: str | None, level: float
) -> Iterator[dict[str, Any]]:
    of_arm = _counted(scope, arm, method, weeks)
    own = _sums(of_arm)
    yield {
        **scope.which,
        "arm": arm.name,
        "is_control": arm.is_control,
        "method": method,
        "roots": own.units,
        "money": round(own.y, 4),
        "mean": round(own.y / own.units, 6) if own.units else None,
        **_compared(scope, arm, method, weeks, distrust, level),
        "starts_unpriced": sum(int(week["starts_unpriced"]) for week in of_arm),
    }


def _counted(scope: Scope, arm: Arm, method: str, weeks: Weeks) -> list[Row]:
    found = weeks.get((scope.key, arm.name), [])
    only_due = method == "fixed_date" and scope.fact["read_on"] is not None
    return [week for week in found if week["by_read_on"] or not only_due]


def _sums(weeks: Iterable[Row]) -> Sums:
    names = ("roots", "total", "squares", "before", "before_squares", "products")
    return reduce(add, (Sums(*(week[name] for name in names)) for week in weeks), Sums())


def _compared(
    scope: Scope, arm: Arm, method: str, weeks: Weeks, distrust: str | None, level: float
) -> dict[str, Any]:
    """difference, low, high, adjusted, verdict, says."""
    blank: dict[str, Any] = {
        **dict.fromkeys(("difference", "low", "high", "adjusted", "verdict")),
        "says": "Compared with.",
    }
    control = scope.control
    if control is None:
        return blank | {"verdict": "cannot_tell", "says": saying.not_told(scope)}
    if arm.is_control:
        return blank
    one, other = (_counted(scope, each, method, weeks) for each in (arm, control))
    treated, alone = _sums(one), _sums(other)
    found = _difference(one, other, method, level)
    why = distrust or saying.waits(scope, arm, control, method) or _too_little(treated, alone)
    verdict = "cannot_tell" if why else saying.verdict_of(found)
    return {
        **{name: _kept(getattr(found, field)) for name, field in NAMES},
        "adjusted": found.value is not None and slope_of((treated, alone)) != 0,
        "verdict": verdict,
        "says": _says(found, verdict, why),
    }


NAMES = (("difference", "value"), ("low", "low"), ("high", "high"))


def _difference(one: list[Row], other: list[Row], method: str, level: float) -> Difference:
    if method == "fixed_date":
        return mean_difference(_sums(one), _sums(other), level)
    days = sorted({week["looked_on"] for week in (*one, *other)})
    looks = [
        (
            _sums(week for week in one if week["looked_on"] == day),
            _sums(week for week in other if week["looked_on"] == day),
        )
        for day in days
    ]
    return mean_sequence(looks, level)[-1] if looks else mean_difference(Sums(), Sums(), level)


def _too_little(treated: Sums, alone: Sums) -> str | None:
    fewest = min(treated.units, alone.units)
    if fewest < FEWEST:
        return f"money is told from {FEWEST} matured in the smaller arm on, there are {count(fewest)}."
    return None if treated.y or alone.y else "nothing with a price has started in either arm."


def _says(found: Difference, verdict: str, why: str | None) -> str:
    if why is not None:
        return f"Cannot tell yet: {why}"
    low, high = (f"{bound:,.0f}".replace("-", "−") for bound in (found.low, found.high))
    bounds = f"the new money a unit differs by {low} to {high} a year"
    return {
        "works": f"It is worth something: {bounds}.",
        "harms": f"It costs something: {bounds}.",
    }.get(verdict, f"Cannot tell yet: {bounds}.")


def _kept(number: float | None) -> float | None:
    return round(number, 6) if number is not None and isfinite(number) else None
