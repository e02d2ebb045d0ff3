"""The interval for weekly looks: a fair bet by full enumeration, kept over a year, not much wider than on a date."""

import time
from dataclasses import astuple
from itertools import pairwise, product

import numpy as np
import pytest
from scipy import stats
from simulated_arms import Shape, simulated, totals

from adjoin.statistics.anytime_difference import Look, anytime_difference, block_sizes, used_and_seen
from adjoin.statistics.difference_bets import log_bets
from adjoin.statistics.score_difference import score_difference

BASE_RATES = (0.05, 0.1, 0.2, 0.3, 0.5)
SIZES = ((30, 30), (180, 20), (300, 300))
Arms = tuple[tuple[int, int], ...]


def path(looks: list[Look], treated_share: float, difference: float) -> np.ndarray:
    """The e-process against `difference`, by look."""
    block = block_sizes(treated_share)
    used, seen = used_and_seen(np.array([astuple(look) for look in looks], dtype=float), block)
    return np.exp(log_bets(used, seen, np.array([difference]), block[0] / sum(block))[:, 0])


def expected(arms: Arms, share: float, treated: float, control: float, stop: float) -> float:
    """Mean of the e-process stopped once it reaches `stop`, over every result these arms can have."""
    mean = 0.0
    for hits in product(*(range(of + 1) for look in arms for of in look)):
        chances = [
            stats.binom.pmf(hit, of, rate)
            for hit, of, rate in zip(hits, np.ravel(arms), [treated, control] * len(arms), strict=True)
        ]
        looks = [Look(hits[2 * i], of, hits[2 * i + 1], base) for i, (of, base) in enumerate(arms)]
        values = path(looks, share, treated - control)
        reached = np.flatnonzero(values >= stop)
        mean += float(np.prod(chances)) * values[reached[0] if len(reached) else -1]
    return mean


@pytest.mark.parametrize("rates", [(0.05, 0.05), (0.5, 0.2), (0.15, 0.6), (0.97, 0.9)])
@pytest.mark.parametrize(
    ("arms", "share"),
    [(((2, 2), (1, 1), (2, 2)), 0.5), (((3, 1), (0, 2), (2, 1)), 0.5), (((4, 1), (3, 0), (0, 1)), 0.75)],
)
@pytest.mark.parametrize("stop", [1.05, np.inf])
def test_no_rate_order_or_stopping_makes_the_bet_pay(
    arms: Arms, share: float, rates: tuple[float, float], stop: float
) -> None:
    """Exact: every result enumerated, looks that are split over blocks among them."""
    assert expected(arms, share, *rates, stop) <= 1 + 1e-9


def test_a_look_split_by_blocks_counts_by_its_share() -> None:
    rows = np.array([[1, 4, 0, 1], [2, 2, 1, 2], [0, 0, 1, 4]], dtype=float)
    used, seen = used_and_seen(rows, (1, 1))
    assert used.tolist() == [[0.25, 0.75, 0, 1], [0.5, 1.5, 1, 1], [2.25, 0.75, 0.75, 2.25]]
    assert seen.tolist() == [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 2]]


def test_results_that_still_wait_change_nothing() -> None:
    looks = [Look(2, 10, 1, 10), Look(0, 5, 0, 0)]
    other = [Look(2, 10, 1, 10), Look(5, 5, 0, 0)]
    assert [(d.low, d.high) for d in anytime_difference(looks, 0.5)] == [
        (d.low, d.high) for d in anytime_difference(other, 0.5)
    ]


@pytest.mark.parametrize(
    ("share", "block"),
    [
        (0.5, (1, 1)),
        (0.9, (9, 1)),
        (0.85, (17, 3)),
        (0.8, (4, 1)),
        (2 / 3, (2, 1)),
        (0.99, (19, 1)),
        (0.01, (1, 19)),
    ],
)
def test_blocks_follow_the_plan(share: float, block: tuple[int, int]) -> None:
    assert block_sizes(share) == block


