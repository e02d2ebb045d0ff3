"""The split that came out beside the split that was drawn."""

from math import comb

import pytest

from adjoin.statistics.sample_ratio import sample_ratio


def test_by_hand_all_results_as_unlikely_count() -> None:
    """3 of 4 treated at a half: 0, 1, 3 and 4 are as unlikely or more: 10/16."""
    assert sample_ratio(3, 1, 0.5) == pytest.approx(10 / 16)


def test_uneven_plan_by_summing_the_binomial() -> None:
    chances = [comb(10, k) * 0.9**k * 0.1 ** (10 - k) for k in range(11)]
    assert sample_ratio(6, 4, 0.9) == pytest.approx(sum(p for p in chances if p <= chances[6] * (1 + 1e-9)))


def test_as_planned_or_empty_is_one_and_broken_is_tiny() -> None:
    assert sample_ratio(180, 20, 0.9) == pytest.approx(1.0)
    assert sample_ratio(0, 0, 0.9) == 1.0
    assert sample_ratio(5_000, 5_400, 0.5) < 1e-4


def test_a_share_that_draws_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="treated share"):
        sample_ratio(1, 1, 1.0)
