"""Deals of one customer share what nobody recorded: intervals hold only when they are taken together.

The truth is the mean over customers, by Gauss–Hermite quadrature.
"""

import numpy as np
import pytest
from scipy import special

from adjoin.statistics.price_deals import PriceDeals
from adjoin.statistics.price_response import fitted

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
SLOPE, ALIKE, CUSTOMERS, EACH = 5.0, 1.2, 300, 3


def _truth(discount: float) -> float:
    chances = special.expit(-0.8 + (0.5**2 + ALIKE**2) ** 0.5 * NODES + SLOPE * discount)
    return float(chances @ WEIGHTS / WEIGHTS.sum())


def _held(seed: int, together: bool) -> tuple[bool, bool]:
    rng = np.random.default_rng([9, seed])
    customer = np.repeat(np.arange(CUSTOMERS), EACH)
    discount = rng.choice([0, 0.1, 0.2, 0.3], CUSTOMERS)[customer]
    known = rng.normal(size=len(customer))
    at_list = -0.8 + 0.5 * known + rng.normal(0, ALIKE, CUSTOMERS)[customer]
    won = rng.random(len(customer)) < special.expit(at_list + SLOPE * discount)
    strata = np.zeros(len(customer), dtype=np.int64)
    groups = customer if together else None
    found = fitted(PriceDeals(won, discount, strata, known[:, None], ("known",), groups=groups))
    share, rate = found.cannibalised_share(0.2), found.take_rate(0)
    return share.low <= _truth(0) / _truth(0.2) <= share.high, rate.low <= _truth(0) <= rate.high


def test_intervals_over_customers() -> None:
    together = np.mean([_held(seed, together=True) for seed in range(150)], axis=0)
    assert together.min() >= 0.90
    alone = np.mean([_held(seed, together=False) for seed in range(150)], axis=0)
    assert alone.max() < together.min()


@pytest.mark.proof
def test_intervals_over_customers_in_many_worlds() -> None:
    share, rate = np.mean([_held(seed, together=True) for seed in range(1000)], axis=0)
    print(f"several deals a customer: share covers {share:.3f}, take rate {rate:.3f}")  # noqa: T201
    assert 0.93 <= share <= 0.97
    assert 0.93 <= rate <= 0.97
