"""Worlds of competing daily hazards, and what is true of each pair in them.

An account begins one product and comes to each other product at that product's own constant hazard. In a few
*planted* pairs the hazard is multiplied, by time since the first product began, while that product is held. All
hazards work on whole days, so that the truth is exact on the grid on which the engine counts.

Truth is known of every pair into a product that nothing is planted into, and of the planted pairs: there the
hazard depends on the days since the first product's start alone, so that the as-of date censors independently.
A pair from another product into a planted one is a mixture of accounts with and without the plant: left out.

Two kinds. *By product*: each product ends by its own hazard, at anniversaries mostly; an end from 30 days before to
90 days after the next start is a migration, no adoption. *By account*: the account leaves with all it holds,
and who had left before `ends_from` was never recorded (left truncation).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from affinity_proofs.hazards import (
    LONGEST,
    Floats,
    Ints,
    anniversaries,
    chances_by_day,
    cumulative,
    shapes,
    waits,
    yearly,
)

NEVER = 10**6
MIGRATION = 90
"""Days after the start of B within which the end of A makes it a migration."""


@dataclass(frozen=True)
class Hazards:
    """The laws of one world; cumulative log-survivals by day.

    `into`: one a product; `planted`: (A, B) → that of B while A is held; `lives`: one a product, or one for all
    where the account leaves as a whole.
    """

    into: tuple[Floats, ...]
    planted: dict[tuple[int, int], Floats]
    lives: tuple[Floats, ...]
    by_account: bool

    @property
    def products(self) -> int:
        return len(self.into)

    def known(self) -> list[tuple[int, int]]:
        """The ordered pairs whose truth is known."""
        targets = {b for _, b in self.planted}
        return [
            (a, b)
            for a in range(self.products)
            for b in range(self.products)
            if a != b and (b not in targets or (a, b) in self.planted)
        ]

    def truth(self, a: int, b: int) -> tuple[Floats, Floats]:
        """P(adopted by day u) and P(neither adopted nor ended by day u), u = 0..LONGEST."""
        cumulated = self.planted.get((a, b), self.into[b])
        ends, starts = chances_by_day(self.lives[a]), chances_by_day(cumulated)
        beyond = np.exp(-self.lives[a])
        free = beyond * np.exp(-cumulated)
        if self.by_account:
            return np.cumsum(starts * beyond), free
        # B began on day u, A's last day is u + lag: a migration unless B ended by then.
        stays = np.append(beyond[MIGRATION:], np.zeros(MIGRATION))
        padded = np.append(ends, np.zeros(MIGRATION + 1))
        gone = -np.expm1(-self.lives[b])
        for lag in range(MIGRATION + 1):
            stays = stays + padded[lag : lag + LONGEST + 1] * gone[lag]
        return np.cumsum(starts * stays), free


@dataclass(frozen=True)
class Simulated:
    """One world; days as integers, accounts × products. `began`, `ended` (last day) run on after `as_of`: NEVER
    where it does not happen. `floor`: the first product's start is not known. `ends_from`: None or a day.
    """

    laws: Hazards
    began: Ints
    ended: Ints
    floor: Ints
    segment: Ints
    root: Ints
    as_of: int
    ends_from: int | None


def simulate(
    rng: np.random.Generator,
    accounts: int,
    products: int = 6,
    plants: int = 2,
    days: int = 1500,
    by_account: bool = False,
) -> Simulated:
    """A world whose accounts begin on any of the last `days` days."""
    laws = _laws(rng, products, plants, by_account)
    entry = rng.integers(0, days, accounts)
    segment = rng.integers(0, 2, accounts)
    popularity = rng.dirichlet(np.full(products, 3.0), size=2).cumsum(axis=1)
    first = np.minimum((rng.random(accounts)[:, None] > popularity[segment]).sum(axis=1), products - 1)
    own = np.arange(accounts)
    at_once = rng.random((accounts, products)) < 0.03
    at_once[own, first] = True
    if by_account:
        leaves = np.repeat(entry + waits(laws.lives[0], rng.exponential(size=accounts)), products)
        leaves = leaves.reshape(accounts, products)
        began = _began(rng, laws, entry, at_once, lambda product, _: leaves[:, product])
        began = np.where(began < leaves, began, NEVER)
        ended = np.where(began < NEVER, leaves, NEVER)
    else:
        lives = _lives(rng, laws, (accounts, products))
        began = _began(rng, laws, entry, at_once, lambda product, start: start + lives[:, product])
        ended = began + lives
    ends_from = int(rng.integers(days // 4, days // 2)) if by_account else None
    kept = np.full(accounts, True) if ends_from is None else ended.min(axis=1) >= ends_from
    floor = np.where(rng.random(accounts) < 0.05, first, -1)
    root = np.where(rng.random(accounts) < 0.1, own // 5 * 5, own)
    return Simulated(laws, began[kept], ended[kept], floor[kept], segment[kept], root[kept], days, ends_from)


def _laws(rng: np.random.Generator, products: int, plants: int, by_account: bool) -> Hazards:
    rates = [yearly(np.exp(rng.uniform(np.log(0.06), np.log(0.6)))) for _ in range(products)]
    ends = rng.uniform(0.05, 0.3, products)
    picked = rng.permutation(products)
    planted = {
        (int(a), int(b)): cumulative(np.minimum(rates[b] * shapes(rng), 0.5))
        for a, b in zip(picked[:plants], picked[plants : 2 * plants], strict=True)
    }
    one_life = cumulative(yearly(float(ends[0])))
    lives = [one_life if by_account else cumulative(anniversaries(end, rng)) for end in ends]
    return Hazards(tuple(cumulative(r) for r in rates), planted, tuple(lives), by_account)


def _lives(rng: np.random.Generator, laws: Hazards, shape: tuple[int, int]) -> Ints:
    units = rng.exponential(size=shape)
    return np.stack([waits(laws.lives[p], units[:, p]) for p in range(shape[1])], axis=1)


def _began(
    rng: np.random.Generator,
    laws: Hazards,
    entry: Ints,
    at_once: npt.NDArray[np.bool_],
    last_day: Callable[[int, Ints], Ints],
) -> Ints:
    """First day of each product; `last_day(product, first day)`: how long the source of a plant is held."""
    units = rng.exponential(size=at_once.shape)

    def alone(product: int) -> Ints:
        days = entry + waits(laws.into[product], units[:, product])
        return np.where(at_once[:, product], entry, days)

    began = np.stack([alone(product) for product in range(laws.products)], axis=1)
    for (source, target), planted in laws.planted.items():
        base, start = laws.into[target], began[:, source]
        left = units[:, target] - base[(start - entry).clip(0, LONGEST)]
        held = (last_day(source, start) - start).clip(0, LONGEST)
        after = left - planted[held]
        days = np.where(after <= 0, start + waits(planted, left), start + held + waits(base, after))
        moved = (left > 0) & ~at_once[:, target]
        began[:, target] = np.where(moved, days, began[:, target])
    return began
