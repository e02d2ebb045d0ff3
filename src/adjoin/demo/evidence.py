"""Which traces each need (and each false alarm) leaves in the tables, and when."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Ints, Words
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, METRICS, PRODUCTS
from adjoin.demo.world import FAR

KINDS: Final = tuple(noise.KIND_CHANCE)


@dataclass(frozen=True, slots=True)
class Traces:
    """One entry a trace: of which need, what kind, from which day, and until which day the cause lasts.

    The cause ends when the need runs out or the product is bought, whichever is first.
    """

    account: Ints
    product: Ints
    kind: Words
    day: Ints
    until: Ints
    genuine: Bools
    owned: Ints  # what the account held when it began, as bits

    def of(self, kind: str) -> "Traces":
        """The traces of one kind."""
        return self._where(self.kind == kind)

    def _where(self, chosen: Bools) -> "Traces":
        return Traces(
            self.account[chosen], self.product[chosen], self.kind[chosen], self.day[chosen],
            self.until[chosen], self.genuine[chosen], self.owned[chosen],
        )  # fmt: skip


def draw_traces(rng: np.random.Generator, history: History) -> Traces:
    """Every need that shows gets at least one kind of trace, the first on the day it shows."""
    needs = {name: column[history.needs["shown"] < FAR] for name, column in history.needs.items()}
    size = len(needs["week"])
    genuine = needs["genuine"] == 1
    chance = np.array([noise.KIND_CHANCE[kind] for kind in KINDS]) * _feasible(needs)
    chance *= np.where(genuine, 1.0, noise.FALSE_ALARM_THINNING)[:, None]
    shown = rng.random(chance.shape) < chance
    first = np.argmax(np.log(np.maximum(chance, 1e-9)) + rng.gumbel(size=chance.shape), axis=1)
    first = np.where(shown.any(axis=1), np.argmax(shown * rng.random(shown.shape), axis=1), first)
    shown[np.arange(size), first] = True
    need, kind = np.nonzero(shown)
    later = rng.exponential(7 * noise.LATER_KIND_WEEKS, len(need)).astype(np.int64)
    start = history.day_of(needs["shown"])[need] + rng.integers(0, 5, size)[need]
    day = start + np.where(kind == first[need], 0, later)
    until = np.minimum(history.day_of(needs["until"]), _bought(history, needs))[need]
    kept = (day < until) & (day <= history.first_day + 7 * history.weeks - 1)
    traces = Traces(
        account=needs["account"][need],
        product=needs["product"][need],
        kind=np.array(KINDS)[kind],
        day=day,
        until=until,
        genuine=genuine[need],
        owned=needs["owned"][need],
    )
    return traces._where(kept)


def _feasible(needs: dict[str, Ints]) -> Bools:
    """A full meter or a workaround can only show on a product that the account has."""
    held = (needs["owned"][:, None] >> np.arange(len(PRODUCTS)) & 1).astype(np.bool_)
    possible = np.ones((len(held), len(KINDS)), dtype=np.bool_)
    for kind, role in (("usage_ceiling", "ceiling"), ("workaround", "workaround")):
        shows = np.zeros(len(held), dtype=np.bool_)
        for metric in METRICS:
            if metric.role == role and metric.points_to is not None:
                pointed = needs["product"] == INDEX[metric.points_to]
                shows |= pointed & held[:, INDEX[metric.product]]
        possible[:, KINDS.index(kind)] = shows
    return possible


def _bought(history: History, needs: dict[str, Ints]) -> Ints:
    """The day the product starts after the need arose, or far ahead."""
    spells = history.spells
    cell = spells["account"] * len(PRODUCTS) + spells["product"]
    order = np.lexsort((spells["day"], cell))
    known = cell[order] * FAR + spells["day"][order]
    wanted = (needs["account"] * len(PRODUCTS) + needs["product"]) * FAR + history.day_of(needs["week"])
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    same = (known[place] >= wanted) & (known[place] // FAR == wanted // FAR)
    return np.where(same, known[place] % FAR, FAR)
