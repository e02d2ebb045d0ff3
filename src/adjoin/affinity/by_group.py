"""Each pair by segment and by industry: the textbook curve of a group's accounts alone, up to a year.

Expected of a group are the adopters it would have if its cohort, with its own follow-up, adopted at the pair's own
rate by time since start; over the groups of a dimension they add up to the pair's adopters (indirect
standardisation, as in `expected_adopters`, with the pair as its own pool).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.affinity.affinity_table import HORIZONS
from adjoin.affinity.estimates import Estimates
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.sequences import sequences
from adjoin.affinity.tables import Columns
from adjoin.statistics.cumulative_incidence import YEAR, Incidences, cumulative_incidence
from adjoin.statistics.expected_adopters import band_starts

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.float32]
DIMENSIONS = ("segment", "industry")
"""What accounts are grouped by, in the order of `dimension` in group_values.sql."""
OTHER = "other"
"""Group 0: values with few accounts, and accounts without one."""
EVERYBODY = "all"
"""The only group of a dimension in which nobody can be told apart."""


@dataclass(frozen=True)
class AtHorizon:
    """Numbers of one group by one horizon, one a pair; `followed`: still at risk on that day."""

    raw: Floats
    low: Floats
    high: Floats
    followed: Floats
    adopters: Floats
    expected: Floats


@dataclass(frozen=True)
class Group:
    """One group of a dimension. `size`: its cohort, one a pair; `at`: by horizon.

    `at_risk`, `events`: pairs × (0 … a year), whole numbers.
    """

    value: str
    size: Floats
    at: Mapping[int, AtHorizon]
    at_risk: Counts
    events: Counts


def groups_of(
    told: Estimates, rows: Mapping[str, Columns], values: Mapping[tuple[int, int], str], dimension: int
) -> list[Group]:
    """The groups of one dimension in the order of their numbers, other last; EVERYBODY where none has a name.

    `rows`: those of group_exits and group_pairs. `values`: names by dimension and number.
    """
    rate = pooled_rate(told)
    names = {number: name for (of, number), name in sorted(values.items()) if of == dimension}
    if not names:
        return [_group(EVERYBODY, told.curves, told.counts.events, rate)]
    exits, met = (_split(rows[name], dimension) for name in ("group_exits", "group_pairs"))
    nobody = {name: column[:0] for name, column in rows["group_pairs"].items()}
    found = []
    for number, name in {**names, 0: OTHER}.items():
        if number in exits:
            counts = sequences(
                Pairs(told.pairs.products), exits[number], met.get(number, nobody), last_day=YEAR
            )
            curves = cumulative_incidence(counts.entered, counts.events, counts.competing, counts.censored)
            found.append(_group(name, curves, counts.events, rate))
    return found


def pooled_rate(told: Estimates) -> Floats:
    """The pair's own adopters per account and day at risk, by bands of days: pairs × (0 … a year)."""
    begin = band_starts(YEAR + 1)
    begin = begin[begin <= YEAR]
    adopters, days = (
        np.add.reduceat(_to_a_year(counts), begin, axis=1)
        for counts in (told.counts.events, told.curves.at_risk)
    )
    rate = np.divide(adopters, days, out=np.zeros_like(adopters), where=days > 0)
    by_day: Floats = rate[:, np.searchsorted(begin, np.arange(YEAR + 1), side="right") - 1]
    return by_day


def _group(name: str, curves: Incidences, events: Floats, rate: Floats) -> Group:
    at_risk = _to_a_year(curves.at_risk)
    expected = np.cumsum(at_risk * rate, axis=1)
    at = {
        horizon: AtHorizon(
            curves.at(horizon),
            *curves.interval(horizon),
            followed=curves.at_risk_at(horizon),
            adopters=curves.adopters_by(horizon),
            expected=expected[:, horizon],
        )
        for horizon in HORIZONS
    }
    # Days of every group are kept until all are compared: half the size holds the same whole numbers.
    return Group(name, curves.size, at, at_risk.astype(np.float32), _to_a_year(events).astype(np.float32))


def _split(rows: Columns, dimension: int) -> Mapping[int, Columns]:
    """The rows of one dimension by the number of their group."""
    return dict(_parts(rows, np.flatnonzero(rows["dimension"] == dimension)))


def _parts(rows: Columns, kept: npt.NDArray[np.int64]) -> Iterator[tuple[int, Columns]]:
    order = kept[np.argsort(rows["group_number"][kept], kind="stable")]
    numbers, first = np.unique(rows["group_number"][order], return_index=True)
    for number, part in zip(numbers, np.split(order, first[1:]), strict=False):
        yield int(number), {name: column[part] for name, column in rows.items()}


def _to_a_year(counts: Floats) -> Floats:
    year = np.zeros((len(counts), YEAR + 1))
    days = min(counts.shape[1], YEAR + 1)
    year[:, :days] = counts[:, :days]
    return year
