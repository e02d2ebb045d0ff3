"""The table `guard_rails`: what must not get worse while something is tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts import saying
from adjoin.experiments.readouts.arms import Arm, Key, Row, Scope, Total, key_of, weekly
from adjoin.experiments.readouts.schemas import GUARD_RAILS
from adjoin.statistics.anytime_difference import anytime_difference

RAILS = {
    "churn": "ended all they held",
    "products_ended": "ended a product",
    "tickets": "had an urgent or escalated ticket",
    "opt_outs": "have a contact who opted out",
}
"""What is watched, and the words of it."""

OFF = {
    "churn": "no matured unit held anything",
    "products_ended": "no matured unit held anything",
    "tickets": "no ticket is known, or no unit has matured",
    "opt_outs": "nobody says which contacts opted out, or no unit has matured",
}

Weeks = Mapping[tuple[Key, str, str], list[Row]]


def guard_rails_table(scopes: Iterable[Scope], counts: Iterable[Row], level: float) -> pa.Table:
    """From the rows of `rail_counts`. Intervals are valid at any time: whoever looks each week is not fooled."""
    weeks: dict[tuple[Key, str, str], list[Row]] = {}
    for row in counts:
        weeks.setdefault((key_of(row), row["rail"], row["arm"]), []).append(row)
    rows = [
        row
        for scope in scopes
        if scope.product_id is None
        for rail in RAILS
        for row in _rows(scope, rail, weeks, level)
    ]
    return pa.Table.from_pylist(rows, schema=GUARD_RAILS)


def alarms(rails: pa.Table) -> dict[Key, dict[str, str]]:
    """What got worse beyond doubt, by experiment and arm."""
    found: dict[Key, dict[str, str]] = {}
    for row in rails.to_pylist():
        if row["state"] == "worse":
            of_it = found.setdefault(key_of(row), {})
            of_it[row["arm"]] = " ".join((*of_it.get(row["arm"], "").split(), row["says"]))
    return found


def _rows(scope: Scope, rail: str, weeks: Weeks, level: float) -> Iterator[dict[str, Any]]:
    for arm in scope.arms:
        total = _total(weeks.get((scope.key, rail, arm.name), []))
        yield {
            **scope.which,
            "rail": rail,
            "arm": arm.name,
            "is_control": arm.is_control,
            "roots": total.roots,
            "hits": total.converted,
            "rate": None if total.rate is None else round(total.rate, 9),
            **_judged(scope, rail, arm, weeks, level),
        }


def _total(weeks: Iterable[Row]) -> Total:
    found = list(weeks)
    return Total(sum(int(one["roots"]) for one in found), sum(int(one["hits"]) for one in found), 0)


def _judged(scope: Scope, rail: str, arm: Arm, weeks: Weeks, level: float) -> dict[str, Any]:
    """difference, low, high, state, says."""
    blank: dict[str, Any] = {"difference": None, "low": None, "high": None, "state": None, "says": None}
    own = weeks.get((scope.key, rail, arm.name), [])
    if not any((scope.key, rail, other.name) in weeks for other in scope.arms):
        return blank | {"state": "off", "says": f"Off: {OFF[rail]}."}
    if scope.control is None:
        return blank | {"state": "cannot_tell", "says": saying.not_told(scope)}
    alone = weeks.get((scope.key, rail, scope.control.name), [])
    one, other, source = _total(own), _total(alone), scope.key[2]
    said = saying.counted_of(one, arm.name, source, RAILS[rail])
    if arm.is_control:
        return blank | {"says": f"{said}; compared with."}
    if not (one.roots and other.roots):
        return blank | {"state": "cannot_tell", "says": f"Cannot tell yet: {said}."}
    _days, looks = weekly(own, alone, "hits")
    found = anytime_difference(looks, scope.treated_share(arm), level)[-1]
    compared = f"{said} and {saying.counted_of(other, scope.control.name, source, RAILS[rail])}"
    bounds = f"from {saying.points(found.low)} to {saying.points(found.high)} more"
    state, says = "cannot_tell", f"Cannot tell yet: {compared}, {bounds}."
    if found.low > 0:
        state, says = "worse", f"WORSE BEYOND DOUBT: {compared}, {bounds}. Think of stopping."
    elif found.high <= float(own[0]["margin"]):
        state, says = "ok", f"Not worse: {compared}, {bounds}."
    value = (one.rate or 0.0) - (other.rate or 0.0)
    return {
        "difference": round(value, 9),
        "low": round(found.low, 9),
        "high": round(found.high, 9),
        "state": state,
        "says": says,
    }
