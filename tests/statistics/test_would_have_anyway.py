"""The standardised share by hand, Wilson of one stratum by statsmodels, and its coverage over simulated worlds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from statsmodels.stats.proportion import proportion_confint

from adjoin.statistics.would_have_anyway import would_have_anyway

Floats = npt.NDArray[np.float64]
SIZES = (100, 200, 500, 1_000, 2_000)


def test_the_share_is_standardised_to_the_takers() -> None:
    found = would_have_anyway([0, 0, 1, 1], [30, 10, 2, 8], [100, 50, 40, 0], [10, 25, 4, 0])
    assert found.share == pytest.approx([(30 * 0.1 + 10 * 0.5) / 40, 0.1])
    assert found.compared.tolist() == [40, 2]


def test_of_equal_strata_it_is_wilsons_of_them_all() -> None:
    found = would_have_anyway([0] * 4, [5] * 4, [400] * 4, [80] * 4)
    low, high = proportion_confint(320, 1_600, method="wilson")
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=1e-12)


def test_strata_that_are_the_same_accounts_count_once() -> None:
    """Two parts that the same 100 accounts begin or leave together: all of the variance is the covariance's."""
    same = 2 * 5 * 5 * (0.2 - 0.2**2) / 100
    twice = would_have_anyway([0, 0], [5, 5], [100, 100], [20, 20], [same])
    once = proportion_confint(20, 100, method="wilson")
    assert (twice.low[0], twice.high[0]) == pytest.approx(once, abs=2e-4)


def test_none_of_few_is_not_certain() -> None:
    found = would_have_anyway([0, 0], [1, 1], [10, 15], [0, 0])
    assert found.share[0] == found.low[0] == 0
    assert 0.1 < found.high[0] < 0.25


def test_without_others_nothing_is_said() -> None:
    found = would_have_anyway([0, 1], [4, 4], [0, 20], [0, 5])
    assert np.isnan([found.share[0], found.low[0], found.high[0]]).all()
    assert found.share[1] == 0.25
    assert len(would_have_anyway([], [], [], []).share) == 0


@pytest.mark.parametrize(
    "columns", [([0], [1], [1], [2]), ([0], [-1], [1], [1]), ([0, 0], [1], [1], [1]), ([0], [1], [1], [-1])]
)
def test_what_is_no_count_is_refused(columns: Any) -> None:
    with pytest.raises(ValueError, match=r"weights|length"):
        would_have_anyway(*columns)


@dataclass(frozen=True)
class Planted:
    """Worlds of `accounts` in `strata` of unequal size, with anyway rates spread around `rate`; takers at random."""

    accounts: int
    strata: int
    rate: float
    takers: float

    def coverage(self, rng: np.random.Generator, worlds: int) -> float:
        """How often the interval holds the share expected of those takers who can be compared."""
        columns = [self._world(rng) for _ in range(worlds)]
        group = np.repeat(np.arange(worlds), self.strata)
        weight, others, did, rate = (np.concatenate(column) for column in zip(*columns, strict=True))
        found = would_have_anyway(group, weight, others, did)
        told = weight * (others > 0)
        with np.errstate(invalid="ignore"):
            expected = np.bincount(group, told * rate) / np.bincount(group, told)
        return float(((found.low <= expected) & (expected <= found.high))[found.compared > 0].mean())

    def _world(self, rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats]:
        of = rng.choice(self.strata, self.accounts, p=rng.dirichlet(np.full(self.strata, 2.0)))
        odds = self.rate / (1 - self.rate) * np.exp(0.8 * rng.normal(size=self.strata))
        rate = odds / (1 + odds)
        takes, begins = rng.random(self.accounts) < self.takers, rng.random(self.accounts) < rate[of]
        weight, others, did = (
            np.bincount(of[chosen], minlength=self.strata).astype(np.float64)
            for chosen in (takes, ~takes, ~takes & begins)
        )
        return weight, others, did, rate


def grid(strata: tuple[int, ...], rates: tuple[float, ...]) -> list[Planted]:
    return [Planted(n, s, r, t) for n in SIZES for s in strata for r in rates for t in (0.2, 0.4)]


def test_the_interval_covers_in_short() -> None:
    rng = np.random.default_rng(11)
    covered = [planted.coverage(rng, 60) for planted in grid((2, 8), (0.05, 0.3))]
    assert 0.93 <= float(np.mean(covered)) <= 0.97


@pytest.mark.proof
@pytest.mark.parametrize("accounts", SIZES)
def test_the_interval_covers_93_to_97_per_cent_of_1000_worlds(accounts: int) -> None:
    """1,000 worlds a size, of every number of strata, rate and share of takers; and 1,000 of each single kind."""
    rng = np.random.default_rng(accounts)
    kinds = [planted for planted in grid((2, 8, 20), (0.05, 0.15, 0.4)) if planted.accounts == accounts]
    covered = [planted.coverage(rng, 1_000) for planted in kinds]
    mixed = [kinds[number % len(kinds)].coverage(rng, 1) for number in range(1_000)]
    print(f"{accounts}: mixed {np.mean(mixed):.3f}, kinds {min(covered):.3f} to {max(covered):.3f}")  # noqa: T201
    assert 0.93 <= float(np.nanmean(mixed)) <= 0.97
    assert all(0.93 <= share <= 0.97 for share in covered)
