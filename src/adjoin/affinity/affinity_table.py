"""The table `affinity`: a row per ordered pair of catalog products and horizon, also without evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.estimates import Estimates
from adjoin.affinity.published import PUBLISHED
from adjoin.statistics.cumulative_incidence import NOT_FOLLOWED_THAT_LONG
from adjoin.statistics.rate_ratio import LimitsFrom, RateRatio

HORIZONS = (30, 60, 90, 180, 365)
NO_START_DATES = "no start dates"


def affinity_table(
    told: Estimates, lifts: Sequence[RateRatio], linked: npt.NDArray[np.bool_], dated: bool
) -> pa.Table:
    """All rows, pair by pair. `lifts`, `linked`: one a pair; `dated`: any start has a date."""
    columns = columns_by_horizon(told, {**_of_lifts(lifts), "link": pa.array(linked)}, dated)
    return pa.table({name: columns[name] for name in PUBLISHED["affinity"]})


def columns_by_horizon(told: Estimates, by_pair: dict[str, pa.Array], dated: bool) -> dict[str, pa.Array]:
    """The columns of all pairs and horizons, pair by pair; `by_pair`: further columns, one value a pair."""
    count, horizons = len(told.pairs), len(HORIZONS)
    pair = np.repeat(np.arange(count), horizons)
    each = pa.array(pair)
    repeated = {name: column.take(each) for name, column in {**_of_pairs(told), **by_pair}.items()}
    at = [_at_horizon(told, horizon, dated) for horizon in HORIZONS]
    # Horizon by horizon is how they are computed, pair by pair how they are read.
    order = pa.array((np.arange(count)[:, None] + count * np.arange(horizons)[None, :]).ravel())
    varying = {name: pa.concat_arrays([rows[name] for rows in at]).take(order) for name in at[0]}
    return {
        **told.pairs.columns(pair),
        "horizon_days": pa.array(np.tile(HORIZONS, count)),
        **varying,
        **repeated,
    }


def _at_horizon(told: Estimates, horizon: int, dated: bool) -> dict[str, pa.Array]:
    curves, shrunk = told.curves, told.shrunk(horizon)
    raw_low, raw_high = curves.interval(horizon)
    enough = curves.enough(horizon)
    numbers = {
        "probability": shrunk.probability,
        "probability_low": shrunk.low,
        "probability_high": shrunk.high,
        "probability_raw": curves.at(horizon),
        "raw_low": raw_low,
        "raw_high": raw_high,
    }
    return {
        **{name: nullable(values) for name, values in numbers.items()},
        "at_risk_at_horizon": whole(curves.at_risk_at(horizon)),
        "adopters": whole(curves.adopters_by(horizon)),
        "enough": pa.array(enough),
        "reason": pa.array(
            [_reason(told, row, bool(yes), dated) for row, yes in enumerate(enough)], pa.string()
        ),
    }


def _reason(told: Estimates, row: int, enough: bool, dated: bool) -> str | None:
    if not dated:
        return NO_START_DATES
    if told.curves.size[row] == 0:
        first, second = (
            told.pairs.products[of[row]] for of in (told.pairs.from_product, told.pairs.to_product)
        )
        return f"nobody was seen to begin {first} before {second}"
    return None if enough else NOT_FOLLOWED_THAT_LONG


def _of_pairs(told: Estimates) -> dict[str, pa.Array]:
    return {
        "at_risk": whole(told.curves.size),
        "median_days": nullable(told.curves.median_days()),
        "together": pa.array(told.counts.together),
        "replaced": pa.array(told.counts.replaced),
    }


def _of_lifts(lifts: Sequence[RateRatio]) -> dict[str, pa.Array]:
    seen = [lift.limits_from is not LimitsFrom.NOTHING for lift in lifts]
    return {
        "lift": pa.array([lift.ratio for lift in lifts], pa.float64()),
        "lift_low": pa.array(
            [x.low if yes else None for x, yes in zip(lifts, seen, strict=True)], pa.float64()
        ),
        "lift_high": pa.array([lift.high for lift in lifts], pa.float64()),
    }


def nullable(values: npt.NDArray[np.float64]) -> pa.Array:
    """The values with null for NaN."""
    return pa.array(values, pa.float64(), mask=np.isnan(values))


def whole(values: npt.NDArray[np.float64]) -> pa.Array:
    """Counts as whole numbers."""
    return pa.array(np.round(values).astype(np.int64))
