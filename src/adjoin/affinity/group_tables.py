"""The tables `affinity_by_group` and `group_differences`.

A group's probability is shrunk as a pair's is (see `shrinkage`), towards the pair's own curve; how alike groups
are, the concentration, is fitted once for segments and once for industries over all pairs. A group speaks for
itself at a horizon if 10 of its accounts were followed that long and 5 adopters are expected of them; else its
row says the pair's number, and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from adjoin.affinity.affinity_table import HORIZONS, nullable, whole
from adjoin.affinity.by_group import DIMENSIONS, EVERYBODY, Floats, Group, groups_of
from adjoin.affinity.estimates import Estimates
from adjoin.affinity.groups_differ import groups_differ
from adjoin.affinity.published import PUBLISHED
from adjoin.affinity.tables import Columns
from adjoin.statistics.cumulative_incidence import STILL_AT_RISK, YEAR
from adjoin.statistics.shrinkage import Shrunk, fit_concentration, shrink

FEWEST_EXPECTED = 5
"""Adopters to be expected of a group before it speaks for itself."""


def group_tables(
    told: Estimates, rows: Mapping[str, Columns], values: Mapping[tuple[int, int], str]
) -> tuple[pa.Table, pa.Table]:
    """`affinity_by_group`: a row for each group, ordered pair and horizon; `group_differences`: for each pair.

    `rows`: those of group_exits and group_pairs. `values`: names of groups by dimension and number.
    """
    pooled = {horizon: told.shrunk(horizon) for horizon in HORIZONS}
    numbers, differences = [], []
    for dimension, group_by in enumerate(DIMENSIONS):
        found = groups_of(told, rows, values, dimension)
        alike = fit_concentration(
            np.concatenate([group.at[YEAR].adopters for group in found]),
            np.concatenate([group.at[YEAR].expected for group in found]),
        )
        for group in found:
            alone = None if len(found) > 1 else _nobody_apart(group_by, group.value)
            for horizon in HORIZONS:
                numbers.append(_rows(told, group_by, group, horizon, alike, pooled[horizon], alone))
        differences.append(_differences(told, group_by, found))
    return pa.concat_tables(numbers), pa.concat_tables(differences)


def _rows(
    told: Estimates,
    group_by: str,
    group: Group,
    horizon: int,
    alike: float,
    pooled: Shrunk,
    alone: str | None,
) -> pa.Table:
    at, count = group.at[horizon], len(told.pairs)
    own = shrink(at.raw, told.curves.at(horizon), at.adopters, at.expected, alike)
    reasons = [alone] * count if alone else _reasons(group, horizon)
    says = np.array([reason is None for reason in reasons], dtype=np.bool_)

    def joined(of_group: Floats, of_pair: Floats) -> pa.Array:
        return nullable(np.where(says, of_group, of_pair))

    columns = {
        "group_by": pa.array([group_by] * count, pa.string()),
        "group_value": pa.array([group.value] * count, pa.string()),
        **told.pairs.columns(np.arange(count)),
        "horizon_days": pa.array([horizon] * count, pa.int64()),
        "probability": joined(own.probability, pooled.probability),
        "probability_low": joined(own.low, pooled.low),
        "probability_high": joined(own.high, pooled.high),
        "probability_raw": nullable(at.raw),
        "raw_low": nullable(at.low),
        "raw_high": nullable(at.high),
        "at_risk": whole(group.size),
        "at_risk_at_horizon": whole(at.followed),
        "adopters": whole(at.adopters),
        "expected": pa.array(np.round(at.expected, 9)),
        "pooled": pa.array(~says),
        "reason": pa.array(reasons, pa.string()),
    }
    return pa.table({name: columns[name] for name in PUBLISHED["affinity_by_group"]})


def _nobody_apart(group_by: str, value: str) -> str:
    if value == EVERYBODY:
        return f"pooled: no {group_by} has enough accounts to be told apart"
    return f"pooled: every account is in {value}"


def _reasons(group: Group, horizon: int) -> list[str | None]:
    """Why the group does not speak for itself, one a pair; None where it does."""
    at = group.at[horizon]
    return [_reason(group.value, horizon, *both) for both in zip(at.followed, at.expected, strict=True)]


def _reason(value: str, horizon: int, followed: float, expected: float) -> str | None:
    if followed < STILL_AT_RISK:
        were = "was" if followed == 1 else "were"
        return f"pooled: {int(followed)} in {value} {were} followed for {horizon} days"
    if expected < FEWEST_EXPECTED:
        return f"pooled: only {expected:.1f} adopters are expected in {value} within {horizon} days"
    return None


def _differences(told: Estimates, group_by: str, found: Sequence[Group]) -> pa.Table:
    count = len(told.pairs)
    tests = [
        groups_differ(
            np.stack([group.at_risk[row] for group in found]).astype(np.float64),
            np.stack([group.events[row] for group in found]).astype(np.float64),
        )
        for row in range(count)
    ]
    columns = {
        "group_by": pa.array([group_by] * count, pa.string()),
        **told.pairs.columns(np.arange(count)),
        "groups": pa.array([len(found)] * count, pa.int64()),
        "adopters": whole(sum((group.at[YEAR].adopters for group in found), np.zeros(count))),
        "statistic": pa.array([test.statistic for test in tests], pa.float64()),
        "degrees": pa.array([test.degrees for test in tests], pa.int64()),
        "p_value": pa.array([test.p_value for test in tests], pa.float64()),
    }
    return pa.table({name: columns[name] for name in PUBLISHED["group_differences"]})
