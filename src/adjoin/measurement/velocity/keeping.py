"""Leaves `velocity`: by motion, how many deals are open, how often they are won, how soon, and what that brings a day.

Velocity = open × win rate × mean money ÷ median days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from adjoin.measurement.scorecard.figure import Days, median, share
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

Row = Mapping[str, Any]
TEXT, NUMBER, DAY, WHOLE = pa.string(), pa.float64(), pa.date32(), pa.int64()
VELOCITY = pa.schema(
    [
        *(("as_of", DAY), ("motion", TEXT), ("window_from", DAY)),
        *((name, WHOLE) for name in ("open", "begun", "won", "lost")),
        *((name, NUMBER) for name in ("win_rate", "win_rate_low", "win_rate_high")),
        *((name, NUMBER) for name in ("median_days", "median_days_low", "median_days_high")),
        *(("money", NUMBER), ("priced", WHOLE), ("money_open", NUMBER), ("velocity", NUMBER), ("says", TEXT)),
    ]
)
"""The columns of `velocity`; key as_of, motion (all first, then most open). `money`: mean amount of won deals;
`priced`: won ones that have an amount; `velocity`: money a day, null where one of its parts is unknown."""


def keep_velocity(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> Schema:
    """Put `velocity`; gives the columns of everything left. Reads `cross_sell_deals`, which the scorecard leaves."""
    built = build_all(warehouse, queries_in("adjoin.measurement.velocity"), schema, settings or {})
    taken: dict[tuple[Any, str], list[tuple[int, int]]] = defaultdict(list)
    for row in warehouse.read("motion_days", ("as_of", "motion", "days")).to_pylist():
        taken[row["as_of"], row["motion"]].append((row["days"], row["deals"]))
    sums = warehouse.read("motion_sums", ("as_of", "motion")).to_pylist()
    rows = [_row(row, taken[row["as_of"], row["motion"]]) for row in sums]
    rows.sort(key=lambda row: (row["as_of"], row["motion"] != "all", -row["open"], row["motion"]))
    warehouse.put("velocity", pa.Table.from_pylist(rows, VELOCITY))
    return {**built, "velocity": tuple(VELOCITY.names)}


def _row(sums: Row, taken: Days) -> dict[str, Any]:
    won = share(sums["won"], sums["won"] + sums["lost"])
    days = median(taken)
    velocity = None
    if won.value is not None and sums["money"] is not None and days.value:
        velocity = round(sums["open"] * won.value * sums["money"] / days.value, 2)
    row = {
        **sums,
        **_three("win_rate", won.value, won.low, won.high),
        **_three("median_days", days.value, days.low, days.high),
        "velocity": velocity,
    }
    return {**row, "says": _says(row)}


def _three(name: str, *numbers: float | None) -> dict[str, float | None]:
    names = (name, f"{name}_low", f"{name}_high")
    return {one: None if n is None else round(n, 9) for one, n in zip(names, numbers, strict=True)}


def _says(row: Row) -> str:
    stands = f"{counted(row['open'], 'deal')} open"
    closed = row["won"] + row["lost"]
    if closed == 0:
        return f"{stands}; none was closed within the window, so nothing can be told of its pace"
    bounds = interval(row["win_rate_low"], row["win_rate_high"])
    won = (
        f"{count(row['won'])} of {counted(closed, 'closed deal')} won: {percent(row['win_rate'])} ({bounds})"
    )
    if row["median_days"] is None:
        return f"{stands}; {won}"
    half = f"half of them within {row['median_days']:.0f} days"
    if row["velocity"] is None:
        lacks = "no won deal has an amount" if row["money"] is None else "they closed on the day they began"
        return f"{stands}; {won}, {half}; money a day cannot be told, for {lacks}"
    return f"{stands}; {won}, {half}"
