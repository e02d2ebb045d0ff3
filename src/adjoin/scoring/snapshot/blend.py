"""The components blended by one logistic regression over cells, shrunk towards their plain mean where data are few."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.components import RIDGES

Doubles = npt.NDArray[np.float64]
RIDGE = 50.0
MOST_STEPS = 30


def fit_blend(scores: Floats, held: Floats, offset: float) -> Doubles:
    """Weights, one a component and the intercept.

    `scores`: cells × components; `offset`: log-odds that the sampling of cells added.
    """
    features = np.hstack([scores.astype(np.float64), np.ones((len(scores), 1))])
    towards = np.zeros(features.shape[1])
    towards[: len(RIDGES)] = 1 / len(RIDGES)
    penalty = RIDGE * features.var(axis=0) + 1e-6
    penalty[-1] = 1e-3
    return shrunk_logistic(features, held, offset, towards, penalty)


def shrunk_logistic(
    features: Doubles, held: Floats, offset: float, towards: Doubles, penalty: Doubles
) -> Doubles:
    """Weights w of log-odds = features · w + offset, with penalty (w − towards)² / 2 each, by damped Newton steps."""

    def loss(weights: Doubles) -> float:
        logit = features @ weights + offset
        kept = penalty * (weights - towards) ** 2
        return float((np.logaddexp(0, logit) - held * logit).sum() + 0.5 * kept.sum())

    weights, best = towards.copy(), loss(towards)
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-(features @ weights + offset)))
        slope = features.T @ (chance - held) + penalty * (weights - towards)
        bent = (features * (chance * (1 - chance))[:, None]).T @ features + np.diag(penalty)
        step, part = np.linalg.solve(bent, slope), 1.0
        while loss(weights - part * step) > best and part > 1e-4:
            part /= 2
        weights = weights - part * step
        reached = loss(weights)
        if best - reached < 1e-7 * abs(best):
            break
        best = reached
    return weights


def blended(scores: Floats, weights: Doubles) -> Floats:
    """Log-odds; the last axis of `scores` is components."""
    logit: Floats = scores @ weights[:-1].astype(np.float32) + np.float32(weights[-1])
    return logit
