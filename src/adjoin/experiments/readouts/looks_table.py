"""The table `readout_looks`: the lift over time, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts.arms import Arm, Scope, weekly
from adjoin.experiments.readouts.schemas import READOUT_LOOKS
from adjoin.statistics.anytime_difference import Look, anytime_difference
from adjoin.statistics.score_difference import score_difference


def looks_table(scopes: Iterable[Scope], level: float) -> pa.Table:
    """One row a week in which units matured, all products together, each arm against the control."""
    rows = [
        row
        for scope in scopes
        if scope.product_id is None and scope.control is not None
        for arm in scope.others
        for row in _rows(scope, arm, scope.control, level)
    ]
    return pa.Table.from_pylist(rows, schema=READOUT_LOOKS)


def _rows(scope: Scope, arm: Arm, control: Arm, level: float) -> Iterator[dict[str, Any]]:
    days, looks = weekly(arm.weeks, control.weeks)
    if not looks:
        return
    running = anytime_difference(looks, scope.treated_share(arm), level)
    for day, until, anytime in zip(days, accumulate(looks, _both), running, strict=True):
        fixed = score_difference(until.converted, until.of, until.converted_control, until.of_control, level)
        yield {
            **scope.which,
            "arm": arm.name,
            "looked_on": day,
            "roots": until.of,
            "converted": until.converted,
            "roots_control": until.of_control,
            "converted_control": until.converted_control,
            "difference": None if fixed.value is None else round(fixed.value, 9),
            "low": round(anytime.low, 9),
            "high": round(anytime.high, 9),
            "fixed_low": round(fixed.low, 9),
            "fixed_high": round(fixed.high, 9),
        }


def _both(one: Look, other: Look) -> Look:
    return Look(
        one.converted + other.converted,
        one.of + other.of,
        one.converted_control + other.converted_control,
        one.of_control + other.of_control,
    )
