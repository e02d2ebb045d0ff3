"""Witnesses: pairs counted one by one, a planted gamma frailty, no frailty."""

import numpy as np
import pytest

from adjoin.statistics.repeat_frailty import Ints, repeat_frailty


def test_counting_pairs() -> None:
    happened, expected = np.array([1.0, 0, 1, 1, 0]), np.array([0.5, 0.2, 0.4, 0.3, 0.6])
    group, occasion = np.array([7, 7, 7, 7, 9]), np.array([0, 0, 1, 2, 0])
    pairs = [
        (i, j) for i in range(5) for j in range(i) if group[i] == group[j] and occasion[i] != occasion[j]
    ]
    foretold = sum(expected[i] * expected[j] for i, j in pairs)
    away, width = happened - expected, expected * (1 - expected)
    found = repeat_frailty(happened, expected, group, occasion)
    assert found is not None
    assert found.excess == pytest.approx(sum(away[i] * away[j] for i, j in pairs) / foretold)
    assert found.deviation == pytest.approx(sum(width[i] * width[j] for i, j in pairs) ** 0.5 / foretold)


def rows() -> tuple[Ints, Ints]:
    return np.repeat(np.arange(800), 24), np.tile(np.arange(24) // 3, 800)


@pytest.mark.parametrize("variance", [0.5, 2.0])
def test_planted_frailty_is_recovered(variance: float) -> None:
    rng, (group, occasion) = np.random.default_rng(8), rows()
    expected = rng.uniform(0.01, 0.06, len(group))
    unseen = rng.gamma(1 / variance, variance, 800)[group]
    happened = (rng.random(len(group)) < np.minimum(expected * unseen, 1)).astype(float)
    found = repeat_frailty(happened, expected, group, occasion)
    assert found is not None
    assert found.excess == pytest.approx(variance, rel=0.25)


def test_without_frailty_it_strays_by_its_deviation() -> None:
    rng, (group, occasion) = np.random.default_rng(9), rows()
    expected, strayed = rng.uniform(0.01, 0.06, len(group)), []
    for _ in range(200):
        found = repeat_frailty((rng.random(len(group)) < expected).astype(float), expected, group, occasion)
        assert found is not None
        strayed.append(found.excess / found.deviation)
    assert np.std(strayed) == pytest.approx(1, abs=0.15)
    assert abs(np.mean(strayed)) < 0.25


def test_one_occasion_cannot_be_told() -> None:
    assert repeat_frailty(np.ones(3), np.full(3, 0.5), np.zeros(3, int), np.zeros(3, int)) is None
