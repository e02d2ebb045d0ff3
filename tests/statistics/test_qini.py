"""The Qini and its parts against plain sums, a brute-force ridge and simulation."""

from math import sqrt

import numpy as np
import pytest

from adjoin.statistics.doubly_robust import doubly_robust
from adjoin.statistics.fold_draw import fold_draw
from adjoin.statistics.qini import qini, top_rank, uplift_curve
from adjoin.statistics.ridge_chosen import PENALTIES, ridge_chosen


def test_ranks_of_equal_scores_share_their_middle() -> None:
    assert top_rank(np.array([3.0, 1.0, 3.0, 0.0])).tolist() == [0.25, 0.625, 0.25, 0.875]


def test_the_area_between_the_curve_and_chance_in_plain_steps() -> None:
    rng = np.random.default_rng(1)
    effect, score = rng.normal(size=200), rng.normal(size=200)
    told = qini(effect, top_rank(score), np.arange(200))
    ordered = effect[np.argsort(-score)]
    gains = [ordered[: k + 1].sum() / 200 - (k + 1) / 200 * effect.mean() for k in range(200)]
    # The trapezium rule from (0, 0) gives the area that middle ranks mean.
    area = sum((a + b) / 2 / 200 for a, b in zip([0.0, *gains], gains, strict=False))
    assert told.value == pytest.approx(area, abs=1e-12)
    curve = uplift_curve(effect, top_rank(score), np.arange(200))
    assert [point.share for point in curve] == pytest.approx([k / 20 for k in range(1, 21)])
    assert curve[-1].gain == curve[-1].random == pytest.approx(effect.mean())
    assert curve[4].gain == pytest.approx(ordered[:50].sum() / 200)


def test_its_interval_covers_the_truth_with_a_ranking_brought_along() -> None:
    rng = np.random.default_rng(2)
    truth, inside = 0.3 / (2 * sqrt(np.pi)), 0
    for _ in range(400):
        score = rng.normal(size=300)
        told = qini(0.3 * score + rng.normal(size=300) + 1, top_rank(score), np.arange(300), twice=False)
        inside += told.low <= truth <= told.high
    assert 0.92 <= inside / 400 <= 0.975


def test_rows_of_one_cluster_count_as_one() -> None:
    rng = np.random.default_rng(3)
    effect, score = rng.normal(size=200), rng.normal(size=200)
    once = qini(effect, top_rank(score), np.arange(200))
    again = qini(np.repeat(effect, 4), top_rank(np.repeat(score, 4)), np.repeat(np.arange(200), 4))
    assert again.value == pytest.approx(once.value)
    assert again.high - again.low == pytest.approx(once.high - once.low, rel=1e-6)


def test_scores_are_unbiased_whatever_is_expected() -> None:
    rng = np.random.default_rng(4)
    treated = rng.random(40_000) < 0.3
    outcome = (rng.random(40_000) < np.where(treated, 0.25, 0.1)).astype(float)
    wrong = rng.random(40_000)
    scores = doubly_robust(outcome, treated, 0.3, wrong, 1 - wrong)
    assert scores.mean() == pytest.approx(0.15, abs=4 * scores.std() / 200)
    with pytest.raises(ValueError, match="compares nothing"):
        doubly_robust(outcome, treated, 1.0, wrong, wrong)


def test_folds_keep_clusters_together_and_spread_the_arms() -> None:
    cluster = np.repeat(np.arange(50), 2)
    fold = fold_draw(cluster, np.repeat(np.arange(50) % 2, 2), 5, np.random.default_rng(5))
    assert (fold[::2] == fold[1::2]).all()
    for arm in (0, 1):
        assert np.bincount(fold[::2][np.arange(50) % 2 == arm], minlength=5).tolist() == [5] * 5


def test_the_ridge_is_the_best_by_brute_force() -> None:
    rng = np.random.default_rng(6)
    design = rng.normal(size=(60, 8)) + 3
    target = design[:, 0] + rng.normal(size=60) * 2
    told = ridge_chosen(design, target)
    centred, best = design - design.mean(axis=0), (np.inf, 0.0)
    for penalty in PENALTIES * 60:
        hat = centred @ np.linalg.solve(centred.T @ centred + penalty * np.eye(8), centred.T) + 1 / 60
        left = target - hat @ target
        best = min(best, (60 * float(left @ left) / (60 - float(np.trace(hat))) ** 2, float(penalty)))
    assert told.penalty == best[1]
    slopes = np.linalg.solve(
        centred.T @ centred + told.penalty * np.eye(8), centred.T @ (target - target.mean())
    )
    assert told.slopes == pytest.approx(slopes)
    assert told.predict(design).mean() == pytest.approx(target.mean())
    assert ridge_chosen(design[:, :0], target).predict(design[:, :0]) == pytest.approx(target.mean())
