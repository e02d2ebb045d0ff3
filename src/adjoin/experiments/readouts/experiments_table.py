"""The table `experiments`: each one, how large its arms are, and what it can see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts.arms import Key, Scope
from adjoin.experiments.readouts.distrust import Ratio
from adjoin.experiments.readouts.saying import not_told
from adjoin.experiments.readouts.schemas import EXPERIMENTS
from adjoin.experiments.readouts.visible import smallest_lift, visible_says
from adjoin.words.count import count

LEFT_OUT = {
    "held_it_already": "held the product already",
    "start_unknown": "hold the product, nobody knows since when",
    "never_proposed": "had no play or ghost of one yet",
    "filler_only": "had the slot of a ghost first",
}
"""Why a unit is not analysed, in words."""


def experiments_table(
    scopes: Iterable[Scope], ratios: Mapping[Key, Ratio], contaminated: Mapping[Key, int], level: float
) -> pa.Table:
    """One row an experiment. `contaminated`: units left alone that were reached, matured or not."""
    rows = [
        _row(scope, ratios[scope.key], contaminated.get(scope.key, 0), level)
        for scope in scopes
        if scope.product_id is None
    ]
    return pa.Table.from_pylist(rows, schema=EXPERIMENTS)


def state_of(scope: Scope) -> str:
    """running, stopped, over or elsewhere, on the day of the moment."""
    as_of, fact = scope.key[0], scope.fact
    if scope.key[2] == "elsewhere":
        return "elsewhere"
    if fact["stopped_on"] is not None and fact["stopped_on"] <= as_of:
        return "stopped"
    return "over" if fact["read_on"] is not None and fact["read_on"] <= as_of else "running"


def _row(scope: Scope, ratio: Ratio, contamination: int, level: float) -> dict[str, Any]:
    fact, control = scope.fact, scope.control
    lift = smallest_lift(scope, level)
    out = {name: sum(int(arm.counts[name]) for arm in scope.arms) for name in LEFT_OUT}
    known = control is not None
    return {
        **scope.which,
        **{name: fact[name] for name in ("design", "started_on", "read_on", "stopped_on", "horizon_days")},
        **{name: fact[name] for name in ("delay_days", "held_share", "in_no_arm")},
        "state": state_of(scope),
        "control_arm": control.name if control else None,
        "arms": len(scope.arms),
        "approached": sum(int(arm.counts["drawn"]) for arm in scope.others) if known else None,
        "held": int(control.counts["drawn"]) if control else None,
        "begun": sum(int(arm.counts["analysed"]) for arm in scope.arms),
        "matured": sum(int(arm.counts["matured"]) for arm in scope.arms),
        "left_out": sum(out.values()),
        "left_out_says": _left_out_says(out, int(fact["in_no_arm"])),
        "sample_ratio_p": None if ratio.p is None else round(ratio.p, 12),
        "sample_ratio_says": ratio.says,
        "contamination": contamination if known else None,
        "smallest_lift": None if lift is None else round(lift, 9),
        "visible_says": visible_says(scope, level),
        "says": _says(scope, ratio),
    }


def _left_out_says(out: Mapping[str, int], in_no_arm: int) -> str | None:
    parts = [f"{count(number)} {LEFT_OUT[name]}" for name, number in out.items() if number]
    if in_no_arm:
        parts.append(f"{count(in_no_arm)} drew no arm (excluded before the draw, or new since the last run)")
    return "; ".join(parts) or None


def _says(scope: Scope, ratio: Ratio) -> str:
    if scope.control is None and scope.key[2] == "elsewhere":
        return not_told(scope)
    if ratio.broken:
        return ratio.says
    matured = sum(int(arm.counts["matured"]) for arm in scope.arms)
    begun = sum(int(arm.counts["analysed"]) for arm in scope.arms)
    return f"{count(matured)} of {count(begun)} that have begun have had their {scope.fact['horizon_days']} days."
