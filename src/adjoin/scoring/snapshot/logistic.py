"""Every product as a ridge logistic regression on the other products held and the attributes, all at once.

The pseudo-likelihood of a binary Markov field with external fields (Besag 1975, The Statistician 24, 179–195): the
log-odds that an account holds product i are a_i + Σ_{j≠i} W_ji x_j + Σ_k V_ki z_k. Solved by accelerated Newton steps
that share one matrix, the inverse of the features' Gram matrix; each own weight stays zero as in EASE, by taking
M_:i (Mg)_i / M_ii off the step of product i. The curvature of a product begins at p (1 − p) and doubles where a step
made its loss worse, so the loss kept never rises (O'Donoghue & Candès 2015, Adaptive restart, Found Comput Math 15).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.book import telling

Floats = npt.NDArray[np.float32]
STEPS = 25
SETTLED = 1e-5
"""Share of its loss by which a product's fit must still improve to go on."""


def logistic_path(features: Floats, held: Floats, ridges: Sequence[float]) -> list[Floats]:
    """Weights, features × products, of each ridge; every fit begins at the one before.

    `features`: accounts × (products held, attributes, a column of ones); `held`: accounts × products, the same as the
    first columns of `features`. A ridge is λ of the penalty λ ‖w‖² / 2; the ones are free of it.
    """
    share = (held.sum(axis=0) + 0.5) / (len(held) + 1.0)
    weights = np.zeros((features.shape[1], held.shape[1]), np.float32)
    weights[-1] = np.log(share / (1 - share))
    gram = (features.T @ features).astype(np.float64)
    counted = telling(held)
    found = []
    for ridge in ridges:
        weights = _fit(features, held, counted, gram, weights, ridge)
        found.append(weights)
    return found


def _fit(
    features: Floats, held: Floats, counted: npt.NDArray[np.bool_], gram: npt.NDArray[np.float64],
    weights: Floats, ridge: float,
) -> Floats:  # fmt: skip
    own = np.arange(held.shape[1])
    share = (held.sum(axis=0) + 0.5) / (len(held) + 1.0)
    curve = (share * (1 - share)).astype(np.float32)
    penalty = np.full((len(gram), 1), ridge, np.float32)
    penalty[-1] = 1e-2
    scale = max(float(np.median(curve)), 0.02)
    solve = np.linalg.inv(gram + np.diag(penalty[:, 0] / scale)).astype(np.float32)
    own_scale = solve[own, own]
    best = np.full(len(own), np.inf)
    ahead, pace = weights, np.ones(len(own), np.float32)
    for _ in range(STEPS):
        missed, loss = _missed(features @ ahead, held, counted)
        loss += 0.5 * (penalty * ahead**2).sum(axis=0)
        worse = loss > best + 1e-6 * np.abs(best)
        if (np.abs(best - loss) <= SETTLED * np.abs(loss)).all():
            break
        step = solve @ (features.T @ missed + penalty * ahead)
        step -= solve[:, own] * (step[own, own] / own_scale)
        curve = np.where(worse, np.minimum(curve * 2, 0.25), curve)
        found = np.where(worse, weights, ahead - step / curve)
        found[own, own] = 0
        pace_next = np.where(worse, 1.0, (1 + np.sqrt(1 + 4 * pace**2)) / 2).astype(np.float32)
        drive = np.where(worse, 0.0, (pace - 1) / pace_next)
        ahead = (found + drive * (found - weights)).astype(np.float32)
        best = np.where(worse, best, loss)
        weights, pace = found, pace_next
    return weights


def _missed(
    logit: Floats, held: Floats, counted: npt.NDArray[np.bool_]
) -> tuple[Floats, npt.NDArray[np.float64]]:
    """By how much each chance misses what is held, where it counts; and each product's loss."""
    small = np.exp(-np.abs(logit))
    lost = np.log1p(small) + np.maximum(logit, 0) - held * logit
    chance = np.where(logit >= 0, 1, small) / (1 + small)
    return (chance - held) * counted, (lost * counted).sum(axis=0, dtype=np.float64)
