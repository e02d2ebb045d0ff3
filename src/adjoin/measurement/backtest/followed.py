"""All dates of a backtest as arrays: the picks of every policy and every open cell, with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.measurement.backtest.chance_of_approach import chance_of_approach
from adjoin.measurement.backtest.picking import STATE, Taken

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
TRIM = 20.0
"""The largest weight, relative to a policy's mean chance of approach."""


@dataclass(frozen=True)
class Cells:
    """One entry an open cell and date: the score's `probability` (NaN without one), what happened, `root` numbers."""

    probability: Floats
    if_approached: Flags
    approached: Flags
    started: Flags
    root: Ints


@dataclass(frozen=True)
class Picks:
    """One entry a pick. `table`: as published but for the weight; `day`, `policy`, `root`: numbers from 0; `weight`:
    of the picks approached, 0 for the others; `sole`: a number for each distinct approach, −1 without one; `waits`,
    `opens`: days from the pick to the start and to the opportunity, NaN without one; `cell`: its place in `Cells`."""

    table: pa.Table
    cell: Ints
    day: Ints
    policy: Ints
    root: Ints
    started: Flags
    weight: Floats
    sole: Ints
    waits: Floats
    opens: Floats


@dataclass(frozen=True)
class Followed:
    """Everything the numbers are made from. `met`: False where nobody, or everybody, was approached."""

    dates: tuple[date, ...]
    policies: tuple[str, ...]
    picks: Picks
    cells: Cells
    met: bool


def follow(taken: Sequence[Taken], policies: Sequence[str], rng: np.random.Generator) -> Followed:
    """Put the dates together and weigh the picks. `policies`: their names in order; picks of others are dropped.

    Raises ValueError without a date.
    """
    dates = tuple(one.as_of for one in taken)
    cells = pa.concat_tables([one.cells for one in taken])
    approached, on_offer = _flags(cells["approached"]), _flags(cells["on_offer"])
    state = np.concatenate([_state(one.state) for one in taken])
    chance = chance_of_approach(state, approached[on_offer], rng)
    chances = np.full(len(on_offer), np.nan)
    if chance is not None:
        chances[on_offer] = chance
    starts = np.concatenate([[0], np.cumsum([one.cells.num_rows for one in taken])])
    table = pa.concat_tables([one.picks for one in taken])
    table = table.filter(pc.is_in(table["policy"], value_set=pa.array(policies, pa.string())))
    roots = pc.unique(cells["root_id"])
    seen = Cells(
        probability=_numbers(cells["probability"]),
        if_approached=_flags(cells["if_approached"]),
        approached=approached,
        started=_flags(cells["started"]),
        root=_places(cells["root_id"], roots),
    )
    picks = _picks(table, (dates, policies, roots), starts, chances if chance is not None else None)
    return Followed(dates, tuple(policies), picks, seen, chance is not None)


def _picks(
    table: pa.Table,
    names: tuple[Sequence[date], Sequence[str], pa.Array],
    starts: Ints,
    chance: Floats | None,
) -> Picks:
    dates, policies, roots = names
    day = _places(table["as_of"], pa.array(dates, pa.date32()))
    policy = _places(table["policy"], pa.array(policies, pa.string()))
    approached = _flags(pc.is_valid(table["approached_on"]))
    weight = np.zeros(table.num_rows)
    cell = starts[day] + table["number"].to_numpy()
    if chance is not None:
        weight = _weights(chance[cell], approached, policy)
    sole = pa.table([table[name].cast(pa.string()) for name in ("account_id", "product_id", "approached_on")],
                    names=["account", "product", "day"])  # fmt: skip
    joined = pc.binary_join_element_wise(*sole.columns, "\t")
    return Picks(
        table=table,
        cell=cell,
        day=day,
        policy=policy,
        root=_places(table["root_id"], roots),
        started=_flags(pc.is_valid(table["started_on"])),
        weight=weight,
        sole=np.where(approached, _places(joined, pc.unique(joined)), -1),
        waits=_days(table["as_of"], table["started_on"]),
        opens=_days(table["as_of"], table["opened_on"]),
    )


def _weights(chance: Floats, approached: Flags, policy: Ints) -> Floats:
    """Mean chance of the policy's picks ÷ the pick's own, at most TRIM, of those approached.

    The numerator leaves the weighted mean as it is and keeps rare approaches from being trimmed all alike (stabilised
    weights: Robins, Hernán & Brumback 2000, Epidemiology 11, 550–560).
    """
    picks = np.bincount(policy)
    usual = np.bincount(policy, weights=chance) / np.maximum(picks, 1)
    return np.where(approached, np.minimum(usual[policy] / chance, TRIM), 0.0)


def _state(table: pa.Table) -> npt.NDArray[np.float32]:
    return np.column_stack([table[name].cast(pa.float32()).to_numpy() for name in STATE])


def _places(values: pa.ChunkedArray, known: pa.Array) -> Ints:
    if isinstance(known, pa.ChunkedArray):
        known = known.combine_chunks()
    found: Ints = pc.fill_null(pc.index_in(values, value_set=known), -1).to_numpy().astype(np.int64)
    return found


def _flags(values: pa.ChunkedArray) -> Flags:
    found: Flags = values.to_numpy().astype(np.bool_)
    return found


def _numbers(values: pa.ChunkedArray) -> Floats:
    found: Floats = pc.fill_null(values.cast(pa.float64()), float("nan")).to_numpy()
    return found


def _days(since: pa.ChunkedArray, until: pa.ChunkedArray) -> Floats:
    apart = pc.subtract(until.cast(pa.int32()), since.cast(pa.int32()))
    return _numbers(apart)
