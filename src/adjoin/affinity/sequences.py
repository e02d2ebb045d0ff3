"""Daily counts of every ordered pair A → B: who enters A's cohort, adopts B, loses A, is still followed.

The SQL gives exits of A's whole cohort and what the accounts that have held both products change in them; the
sum is the pair's own histogram, so nothing grows with accounts × products.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.affinity.pairs import Pairs
from adjoin.affinity.tables import Columns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sequences:
    """Counts by day since A's start, pairs × days (as `cumulative_incidence` wants them).

    `replaced`: accounts that gave up A for B, in the cohort (then among `competing`) or not, since the start of A
    may be unknown; `together`: accounts that began both on one day, in no cohort; one number a pair.
    """

    entered: Floats
    events: Floats
    competing: Floats
    censored: Floats
    replaced: Ints
    together: Ints


def sequences(
    pairs: Pairs,
    exits: Columns,
    met: Columns,
    migrations: Columns | None = None,
    *,
    last_day: int | None = None,
) -> Sequences:
    """The counts of all pairs from the rows of sequence_exits, sequence_pairs and migrations (None: none).

    The grid ends on `last_day`, else on the last day that has a row; no row may lie behind it.
    """
    furthest = max(int(exits["day"].max(initial=0)), int(met["day"].max(initial=0)))
    days = 1 + (furthest if last_day is None else last_day)
    row = pairs.row(met["from_product"], met["to_product"])

    def daily(name: str) -> Floats:
        alone = np.zeros((len(pairs.products), days))
        if name in exits:
            alone[exits["product"], exits["day"]] = exits[name]
        counts = alone[pairs.from_product]
        counts[row, met["day"]] += met[name]
        return counts

    replaced = np.zeros(len(pairs), dtype=np.int64)
    if migrations is not None:
        replaced[pairs.row(migrations["from_product"], migrations["to_product"])] = migrations["replaced"]
    together = np.bincount(row, weights=met["together"], minlength=len(pairs)).astype(np.int64)
    return Sequences(
        entered=daily("entered"),
        events=daily("events"),
        competing=daily("competing"),
        censored=daily("censored"),
        replaced=replaced,
        together=together,
    )
