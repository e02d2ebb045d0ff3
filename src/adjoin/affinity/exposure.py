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
"""The cluster of all person-days: the number that names no root."""
ALONE = 0
"""The root of adoptions that are each the only one of their root."""


@dataclass(frozen=True)
class Adoptions:
    """Adoptions of one product, one number a stratum and root: their `stratum` (a position in `Exposure.strata`), their
    `root` (ALONE for all roots with one adoption together), and how many there are.

    `held` and what follows, one number a product held on the day, stratum and root: the product, the `place` of
    stratum and root in the columns above, adoptions while it was held, and those that `replaced` it.
    """

    stratum: Ints
    root: Ints
    everyone: Ints
    held: Ints
    place: Ints
    events: Ints
    replaced: Ints

    def of(self, product: int) -> tuple[Floats, Floats]:
        """Adoptions while holding `product`, and all but those that replaced it; one number a stratum and root."""
        exposed, everyone = np.zeros(len(self.stratum)), self.everyone.astype(np.float64)
        rows = self.held == product
        exposed[self.place[rows]] = self.events[rows]
        everyone[self.place[rows]] -= self.replaced[rows]
        return exposed, everyone


@dataclass(frozen=True)
class Exposure:
    """Person-days at risk and adoptions of all pairs.

    `strata`: numbers of the strata, ascending (see timelines.sql). `days_held`: products × products × strata,
    days at risk of the second product that hold the first; `days`: products × strata, all days at risk of the
    product. `into`: adoptions of each second product.
    """

    pairs: Pairs
    strata: Ints
    days_held: Floats
    days: Floats
    into: tuple[Adoptions, ...]

    def contributions(self, row: int) -> Contributions:
        """What the pair's rate ratio is computed from: person-days by stratum, then adoptions by root."""
        a, b = int(self.pairs.from_product[row]), int(self.pairs.to_product[row])
        held, some = self.days_held[a, b], self.days[b] > 0
        strata = np.flatnonzero(some)
        into = self.into[b]
        exposed, everyone = into.of(a)
        none, never = np.zeros(len(into.stratum)), np.zeros(len(strata))
        return Contributions(
            stratum=np.concatenate([strata, into.stratum]),
            cluster=np.concatenate([np.full(len(strata), DAYS), into.root]),
            events_exposed=np.concatenate([never, exposed]),
            days_exposed=np.concatenate([held[strata], none]),
            events_unexposed=np.concatenate([never, everyone - exposed]),
            days_unexposed=np.concatenate([(self.days[b] - held)[strata], none]),
            apart=np.concatenate([never > 0, into.root == ALONE]),
        )

    def held_totals(self) -> tuple[Floats, Floats]:
        """Adoptions of the second product while holding the first, and the days at risk of it; one a pair."""
        a, b = self.pairs.from_product, self.pairs.to_product
        events = np.zeros(len(self.pairs))
        for product, adopted in enumerate(self.into):
            row = self.pairs.row(adopted.held, np.full(len(adopted.held), product))
            events += np.bincount(row, weights=adopted.events, minlength=len(self.pairs))
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
    into = tuple(
        _adoptions({name: values[told["to_product"] == product] for name, values in told.items()})
        for product in range(count)
    )
    return Exposure(pairs, strata, at_risk[:count], at_risk[count], into)


def _adoptions(rows: Columns) -> Adoptions:
    size = 1 + int(rows["root"].max(initial=0))
    key = rows["stratum"] * size + rows["root"]
    everyone, held = (rows["from_product"] == ANY, rows["from_product"] != ANY)
    order = np.argsort(key[everyone])
    keys = key[everyone][order]
    return Adoptions(
        stratum=keys // size,
        root=keys % size,
        everyone=rows["events"][everyone][order],
        held=rows["from_product"][held],
        place=np.searchsorted(keys, key[held]),
        events=rows["events"][held],
        replaced=rows["replaced"][held],
    )