def test_intervals_only_narrow_and_hold_the_value() -> None:
    told = anytime_difference(simulated((180, 20, 0.1, 0.2), np.random.default_rng(4)), 0.9)
    assert all(a.low <= b.low <= b.high <= a.high for a, b in pairwise(told))
    assert told[-1].value is not None
    assert told[-1].low < told[-1].value < told[-1].high


def test_arms_change_places() -> None:
    looks = simulated((40, 40, 0.1, 0.2), np.random.default_rng(4), 8)
    swapped = [Look(look.converted_control, look.of_control, look.converted, look.of) for look in looks]
    for one, other in zip(anytime_difference(looks, 0.5), anytime_difference(swapped, 0.5), strict=True):
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-9)


def test_a_plain_effect_is_seen_and_an_empty_arm_tells_nothing() -> None:
    told = anytime_difference([Look(0, 0, 0, 0), Look(1, 40, 0, 0), Look(30, 40, 8, 80)], 0.5)
    assert [(d.value, d.low, d.high) for d in told[:2]] == [(None, -1.0, 1.0)] * 2
    assert told[2].low > 0
    assert told[2].value == pytest.approx(31 / 80 - 0.1)
    assert anytime_difference([], 0.5) == ()


def test_higher_level_is_wider() -> None:
    looks = simulated((100, 100, 0.1, 0.1), np.random.default_rng(1), 4)
    narrow, wide = (anytime_difference(looks, 0.5, level)[-1] for level in (0.9, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_impossible_counts_and_shares_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and the units"):
        anytime_difference([Look(3, 2, 0, 1)], 0.5)
    with pytest.raises(ValueError, match="treated share"):
        anytime_difference([Look(1, 2, 0, 1)], 1.0)


@pytest.mark.parametrize("size", SIZES)
def test_kept_all_year_and_narrow_enough_in_a_few_experiments(size: tuple[int, int]) -> None:
    assert np.mean([_kept((*size, base, 0.0), 40) for base in BASE_RATES]) >= 0.95
    assert _ratio((*size, 0.2, 0.0), 6) <= 1.8


@pytest.mark.proof
@pytest.mark.parametrize("base", BASE_RATES)
@pytest.mark.parametrize("lift", [0.0, 0.1])
@pytest.mark.parametrize("size", [*SIZES, (1_800, 200)])
def test_kept_over_all_looks_of_a_year(size: tuple[int, int], lift: float, base: float) -> None:
    assert _kept((*size, base, lift), 1_000) >= 0.95


@pytest.mark.proof
@pytest.mark.parametrize("base", BASE_RATES)
@pytest.mark.parametrize("lift", [0.0, 0.1])
@pytest.mark.parametrize("size", [*SIZES, (1_800, 200), (32_000, 32_000)])
def test_width_is_within_1_8_of_the_fixed_date_interval(
    size: tuple[int, int], lift: float, base: float
) -> None:
    assert _ratio((*size, base, lift), 60) <= 1.8


@pytest.mark.bench
@pytest.mark.parametrize(("size", "seconds"), [((180, 20), 0.2), ((32_000, 32_000), 3.0)])
def test_a_year_of_looks_is_quick(size: tuple[int, int], seconds: float) -> None:
    looks = simulated((*size, 0.1, 0.0), np.random.default_rng(1))
    began = time.perf_counter()
    anytime_difference(looks, size[0] / sum(size))
    assert time.perf_counter() - began < seconds


def _kept(shape: Shape, experiments: int) -> float:
    """Share of experiments in which no look ever rejects the true difference."""
    rng, share = np.random.default_rng(7), shape[0] / (shape[0] + shape[1])
    highest = [path(simulated(shape, rng), share, shape[3]).max() for _ in range(experiments)]
    return float(np.mean(np.array(highest) < 20))


def _ratio(shape: Shape, experiments: int) -> float:
    """Mean width after the last look over the mean width of the fixed-date interval of the same data."""
    rng, share = np.random.default_rng(8), shape[0] / (shape[0] + shape[1])
    years = [simulated(shape, rng) for _ in range(experiments)]
    anytime = [anytime_difference(looks, share)[-1] for looks in years]
    fixed = [score_difference(*totals(looks)) for looks in years]
    return sum(d.high - d.low for d in anytime) / sum(d.high - d.low for d in fixed)
