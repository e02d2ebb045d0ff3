"""Simulated demand: deals of products and reasons with take rates of their own, and the truth behind them."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from adjoin.statistics.price_deals import Flags, Floats, Ints, PriceDeals

NAMES = (
    "the number of products held",
    "the size of the account",
    "the tickets before",
    "a partner's presence",
)
MANY = 40_000


@dataclass(frozen=True)
class PriceWorld:
    """`reluctance`: log-odds lost for one standard deviation of it; `given_for`: discount given for one, 0 where
    discounts are arbitrary; `recorded`: correlation of reluctance with what is recorded of it (the third covariate).
    `mislabelled`: share of the deals whose discount follows reluctance though its reason says otherwise.
    """

    slope: float
    intercepts: Floats
    shares: Floats
    weights: Floats
    levels: tuple[float, ...]
    reluctance: float
    price: float
    given_for: float = 0.0
    recorded: float = 0.0
    mislabelled: float = 1.0

    def deals(self, rng: np.random.Generator, n: int) -> PriceDeals:
        """Past deals as a company would record them."""
        strata, covariates, reluctance, at_list = self._drawn(rng, n)
        discount = rng.choice(self.levels, n)
        if len(self.levels) == 2:
            discount = rng.uniform(*self.levels, n)
        if self.given_for:
            by_wish = 0.12 + self.given_for * reluctance + rng.normal(0, 0.04, n)
            discount = np.where(rng.random(n) < self.mislabelled, np.clip(by_wish, 0, 0.4), discount)
        won: Flags = rng.random(n) < special.expit(at_list + self.slope * discount)
        return PriceDeals(won, discount, strata, covariates, NAMES)

    def rates(self, rng: np.random.Generator, discounts: Floats) -> Floats:
        """The true share that would be won at each discount, over the population that deals come from."""
        at_list = self._drawn(rng, MANY)[3]
        return np.array([special.expit(at_list + self.slope * d).mean() for d in discounts])

    def _drawn(self, rng: np.random.Generator, n: int) -> tuple[Ints, Floats, Floats, Floats]:
        strata: Ints = rng.choice(len(self.shares), n, p=self.shares).astype(np.int64)
        reluctance = rng.normal(size=n)
        recorded = self.recorded * reluctance + (1 - self.recorded**2) ** 0.5 * rng.normal(size=n)
        covariates = np.column_stack(
            [rng.poisson(2, n), rng.normal(6, 1.5, n), recorded, rng.random(n) < 0.3]
        )
        at_list = self.intercepts[strata] + (covariates - [2, 6, 0, 0.3]) @ self.weights
        return strata, covariates, reluctance, at_list - self.reluctance * reluctance


def arbitrary(rng: np.random.Generator) -> PriceWorld:
    """A world whose discounts are arbitrary: take rates, slopes, levels, strata, covariates and price at random."""
    strata = int(rng.integers(1, 11))
    level = special.logit(rng.uniform(0.08, 0.65))
    designs = ((0.0, 0.1, 0.2, 0.3), (0.0, 0.3), (0.0, 0.05, 0.15, 0.25), (0.05, 0.1, 0.15, 0.2, 0.25))
    return PriceWorld(
        slope=float(rng.uniform(0.5, 9)),
        intercepts=level + rng.normal(0, 0.6, strata),
        shares=rng.dirichlet(np.full(strata, 3.0)),
        weights=rng.normal(0, 0.35, 4) / np.array([1.4, 1.5, 1.0, 0.46]),
        levels=designs[int(rng.integers(len(designs)))],
        reluctance=0.0,
        price=float(np.exp(rng.normal(9, 1))),
    )


def endogenous(rng: np.random.Generator, recorded: float, mislabelled: float = 1.0) -> PriceWorld:
    """A world in which the reluctant get the discounts, under reasons that are called arbitrary."""
    return replace(
        arbitrary(rng),
        reluctance=float(rng.uniform(0.5, 1.5)),
        given_for=float(rng.uniform(0.03, 0.08)),
        recorded=recorded,
        mislabelled=mislabelled,
    )
