"""The fixed-date interval beside published figures, brute force, statsmodels and simulated experiments."""

import numpy as np
import pytest
from scipy.special import xlogy
from simulated_arms import simulated, totals
from statsmodels.stats.proportion import score_test_proportions_2indep

from adjoin.statistics.score_difference import likeliest_control, score_difference, score_statistic

# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 6 (Miettinen-Nurminen)
PUBLISHED = [
    ((56, 70, 48, 80), (0.0528, 0.3382)),
    ((9, 10, 3, 10), (0.1700, 0.8406)),
    ((6, 7, 2, 7), (0.0342, 0.8534)),
    ((5, 56, 0, 29), (-0.0326, 0.1933)),
    ((0, 10, 0, 20), (-0.1658, 0.2844)),
    ((0, 10, 0, 10), (-0.2879, 0.2879)),
    ((10, 10, 0, 20), (0.7156, 1.0)),
    ((10, 10, 0, 10), (0.6636, 1.0)),
]
BASE_RATES = (0.05, 0.1, 0.2, 0.3, 0.5)
SIZES = ((30, 30), (180, 20), (300, 300))


@pytest.mark.parametrize(("counts", "limits"), PUBLISHED)
def test_limits_are_those_newcombe_published(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    found = score_difference(*counts)
    assert (found.low, found.high) == pytest.approx(limits, abs=6e-5)
    assert found.value == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])


def test_null_rates_are_the_likeliest_on_a_fine_grid() -> None:
    """statsmodels (to 0.15) has a wrong coefficient here away from 0, its issue 10269: so brute force."""
    rng = np.random.default_rng(3)
    for _ in range(60):
        of, of_control = (int(n) for n in rng.integers(1, 40, 2))
        converted, converted_control = int(rng.integers(0, of + 1)), int(rng.integers(0, of_control + 1))
        difference = float(rng.uniform(-0.98, 0.98))
        control = np.linspace(max(0, -difference), min(1, 1 - difference), 20_001)
        treated = np.clip(control + difference, 0, 1)
        likely = (
            xlogy(converted, treated) + xlogy(of - converted, 1 - treated) + xlogy(converted_control, control)
        )
        likely += xlogy(of_control - converted_control, 1 - control)
        found = likeliest_control(converted, of, converted_control, of_control, difference)
        assert found == pytest.approx(control[np.argmax(likely)], abs=1e-4)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (3, 180, 2, 20), (7, 30, 1, 30)])
def test_statistic_of_no_difference_is_statsmodels(counts: tuple[int, int, int, int]) -> None:
    witness = score_test_proportions_2indep(*counts, value=0, compare="diff", correction=True)
    assert score_statistic(*counts, 0.0) == pytest.approx(witness.statistic, rel=1e-12)


def test_arms_change_places() -> None:
    one, other = score_difference(3, 180, 2, 20), score_difference(2, 20, 3, 180)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 0, 3, 10), (3, 10, 0, 0)])
def test_an_empty_arm_tells_nothing(counts: tuple[int, int, int, int]) -> None:
    found = score_difference(*counts)
    assert (found.value, found.low, found.high) == (None, -1.0, 1.0)


def test_one_unit_an_arm_still_has_an_interval() -> None:
    found = score_difference(1, 1, 0, 1)
    assert found.value == 1.0
    assert -1 < found.low < 1 == found.high


def test_higher_level_is_wider() -> None:
    assert score_difference(9, 30, 4, 30, 0.99).low < score_difference(9, 30, 4, 30, 0.9).low


@pytest.mark.parametrize("counts", [(4, 3, 0, 5), (-1, 3, 0, 5), (0, 3, 6, 5)])
def test_more_converted_than_units_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="between 0 and the size"):
        score_difference(*counts)


@pytest.mark.parametrize("size", SIZES)
def test_covers_as_told_in_a_few_experiments(size: tuple[int, int]) -> None:
    assert 0.92 <= np.mean([_coverage(size, base, 0.0, 60) for base in BASE_RATES]) <= 0.99


@pytest.mark.proof
@pytest.mark.parametrize("lift", [0.0, 0.1])
@pytest.mark.parametrize("size", SIZES)
def test_covers_93_to_97_percent_over_base_rates(size: tuple[int, int], lift: float) -> None:
    assert 0.93 <= np.mean([_coverage(size, base, lift, 1_000) for base in BASE_RATES]) <= 0.97


def _coverage(size: tuple[int, int], base: float, lift: float, experiments: int) -> float:
    rng = np.random.default_rng(7)
    told = [score_difference(*totals(simulated((*size, base, lift), rng, 1))) for _ in range(experiments)]
    return float(np.mean([found.low <= lift <= found.high for found in told]))
