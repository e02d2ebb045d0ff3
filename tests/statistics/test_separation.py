"""Witnesses: pairs counted one by one, a bootstrap of the standard error."""

import numpy as np
import pytest

from adjoin.statistics.separation import separation


def test_counting_pairs() -> None:
    score, positive = np.array([0.1, 0.4, 0.4, 0.8, 0.9, 0.2]), np.array([0, 0, 1, 1, 0, 1], dtype=bool)
    pairs = [(a > b) + 0.5 * (a == b) for a in score[positive] for b in score[~positive]]
    found = separation(score, positive)
    assert found is not None
    assert found[0] == pytest.approx(np.mean(pairs))


def test_standard_error_is_the_bootstraps() -> None:
    rng = np.random.default_rng(3)
    positive = np.arange(300) < 100
    score = rng.normal(size=300) + 0.7 * positive
    found = separation(score, positive)
    assert found is not None
    drawn = []
    for _ in range(400):
        ones, zeros = rng.choice(score[:100], 100), rng.choice(score[100:], 200)
        again = separation(np.concatenate([ones, zeros]), positive)
        assert again is not None
        drawn.append(again[0])
    assert found[1] == pytest.approx(np.std(drawn), rel=0.12)


def test_one_group_cannot_be_told() -> None:
    assert separation([0.1, 0.2, 0.3], [True, True, True]) is None
