"""Lift: the Mantel–Haenszel ratio of adoption rates, exposed over unexposed person-days.

With a_k events on T1_k days exposed, b_k on T0_k days not, T_k = T1_k + T0_k, m_k = a_k + b_k in stratum k,

    R = Σ a_k T0_k / T_k     S = Σ b_k T1_k / T_k     ratio = R / S
    Var log ratio = Σ m_k T1_k T0_k / T_k² / (R S)

Source: Rothman, Greenland & Lash (2008), Modern Epidemiology, 3rd ed., ch. 15; variance: Greenland & Robins
(1985), Biometrics 41, 55–68. With few events on a side: `mid_p_limits`; with clusters: `cluster_variance`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from adjoin.statistics.cluster_variance import cluster_variance
from adjoin.statistics.mid_p_limits import mid_p_limits
from adjoin.statistics.strata import Contributions, Strata

FEW_EVENTS = 5
"""Events on either side below which the limits are exact (mid-P) and not from the variance."""


class LimitsFrom(StrEnum):
    """Where the limits come from."""

    GREENLAND_ROBINS = "greenland_robins"
    CLUSTERS = "clusters"
    EXACT = "exact_mid_p"
    NOTHING = "nothing"


@dataclass(frozen=True)
class RateRatio:
    """A rate ratio and its limits.

    `ratio` is None where it is unbounded (no unexposed event) or unknown (no event at all); `high` is None
    where it is unbounded; `low` is 0 where no exposed event was seen. Events count only in strata with
    person-days on both sides. `log_variance` is None where a side has no event.
    """

    ratio: float | None
    low: float
    high: float | None
    log_variance: float | None
    events_exposed: int
    events_unexposed: int
    limits_from: LimitsFrom


def rate_ratio(strata: Strata, level: float = 0.95) -> RateRatio:
    """Mantel–Haenszel rate ratio with independent events."""
    return _rate_ratio(strata, None, level)


def clustered_rate_ratio(rows: Contributions, level: float = 0.95) -> RateRatio:
    """The same with root accounts as clusters: the larger of the two variances.

    With few events on a side the limits are the exact ones, widened to the clusters' where those are wider.
    """
    return _rate_ratio(rows.by_stratum, rows, level)


def _rate_ratio(strata: Strata, rows: Contributions | None, level: float) -> RateRatio:
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: give a number between 0 and 1, such as 0.95")
    told = strata.informative()
    exposed, unexposed = float(told.events_exposed.sum()), float(told.events_unexposed.sum())
    total = told.days_exposed + told.days_unexposed
    above = float((told.events_exposed * told.days_unexposed / total).sum())
    under = float((told.events_unexposed * told.days_exposed / total).sum())
    ratio = above / under if unexposed > 0 else None
    variance, source, low, high = None, LimitsFrom.NOTHING, 0.0, np.inf
    if ratio:
        joint = (told.events_exposed + told.events_unexposed) * told.days_exposed * told.days_unexposed
        variance, source = float((joint / total**2).sum()) / (above * under), LimitsFrom.GREENLAND_ROBINS
        robust = cluster_variance(rows, ratio) if rows is not None else None
        if robust is not None and robust > variance:
            variance, source = robust, LimitsFrom.CLUSTERS
        reach = float(np.exp(-special.ndtri((1 - level) / 2) * np.sqrt(variance)))
        low, high = ratio / reach, ratio * reach
    if min(exposed, unexposed) < FEW_EVENTS and exposed + unexposed > 0:
        wider = (low, high) if source is LimitsFrom.CLUSTERS else None
        source, (low, high) = LimitsFrom.EXACT, _exact_limits(told, ratio, wider, level)
    known_high = high if np.isfinite(high) else None
    return RateRatio(ratio, low, known_high, variance, int(exposed), int(unexposed), source)


def _exact_limits(
    told: Strata, ratio: float | None, wider: tuple[float, float] | None, level: float
) -> tuple[float, float]:
    """Mid-P limits, widened to those of the clusters and to the ratio itself.

    Mantel–Haenszel and conditional likelihood weigh strata differently: where strata contradict each other
    the ratio can fall outside the exact limits, and limits that exclude their estimate claim too much.
    """
    low, high = mid_p_limits(told, level)
    if wider is not None:
        low, high = min(low, wider[0]), max(high, wider[1])
    return min(low, ratio or low), max(high, ratio or high)
