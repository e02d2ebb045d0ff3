"""EASE and the logistic regressions against what solves one product at a time."""

import numpy as np
from scipy import optimize

from adjoin.scoring.snapshot.book import telling
from adjoin.scoring.snapshot.ease import ease
from adjoin.scoring.snapshot.logistic import logistic_path
from scoring.snapshot.worlds_without_dates import simulated


def test_ease_is_ridge_regression_of_each_product_on_the_others() -> None:
    held = simulated(np.random.default_rng(1), 300, 7).held.astype(np.float64)
    weights = ease(held.T @ held, 20.0)
    for product in range(7):
        others = np.delete(held, product, axis=1)
        alone = np.linalg.solve(others.T @ others + 20 * np.eye(6), others.T @ held[:, product])
        np.testing.assert_allclose(np.delete(weights[:, product], product), alone, atol=1e-5)
    assert not np.diag(weights).any()


def test_each_product_has_the_ridge_logistic_regression_that_a_general_optimiser_finds() -> None:
    book = simulated(np.random.default_rng(2), 400, 5)
    weights = logistic_path(book.features, book.held, (64.0, 8.0))[-1].astype(np.float64)
    features, counted = book.features.astype(np.float64), telling(book.held)
    penalty = np.full(features.shape[1], 8.0)
    penalty[-1] = 1e-2
    for product in range(5):
        rows = counted[:, product]
        x, y = features[rows], book.held[rows, product]
        free = np.arange(features.shape[1]) != product

        def loss(
            w: np.ndarray, x: np.ndarray = x[:, free], y: np.ndarray = y, p: np.ndarray = penalty[free]
        ) -> float:
            logit = x @ w
            return float((np.logaddexp(0, logit) - y * logit).sum() + 0.5 * (p * w**2).sum())

        found = optimize.minimize(loss, np.zeros(free.sum()), method="L-BFGS-B", options={"maxiter": 2000})
        np.testing.assert_allclose(weights[free, product], found.x, atol=0.02)
        assert loss(weights[free, product]) <= found.fun * (1 + 1e-4)


def test_an_only_holding_teaches_nothing() -> None:
    held = np.array([[1, 0, 0], [1, 1, 0]], np.float32)
    assert telling(held).tolist() == [[False, True, True], [True, True, True]]
