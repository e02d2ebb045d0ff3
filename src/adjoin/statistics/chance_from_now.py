"""The chance that an account which has held A for u days without B starts B within the next h days.

    r(u, h) = (F(u + h) − F(u)) / S(u)

The curve from the start answers for fresh accounts only; most accounts are old, and the early adopters among
them have gone. Where fewer than 20 accounts are at risk the curve is noise, so beyond the last such day a
constant daily rate λ takes over: r = 1 − exp(−λ h).

Source: conditional cumulative incidence, Zhang, Zhang & Scheike (2008), Biometrics 64; Putter, Fiocco &
Geskus (2007), Statistics in Medicine 26, 2389–2430.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST_AT_RISK = 20
"""Accounts at risk below which the curve is no longer read."""


def chance_from_now(
    incidence: Floats, event_free: Floats, horizon: int, rate: Floats, scale: Floats, last_day: Floats
) -> Floats:
    """r(u, h) for u = 0..T: pairs × days in, pairs × days out, each in [0, 1].

    `incidence` and `event_free`: curves F and S, pairs × days. `horizon`: h in days. `rate`: λ per day, one
    a pair, NaN where unknown (the answer beyond `last_day` is then NaN). `scale`: what F and λ are
    multiplied by, one a pair: 1 for the raw chance, probability / probability_raw for the shrunk one,
    probability_low / probability_raw for its lower bound. A pair without adopters has no such ratio: give
    the pooled curve and rate with a / (a + E). `last_day`: from `last_day_of_curve`. F is carried forward
    past the grid, so that near the end of follow-up r counts only what could be seen. S(u) = 0 gives 0.
    """
    if horizon < 0:
        raise ValueError(f"horizon is {horizon} days: give 0 or more")
    days = np.arange(incidence.shape[1])
    later = np.minimum(days + horizon, incidence.shape[1] - 1)
    gain = (incidence[:, later] - incidence) * scale[:, None]
    curve = np.divide(gain, event_free, out=np.zeros_like(gain), where=event_free > 0)
    flat = -np.expm1(-rate * scale * horizon)
    chance: Floats = np.clip(np.where(days[None, :] <= last_day[:, None], curve, flat[:, None]), 0.0, 1.0)
    return chance


def last_day_of_curve(at_risk: Floats, least: int = LEAST_AT_RISK) -> Floats:
    """The last day on which at least `least` accounts are at risk, one a pair; −1 where there is none."""
    reached = at_risk >= least
    last = at_risk.shape[1] - 1 - np.argmax(reached[:, ::-1], axis=1)
    return np.where(reached.any(axis=1), last, -1).astype(np.float64)
