"""The chance that an account which has held A for u days without B starts B within the next h days.

The textbook answer (F(u + h) − F(u)) / S(u) reads one short window of the curve, in which a pair has often one
adopter or none: its level is noise. Here the window too is shrunk by its own expected count. With a daily rate
expected of the pair, and k a concentration that says how alike windows are,

    base(u)  = the incidence of (u, u + h] at that rate beside A's own ends, given event-free on day u
    D(u), E(u) = adopters of the window, and those expected of whom was at risk in it
    m(u)     = (k + D(u)) / (k + E(u)), the mean of Gamma(k + D(u), k + E(u))
    r(u, h)  = 1 − (1 − base(u))^m(u)

m acts on the hazard of the incidence, so that r stays within [0, 1], one adopter more raises it by less than
(k + 1) / k, and with many accounts it becomes the textbook answer.

Source: conditional cumulative incidence, Zhang, Zhang & Scheike (2008), Biometrics 64; proportional hazards of
an incidence, Fine & Gray (1999), JASA 94, 496–509; shrinkage as in `shrinkage`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.statistics.shrinkage import fit_concentration

Floats = npt.NDArray[np.float64]

LEAST_AT_RISK = 20
"""Accounts at risk below which the curve is no longer read."""
TAIL = 0.025
"""Share outside each bound."""
TABULATED = 2_000
"""Shapes whose quantiles are computed; between them they are interpolated."""


@dataclass(frozen=True)
class FromNow:
    """Chances from day u = 0..T with their bounds, pairs × days; 0 ≤ low ≤ chance ≤ high ≤ 1."""

    chance: Floats
    low: Floats
    high: Floats


def chance_from_now(
    at_risk: Floats,
    events: Floats,
    competing: Floats,
    rate: Floats,
    certainty: Floats,
    concentration: float,
    horizon: int,
) -> FromNow:
    """r(u, h) for u = 0..T; counts and `rate` are pairs × days, as in `cumulative_incidence`.

    `rate`: the daily rate expected of the pair. `certainty`: shape of the gamma distribution of its level, one a
    pair. `concentration`: k, from `window_concentration`. `horizon`: h in days. A window that reaches past the
    grid counts what lies on it. Bounds are 95 % gamma quantiles of m times the level; the level is
    unsure by k / (k + E(u)) of its own spread only: where the window has adopters, they speak for themselves.
    """
    if horizon < 0:
        raise ValueError(f"horizon is {horizon} days: give 0 or more")
    base = _base(rate, competing / np.maximum(at_risk, LEAST_AT_RISK), horizon)
    # A hazard is infinite where the incidence is 1.
    hazard = -np.log1p(-np.minimum(base, 1 - 1e-12))
    adopters, expected = _ahead(events, horizon), _ahead(at_risk * rate, horizon)
    hazard *= (concentration + adopters) / (concentration + expected)
    by_level = (concentration / (concentration + expected)) ** 2 / certainty[:, None]
    shape = 1 / (1 / (concentration + adopters) + by_level)

    def bound(share: float) -> Floats:
        limit: Floats = -np.expm1(-hazard * _times(shape, share))
        return limit

    return FromNow(-np.expm1(-hazard), bound(TAIL), bound(1 - TAIL))


def window_concentration(at_risk: Floats, events: Floats, rate: Floats, horizon: int) -> float:
    """k: how alike the windows of h days are to what the rate expects, fitted over all pairs at once.

    The windows (0, h], (h, 2h] … share no day. Like the concentration of `shrinkage` within [0.5, 200].
    """
    days = at_risk.shape[1]
    if days < 2:
        return fit_concentration([], [])
    starts = np.arange(1, days, max(horizon, 1))
    adopters, expected = (np.add.reduceat(counts, starts, axis=1) for counts in (events, at_risk * rate))
    return fit_concentration(adopters.ravel(), expected.ravel())


def last_day_of_curve(at_risk: Floats, least: int = LEAST_AT_RISK) -> Floats:
    """The last day on which at least `least` accounts are at risk, one a pair; −1 where there is none."""
    reached = at_risk >= least
    last = at_risk.shape[1] - 1 - np.argmax(reached[:, ::-1], axis=1)
    return np.where(reached.any(axis=1), last, -1).astype(np.float64)


def _times(shape: Floats, share: float) -> Floats:
    """The quantile of Gamma(shape, shape), whose mean is 1, to four digits.

    Read from a table of shapes: the exact quantiles of a whole catalog's windows take seconds.
    """
    known = np.geomspace(shape.min(initial=1.0), shape.max(initial=2.0), TABULATED)
    logs = np.log(special.gammaincinv(known, share) / known)
    times: Floats = np.exp(np.interp(np.log(shape), np.log(known), logs))
    return times


def _base(rate: Floats, ends: Floats, horizon: int) -> Floats:
    """Σ_{t in (u, u+h]} S(t−) rate(t) / S(u), with S(t) = Π_{s≤t} (1 − rate(s) − ends(s))."""
    free = np.cumprod(np.maximum(1 - rate - ends, 0.0), axis=1, dtype=np.float64)
    before = np.concatenate([np.ones((len(free), 1)), free[:, :-1]], axis=1)
    gain = _ahead(before * np.minimum(rate, 1 - ends), horizon)
    base: Floats = np.divide(gain, free, out=np.zeros_like(gain), where=free > 0)
    return np.clip(base, 0.0, 1.0)


def _ahead(counts: Floats, horizon: int) -> Floats:
    """Sum over (u, u + h] for every day u; summed from the end, so that small late numbers stay exact."""
    after = np.concatenate([np.cumsum(counts[:, ::-1], axis=1)[:, ::-1], np.zeros((len(counts), 1))], axis=1)
    first = np.arange(counts.shape[1]) + 1
    ahead: Floats = after[:, first] - after[:, np.minimum(first + horizon, counts.shape[1])]
    return ahead
