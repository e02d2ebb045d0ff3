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
from adjoin.affinity.exposure import Exposure
from adjoin.statistics.chance_from_now import chance_from_now, last_day_of_curve
from adjoin.statistics.shrinkage import Shrunk, shrink

Floats = npt.NDArray[np.float64]
HORIZON_DAYS = 90
"""Days ahead that a score speaks of."""


@dataclass(frozen=True)
class Chances:
    """`chance`, `low`: pairs × days, read up to `last_day`; `beyond`: after it, one number a pair."""

    chance: Floats
    low: Floats
    last_day: Floats
    beyond: Shrunk


def chances(told: Estimates, exposed: Exposure, horizon: int = HORIZON_DAYS) -> Chances:
    """Chances from now of all pairs, with the lower bound by which pairs are ranked."""
    curves, end = told.curves, told.last_day
    adopted = (curves.adopters_by(end) > 0)[:, None]
    known = adopted | np.isnan(told.expected.incidence)
    incidence = np.where(known, curves.incidence, told.expected.incidence)
    event_free = np.where(known, curves.event_free, told.pooled_event_free)
    shrunk, last_day = told.shrunk(end), np.maximum(last_day_of_curve(curves.at_risk) - horizon, -1.0)
    unit = incidence[:, -1]

    def on_curve(bound: Floats) -> Floats:
        scale = np.divide(bound, unit, out=np.ones_like(unit), where=unit > 0)
        unread = np.full_like(unit, np.nan)
        return chance_from_now(incidence, event_free, horizon, unread, scale, last_day)

    beyond = _beyond(told, exposed, horizon)
    return Chances(on_curve(shrunk.probability), on_curve(shrunk.low), last_day, beyond)


def _beyond(told: Estimates, exposed: Exposure, horizon: int) -> Shrunk:
    """1 − exp(−rate · h) at the shrunk daily rate of adopting B while holding A."""
    pairs = told.pairs
    events, days = exposed.held_totals()
    into = pairs.to_product
    others = [np.bincount(into, x, minlength=len(pairs.products))[into] - x for x in (events, days)]
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
    days = np.arange(found.chance.shape[1])
    row, day = np.nonzero(days[None, :] <= found.last_day[:, None])
    return pa.table(
        {
            **told.pairs.columns(row),
            "held_days": pa.array(day, pa.int64()),
            "chance": pa.array(found.chance[row, day]),
            "chance_low": pa.array(found.low[row, day]),
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
        }
    )
