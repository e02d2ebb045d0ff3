"""The binomial's tail, held against scipy.stats."""

import numpy as np
import pytest
from scipy.stats import binom

from adjoin.statistics.binomial_tail import at_least, rejected_by_chance

TRIALS = np.array([0, 1, 5, 17, 400, 100_000])


@pytest.mark.parametrize("chance", [1 / 120, 1 / 6, 0.5])
def test_tail_is_that_of_scipy(chance: float) -> None:
    for share in (0.0, 0.1, 0.3, 1.0):
        successes = np.ceil(share * TRIALS)
        assert at_least(successes, TRIALS, chance) == pytest.approx(
            binom.sf(successes - 1, TRIALS, chance), rel=1e-9
        )
    assert at_least(3, 2, chance) == 0


@pytest.mark.parametrize("chance", [1 / 120, 1 / 24, 1 / 6])
def test_size_of_the_test_is_the_largest_below_its_level(chance: float) -> None:
    for trials in (5, 6, 40, 1000, 5003):
        reached = binom.sf(np.arange(trials + 1) - 1, trials, chance)
        expected = reached[reached < 0.025].max()
        assert rejected_by_chance([trials], chance, 0.025) == pytest.approx([expected], rel=1e-9)
