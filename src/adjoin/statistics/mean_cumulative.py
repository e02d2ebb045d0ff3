"""The mean number of events an account has had by a day when it may end first (Ghosh–Lin, whole days).

Accounts that ended have no more events and stay in the denominator. With Y(t) accounts at risk, n(t) events and
d(t) ends on day t (one day's events come before its ends),

    S(t) = Π_{s≤t} (1 − d(s)/Y(s))        μ(t) = Σ_{u≤t} S(u−) · n(u)/Y(u)

Account i moves μ(τ) by

    ψ_i = Σ_{u≤τ} S(u−)/Y(u) · (n_i(u) − Y_i(u) n(u)/Y(u))
        − Σ_{u≤τ} (μ(τ) − μ(u))/(Y(u) − d(u)) · (d_i(u) − Y_i(u) d(u)/Y(u)),

the ψ_i add up to 0 and Var μ(τ) = n/(n−1) · Σ ψ_i², over clusters where accounts come in clusters.
Without ends μ is the Nelson–Aalen mean cumulative function and the variance that of Lawless & Nadeau.

Source: Ghosh & Lin (2000), Biometrics 56, 554–562; Lawless & Nadeau (1995), Technometrics 37, 158–168.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lives:
    """Accounts under observation, days since each began.

    `entry`: 0, or the day after which observation begins; `exit`: last day observed, never before `entry`;
    `ended`: it ended on that day (else it is still followed); `cluster`: accounts of one number count as one
    observation. `event_of`, `event_day`: one row an event, whose it is (position) and on which day; a day on
    which its account is observed.
    """

    entry: Ints
    exit: Ints
    ended: Bools
    cluster: Ints
    event_of: Ints
    event_day: Ints


@dataclass(frozen=True)
class MeanCumulative:
    """μ by the horizon, and what each account (in the order of `Lives`) moves it by."""

    mean: float
    influence: Floats
    cluster: Ints


def mean_cumulative(lives: Lives, horizon: int) -> MeanCumulative:
    """Mean number of events by day `horizon`, carried forward past follow-up; NaN without any account.

    Raises ValueError where an event lies outside its account's observation.
    """
    late = lives.entry > 0
    begins = np.where(late, lives.entry + 1, 0)
    last = np.minimum(lives.exit, horizon)
    whose, day = lives.event_of, lives.event_day
    if ((day < begins[whose]) | (day > lives.exit[whose])).any():
        raise ValueError("an event lies outside its account's observation: leave it out")
    if len(lives.exit) == 0:
        return MeanCumulative(np.nan, np.zeros(0), lives.cluster)
    days, soon = horizon + 1, day <= horizon
    dies = lives.ended & (lives.exit <= horizon) & (last >= begins)
    events = np.bincount(day[soon], minlength=days).astype(np.float64)
    ends = np.bincount(lives.exit[dies], minlength=days).astype(np.float64)
    at_risk = _at_risk(begins, last, days)
    safe = np.maximum(at_risk, 1.0)
    before = np.concatenate([[1.0], np.cumprod(1 - ends / safe)[:-1]])
    mean = np.cumsum(before * events / safe)
    per_event = before / safe
    remaining = at_risk - ends
    per_end = np.where(remaining > 0, (mean[-1] - mean) / np.maximum(remaining, 1.0), 0.0)
    # Index 0 is the sum before day 0.
    expected = np.concatenate([[0.0], np.cumsum((per_event * events - per_end * ends) / safe)])
    influence: Floats = np.zeros(len(last))
    influence += np.bincount(whose[soon], weights=per_event[day[soon]], minlength=len(last))
    influence -= np.where(dies, per_end[np.where(dies, lives.exit, 0)], 0.0)
    seen = last >= begins
    influence -= np.where(seen, expected[last + 1] - expected[np.minimum(begins, horizon)], 0.0)
    return MeanCumulative(float(mean[-1]), influence, lives.cluster)


def _at_risk(begins: Ints, last: Ints, days: int) -> Floats:
    seen = last >= begins
    steps = np.bincount(begins[seen], minlength=days + 1).astype(np.float64)
    steps -= np.bincount(last[seen] + 1, minlength=days + 1)
    at_risk: Floats = np.cumsum(steps)[:days]
    return at_risk


def standardised(parts: Sequence[MeanCumulative], weights: Sequence[float]) -> tuple[float, float]:
    """Mean and variance of the parts weighted to a population whose shares are `weights` (made to add up to 1).

    Direct standardisation; the weights are taken as known. An account of a cluster may lie in any part. NaN
    without any part.
    """
    if not parts:
        return np.nan, np.nan
    share = np.asarray(weights, dtype=np.float64)
    share /= share.sum()
    mean = float(sum(w * part.mean for w, part in zip(share, parts, strict=True)))
    moved = np.concatenate([w * part.influence for w, part in zip(share, parts, strict=True)])
    _, place = np.unique(np.concatenate([part.cluster for part in parts]), return_inverse=True)
    summed = np.bincount(place, weights=moved)
    clusters = len(summed)
    return mean, float((summed**2).sum()) * clusters / max(clusters - 1, 1)


def mean_interval(mean: float, variance: float, known: int, level: float = 0.95) -> tuple[float, float]:
    """Limits of a mean count, by the logarithm: μ · exp(± z σ/μ), which stays above 0.

    With a mean of 0 it is [0, −log(α/2) / n], n = `known`: accounts followed to the horizon, none with an event
    (Poisson). NaN where nothing is known. Raises ValueError for a level outside (0, 1).
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: give a number between 0 and 1, such as 0.95")
    tail = (1 - level) / 2
    if np.isnan(mean):
        return np.nan, np.nan
    if mean <= 0:
        return 0.0, -float(np.log(tail)) / known if known > 0 else np.nan
    reach = float(np.exp(-special.ndtri(tail) * np.sqrt(variance) / mean))
    return mean / reach, mean * reach
