"""A pair by segment and by industry: what was seen of each group, and whether groups differ at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.desk import Desk

POOLED = "pooled: "
"""How the reason of a pooled row begins; a page says the rest beside its own word."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group within the horizon. `pooled`: too little is seen of it alone, so that its probability is nearly all
    accounts'; `reason` says why. `raw`: of its accounts alone, Aalen–Johansen."""

    group_value: str
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    at_risk: int
    adopters: int
    pooled: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups of one dimension, the largest first. `p_value`: of differences as large as these if groups did not
    differ; None where that cannot be tested. `tests`: how many pairs were tested by this dimension."""

    group_by: str
    groups: tuple[Group, ...]
    p_value: float | None
    tests: int


def by_group(desk: Desk, pair: tuple[str, str], horizon: int) -> tuple[Grouping, ...]:
    """The pair of these ids within `horizon` days by each dimension that has groups; segment first."""
    here = (pc.field("from_product") == pair[0]) & (pc.field("to_product") == pair[1])
    rows = desk.show("affinity_by_group").filter(here & (pc.field("horizon_days") == horizon)).to_pylist()
    tested = desk.show("group_differences")
    differences = {row["group_by"]: row["p_value"] for row in tested.filter(here).to_pylist()}
    known = tested.filter(pc.is_valid(pc.field("p_value")))["group_by"].to_pylist()
    return tuple(
        Grouping(
            group_by=dimension,
            groups=_largest_first([row for row in rows if row["group_by"] == dimension]),
            p_value=differences.get(dimension),
            tests=known.count(dimension),
        )
        for dimension in sorted({row["group_by"] for row in rows}, reverse=True)
    )


def _largest_first(rows: list[dict[str, Any]]) -> tuple[Group, ...]:
    rows.sort(key=lambda row: (-row["at_risk"], row["group_value"]))
    return tuple(_group(row) for row in rows)


def _group(row: Mapping[str, Any]) -> Group:
    values = {field: row[{"raw": "probability_raw"}.get(field, field)] for field in Group.__slots__}
    return Group(**values | {"reason": (row["reason"] or "").removeprefix(POOLED) or None})
