"""Lift: who adopts B faster, those who hold A or those who do not, day for day and like for like.

Clusters are root accounts. An adoption's score (T0/T if A was held, −ratio · T1/T if not) has mean 0 given
its stratum, so person-days need no cluster: they are put into one of their own, where their scores cancel out
exactly, and only adoptions are told apart by root. With one adoption a root this is the Greenland–Robins
variance in expectation; several in one root add their cross products.

An account that gives up A for B has not been cross-sold: its days count, its start of B is no adoption of
this pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.affinity.pairs import Pairs
from adjoin.affinity.tables import Columns
from adjoin.statistics.rate_ratio import RateRatio, clustered_rate_ratio
from adjoin.statistics.strata import Contributions

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ANY, NONE = -1, -2
DAYS = 0
"""The cluster of all person-days."""


@dataclass(frozen=True)
class Exposure:
    """Person-days at risk and adoptions of all pairs.

    `strata`: numbers of the strata, ascending (see timelines.sql). `days_held`: products × products × strata,
    days at risk of the second product that hold the first; `days`: products × strata, all days at risk of the
    product. `adoptions`: rows of adoptions.sql, a set a second product, `stratum` as a position in `strata`.
    """

    pairs: Pairs
    strata: Ints
    days_held: Floats
    days: Floats
    adoptions: tuple[Columns, ...]

    def contributions(self, row: int) -> Contributions:
        """What the pair's rate ratio is computed from: person-days by stratum, then adoptions by root."""
        a, b = int(self.pairs.from_product[row]), int(self.pairs.to_product[row])
        held, some = self.days_held[a, b], self.days[b] > 0
        strata = np.flatnonzero(some)
        stratum, cluster, exposed, unexposed = _adoptions(self.adoptions[b], a)
        none = np.zeros(len(stratum))
        return Contributions(
            stratum=np.concatenate([strata, stratum]),
            cluster=np.concatenate([np.full(len(strata), DAYS), cluster]),
            events_exposed=np.concatenate([np.zeros(len(strata)), exposed]),
            days_exposed=np.concatenate([held[strata], none]),
            events_unexposed=np.concatenate([np.zeros(len(strata)), unexposed]),
            days_unexposed=np.concatenate([(self.days[b] - held)[strata], none]),
        )

    def held_totals(self) -> tuple[Floats, Floats]:
        """Adoptions of the second product while holding the first, and the days at risk of it; one a pair."""
        a, b = self.pairs.from_product, self.pairs.to_product
        events = np.zeros(len(self.pairs))
        for product, rows in enumerate(self.adoptions):
            held = rows["from_product"] != ANY
            row = self.pairs.row(rows["from_product"][held], np.full(int(held.sum()), product))
            events += np.bincount(row, weights=rows["events"][held], minlength=len(self.pairs))
        return events, self.days_held[a, b].sum(axis=1)

    def lift(self, row: int) -> RateRatio:
        """Rate ratio of adopting the second product, holding the first over not holding it."""
        return clustered_rate_ratio(self.contributions(row))


def exposure(pairs: Pairs, person_days: Columns, adoptions: Columns) -> Exposure:
    """Days at risk from the rows of person_days and adoptions."""
    count = len(pairs.products)
    strata, place = np.unique(person_days["stratum"], return_inverse=True)
    held, begun = person_days["from_product"], person_days["to_product"]
    # Numbers −2 and −1 address the last two places, so (any, none) are the rows behind the products'.
    spent = np.zeros((count + 1, count + 2, len(strata)))
    spent[held, np.where(begun == NONE, count + 1, begun), place] = person_days["days"]
    at_risk = spent[:, count + 1, None, :] - spent[:, :count, :]
    told = {**adoptions, "stratum": np.searchsorted(strata, adoptions["stratum"])}
    by_product = tuple(
        {name: values[told["to_product"] == product] for name, values in told.items()}
        for product in range(count)
    )
    return Exposure(pairs, strata, at_risk[:count], at_risk[count], by_product)


def _adoptions(into: Columns, held: int) -> tuple[Ints, Ints, Floats, Floats]:
    """Stratum, cluster, exposed and unexposed adoptions of one pair, replacements left out.

    A root with several adoptions is a cluster, in a row a stratum; every other adoption has a row to itself.
    """
    size = 1 + int(into["root"].max(initial=0))
    key = into["stratum"] * size + into["root"]
    any_held, exposed_rows = into["from_product"] == ANY, into["from_product"] == held
    keys, place = np.unique(key[any_held], return_inverse=True)
    everyone = np.bincount(place, weights=into["events"][any_held], minlength=len(keys))
    exposed = np.zeros(len(keys))
    at = np.searchsorted(keys, key[exposed_rows])
    exposed[at] = into["events"][exposed_rows]
    everyone[at] -= into["replaced"][exposed_rows]
    stratum, root = np.divmod(keys, size)
    alone = root == 0
    single = np.repeat(stratum[alone], everyone[alone].astype(np.int64))
    # Within a stratum the exposed ones come first.
    first = np.repeat(np.cumsum(everyone[alone]) - everyone[alone], everyone[alone].astype(np.int64))
    side = np.arange(len(single)) - first < np.repeat(exposed[alone], everyone[alone].astype(np.int64))
    return (
        np.concatenate([stratum[~alone], single]),
        np.concatenate([root[~alone], size + np.arange(len(single))]),
        np.concatenate([exposed[~alone], side.astype(np.float64)]),
        np.concatenate([(everyone - exposed)[~alone], (~side).astype(np.float64)]),
    )
