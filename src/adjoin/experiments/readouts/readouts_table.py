"""The table `readouts`: by experiment, product, arm and method, what can be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts import saying
from adjoin.experiments.readouts.arms import Arm, Key, Scope, Total, weekly
from adjoin.experiments.readouts.schemas import READOUTS
from adjoin.statistics.anytime_difference import anytime_difference
from adjoin.statistics.difference import Difference
from adjoin.statistics.score_difference import score_difference

METHODS = ("anytime", "fixed_date")
NOTHING = Difference(None, -1.0, 1.0)


@dataclass(frozen=True)
class Context:
    """What is known of an experiment as a whole. `products`: read one by one; `distrust`: why nothing may be said;
    `alarms`: what got worse, by arm."""

    products: int
    distrust: str | None
    alarms: Mapping[str, str]


def readouts_table(scopes: Iterable[Scope], contexts: Mapping[Key, Context], level: float) -> pa.Table:
    """`level`: of the intervals of all products together; by product it is corrected for how many there are."""
    rows = [row for scope in scopes for row in _rows(scope, contexts[scope.key], level)]
    return pa.Table.from_pylist(rows, schema=READOUTS)


def _rows(scope: Scope, context: Context, level: float) -> Iterator[dict[str, Any]]:
    exploratory = scope.product_id is not None and context.products > 1
    if exploratory:
        level = 1 - (1 - level) / context.products
    for arm in scope.arms:
        for method in METHODS:
            total = _total(scope, arm, method)
            yield {
                **scope.which,
                "product_id": scope.product_id,
                "arm": arm.name,
                "is_control": arm.is_control,
                "method": method,
                "roots": total.roots,
                "converted": total.converted,
                "rate": None if total.rate is None else round(total.rate, 9),
                **_compared(scope, arm, method, context, level),
                "level": round(level, 9),
                "contamination": _reached(scope, method),
                "not_matured": arm.not_matured,
                "left_out": arm.left_out,
                "horizon_days": scope.fact["horizon_days"],
                "read_on": scope.fact["read_on"],
                "exploratory": exploratory,
            }


def _total(scope: Scope, arm: Arm, method: str) -> Total:
    read_on = scope.fact["read_on"]
    return arm.total(by_read_on=method == "fixed_date" and read_on is not None)


def _reached(scope: Scope, method: str) -> int | None:
    return None if scope.control is None else _total(scope, scope.control, method).reached


def _compared(scope: Scope, arm: Arm, method: str, context: Context, level: float) -> dict[str, Any]:
    """difference, low, high, verdict, says."""
    blank = {"difference": None, "low": None, "high": None, "verdict": None}
    if scope.control is None:
        return blank | {"verdict": "cannot_tell", "says": saying.not_told(scope)}
    if arm.is_control:
        counted = saying.counted_of(_total(scope, arm, method), arm.name, scope.key[2])
        return blank | {"says": f"{counted}; the others are compared with it."}
    found = _difference(scope, arm, scope.control, method, level)
    verdict, says = _said(scope, arm, scope.control, method, found, context, level)
    return {
        "difference": None if found.value is None else round(found.value, 9),
        "low": round(found.low, 9),
        "high": round(found.high, 9),
        "verdict": verdict,
        "says": says,
    }


def _difference(scope: Scope, arm: Arm, control: Arm, method: str, level: float) -> Difference:
    if method == "fixed_date":
        one, other = _total(scope, arm, method), _total(scope, control, method)
        return score_difference(one.converted, one.roots, other.converted, other.roots, level)
    _days, looks = weekly(arm.weeks, control.weeks)
    if not looks or not (arm.total().roots and control.total().roots):
        return NOTHING
    return anytime_difference(looks, scope.treated_share(arm), level)[-1]


def _said(
    scope: Scope, arm: Arm, control: Arm, method: str, found: Difference, context: Context, level: float
) -> tuple[str, str]:
    one, other = _total(scope, arm, method), _total(scope, control, method)
    source = scope.key[2]
    compared = (
        f"{saying.counted_of(one, arm.name, source)} and {saying.counted_of(other, control.name, source)}"
    )
    least = saying.what_cannot_be_seen(saying.least_seen(one, other, level, anytime=method == "anytime"))
    waits = saying.waits(scope, arm, control, method)
    verdict = _verdict(scope, arm, control, method, found, level)
    if context.distrust is not None:
        verdict, says = "cannot_tell", f"Cannot tell: {context.distrust}"
    elif waits is not None:
        verdict, says = "cannot_tell", f"Cannot tell yet: {waits} So far {compared}; {least}."
    elif found.value is None:
        verdict, says = "cannot_tell", f"Cannot tell yet: {compared}; {least}."
    elif verdict == "cannot_tell":
        bounds = f"the difference lies from {saying.points(found.low)} to {saying.points(found.high)}"
        says = f"Cannot tell yet: {compared}, {bounds}; {least}."
        if saying.verdict_of(found) != "cannot_tell":
            says += f" With {len(scope.others)} arms compared, one interval that leaves out 0 is no proof."
    else:
        says = saying.told_apart(found, compared)
    return verdict, _with_notes(says, scope, other, arm, context)


def _verdict(scope: Scope, arm: Arm, control: Arm, method: str, found: Difference, level: float) -> str:
    """By where zero lies; of several arms compared with one control each must be surer (Bonferroni)."""
    if len(scope.others) > 1 and saying.verdict_of(found) != "cannot_tell":
        found = _difference(scope, arm, control, method, 1 - (1 - level) / len(scope.others))
    return saying.verdict_of(found)


def _with_notes(says: str, scope: Scope, control: Total, arm: Arm, context: Context) -> str:
    alarm = context.alarms.get(arm.name)
    if alarm and scope.product_id is None:
        says = f"{alarm} {says}"
    if scope.product_id is not None and context.products > 1:
        says += f" One of {context.products} products looked at: exploratory, the interval is wider for it."
    if control.reached:
        says += f" {control.reached} of the {control.roots} left alone were approached anyway, which hides part of it."
    return says
