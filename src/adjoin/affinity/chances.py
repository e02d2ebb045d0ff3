"""The chance from now: an account that has held A for u days without B starts B within the scoring horizon.

`chances` holds r(u, h) for every day u from which the curve can be read to u + h, that is while at least 20
accounts are at risk at u + h: read nearer to the end of follow-up it would lack the adoptions not yet seen
and give the oldest accounts no future. `chances_beyond` is what holds after that, from the pair's adoptions
per day of holding, shrunk towards the other products' owners as the curve is. Owners whose real start is
unknown are in no curve, but their days count in `chances_beyond`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.estimates import Estimates
from adjoin.statistics.chance_from_now import (
    FromNow,
    chance_from_now,
    last_day_of_curve,
    window_concentration,
)
from adjoin.statistics.shrinkage import Shrunk, shrink

Floats = npt.NDArray[np.float64]
HORIZON_DAYS = 90
"""Days ahead that a score speaks of."""


@dataclass(frozen=True)
class Chances:
    """`on_curve`: pairs × days, read up to `last_day`; `beyond`: after it, one number a pair."""

    on_curve: FromNow
    last_day: Floats
    beyond: Shrunk


def chances(told: Estimates, held: tuple[Floats, Floats], horizon: int = HORIZON_DAYS) -> Chances:
    """Chances from now of all pairs, with the lower bound by which pairs are ranked.

    `held`: adoptions of B while holding A and the days at risk of it, one a pair, for what lies beyond the curve.
    """
    counts, at_risk = told.counts, told.curves.at_risk
    rate, certainty = _expected_rate(told)
    alike = window_concentration(at_risk, counts.events, rate, horizon)
    on_curve = chance_from_now(at_risk, counts.events, counts.competing, rate, certainty, alike, horizon)
    last_day = np.maximum(last_day_of_curve(at_risk) - horizon, -1.0)
    return Chances(on_curve, last_day, _beyond(told, held, horizon))


def _expected_rate(told: Estimates) -> tuple[Floats, Floats]:
    """The pair's daily rate: the pool's by time since start, at the pair's shrunk level; and how sure that is.

    Where the pool says nothing, or has no adopters though the pair has, it is the pair's own rate over all days.
    """
    at_risk, pooled, a = told.curves.at_risk, told.expected.smoothed, told.concentration
    days, adopters = at_risk.sum(axis=1), told.curves.adopters[:, -1]
    expected = np.nan_to_num((at_risk * pooled).sum(axis=1))
    level = (a + adopters) / (a + expected)
    own = np.divide(adopters, days, out=np.zeros_like(days), where=days > 0)
    alone = np.isnan(pooled[:, 0]) | ((adopters > 0) & (expected == 0))
    rate = np.where(alone[:, None], own[:, None], level[:, None] * pooled)
    return rate, np.where(alone, np.maximum(adopters, 1.0), a + adopters)


def _beyond(told: Estimates, held: tuple[Floats, Floats], horizon: int) -> Shrunk:
    """1 − exp(−rate · h) at the shrunk daily rate of adopting B while holding A."""
    events, days = held
    pool = told.pairs.pool
    others = [np.bincount(pool, x)[pool] - x for x in held]
    unknown = np.full_like(days, np.nan)
    rate = np.divide(events, days, out=np.zeros_like(days), where=days > 0)
    pooled = np.divide(others[0], others[1], out=unknown, where=others[1] > 0)
    shrunk = shrink(rate, pooled, events, days * pooled, told.concentration)

    def chance(daily: Floats) -> Floats:
        own = np.where(np.isnan(daily) & (days > 0), rate, daily)
        within: Floats = -np.expm1(-own * horizon)
        return within

    return Shrunk(chance(shrunk.probability), chance(shrunk.low), chance(shrunk.high))


def chances_table(told: Estimates, found: Chances) -> pa.Table:
    """One row per pair and day held, up to the last day of the pair's curve."""
    days = np.arange(found.on_curve.chance.shape[1])
    row, day = np.nonzero(days[None, :] <= found.last_day[:, None])
    return pa.table(
        {
            **told.pairs.columns(row),
            "held_days": pa.array(day, pa.int64()),
            "chance": pa.array(found.on_curve.chance[row, day]),
            "chance_low": pa.array(found.on_curve.low[row, day]),
            "chance_high": pa.array(found.on_curve.high[row, day]),
        }
    )


def beyond_table(told: Estimates, found: Chances) -> pa.Table:
    """One row per pair: the chance of an account that has held A for longer than `last_day` days."""
    return pa.table(
        {
            **told.pairs.columns(np.arange(len(told.pairs))),
            "last_day": pa.array(found.last_day.astype(np.int64)),
            "chance": pa.array(found.beyond.probability, from_pandas=True),
            "chance_low": pa.array(found.beyond.low, from_pandas=True),
            "chance_high": pa.array(found.beyond.high, from_pandas=True),
        }
    )
