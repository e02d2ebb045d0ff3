"""Days at risk and starts by what had fired before, as numbers: what rate ratios and weights are computed from.

Clusters are root accounts. As in the lift of a pair of products, days need no cluster: given its stratum a start's
score has mean 0, so that all days share a cluster, where they cancel out, and starts are told apart by root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.statistics.strata import Contributions

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PER_SEGMENT = 10**9
"""How many stratum numbers a watch segment has, see watched_intervals.sql."""


@dataclass(frozen=True)
class Cells:
    """One number a row: product, stratum (of that product), set of firings (a row of `strengths`), root, count."""

    product: Ints
    stratum: Ints
    fired: Ints
    root: Ints
    count: Ints

    def where(self, keep: Flags) -> Cells:
        """The rows that are kept."""
        return Cells(**{name: values[keep] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Exposure:
    """`days` at risk, all of root 0, and `starts`, of roots from 1 on.

    `strengths`: sets of firings × detectors; strength from 0.1 to 1, 0 where the detector had not fired, −1 where
    nobody knows. `watched`: strata × detectors, whether the detector was watched on the stratum's days.
    """

    days: Cells
    starts: Cells
    strengths: Floats
    watched: Flags

    def contributions(self, detector: int, product: int | None = None) -> Contributions:
        """What a detector's rate ratio is computed from, over all products or one."""
        days, starts = (self._told(cells, detector, product) for cells in (self.days, self.starts))
        had_fired, had_before = (self.strengths[cells.fired, detector] > 0 for cells in (days, starts))
        no_days, no_starts = np.zeros(len(starts.count)), np.zeros(len(days.count))
        return Contributions(
            stratum=np.concatenate([days.stratum, starts.stratum]),
            cluster=np.concatenate([days.root, starts.root]),
            events_exposed=np.concatenate([no_starts, starts.count * had_before]),
            days_exposed=np.concatenate([days.count * had_fired, no_days]),
            events_unexposed=np.concatenate([no_starts, starts.count * ~had_before]),
            days_unexposed=np.concatenate([days.count * ~had_fired, no_days]),
        )

    def _told(self, cells: Cells, detector: int, product: int | None) -> Cells:
        keep = self.watched[cells.stratum, detector] & (self.strengths[cells.fired, detector] >= 0)
        return cells.where(keep if product is None else keep & (cells.product == product))


def exposure(days: pa.Table, starts: pa.Table, products: Sequence[str], watched: Flags) -> Exposure:
    """From the rows of watched_days.sql and started_after.sql.

    `products`: numbered in this order. `watched`: of `watched_by_segment`.
    """
    sets = (
        pa.chunked_array([*days["fired"].chunks, *starts["fired"].chunks], pa.string()).unique().to_pylist()
    )
    numbers = np.concatenate([_whole(days, "stratum"), _whole(starts, "stratum")])
    product = np.concatenate([index_in(table["product_id"], products) for table in (days, starts)])
    strata, place = np.unique(np.stack([product, numbers]), axis=1, return_inverse=True)
    # NumPy 2.0 gives the places as a column.
    stratum, split = place.reshape(-1).astype(np.int64), days.num_rows
    spent, begun = _whole(days, "days"), _whole(starts, "starts")
    return Exposure(
        Cells(product[:split], stratum[:split], index_in(days["fired"], sets), np.zeros_like(spent), spent),
        Cells(
            product[split:], stratum[split:], index_in(starts["fired"], sets), _whole(starts, "root"), begun
        ),
        np.array([_strengths(label, watched.shape[1]) for label in sets]).reshape(-1, watched.shape[1]),
        watched[strata[1] // PER_SEGMENT],
    )


def watched_by_segment(
    segments: pa.Table, watches: Sequence[Mapping[str, Any]], detectors: Sequence[str]
) -> Flags:
    """Segments (from 1; row 0 is none) × detectors: whether it was watched. They begin where somebody's watch does."""
    begun = {(row["name"], row["after_on"]) for row in watches}
    rows = [[(name, row["after_on"]) in begun for name in detectors] for row in segments.to_pylist()]
    return np.array([[False] * len(detectors), *rows], np.bool_)


def _strengths(label: str, detectors: int) -> Floats:
    found = np.zeros(detectors)
    for firing in filter(None, label.split(",")):
        number, _, tenths = firing.partition("=")
        at = int(number)
        found[at] = -1.0 if found[at] < 0 or int(tenths) < 0 else max(found[at], int(tenths) / 10)
    return found


def _whole(table: pa.Table, name: str) -> Ints:
    # Some engines give no type where there is no row.
    numbers: Ints = table[name].cast(pa.int64()).to_numpy()
    return numbers


def index_in(values: pa.ChunkedArray, within: Sequence[str]) -> Ints:
    """The place of each value, −1 where it is not among them."""
    found = pc.index_in(values.cast(pa.string()), pa.array(within, pa.string()))
    places: Ints = pc.fill_null(found, -1).to_numpy().astype(np.int64)
    return places
