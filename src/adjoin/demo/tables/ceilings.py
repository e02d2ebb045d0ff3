"""When the meter that a trace fills is first seen to be full, in the usage as it is written."""

import numpy as np

from adjoin.demo.arrays import NO_DAY, Floats, Ints
from adjoin.demo.evidence import Traces
from adjoin.demo.log import History
from adjoin.demo.tables.usage import FALL_DAYS, RISE_DAYS, Meters, share_of_limit, sundays

FULL = 0.8
"""The share of its limit from which a meter counts as full."""


def full_from(history: History, traces: Traces, meters: Meters, quantity: Floats) -> Ints:
    """Each trace of a full meter: the last day of the first week of the run in which its meter is full, or `NO_DAY`.

    The run is the first that touches the weeks in which the trace swells the meter, and it reaches back for as long
    as the weeks before were full too. `quantity`: series × weeks as written, nan where there is no row.
    """
    found, sunday = traces.of("usage_ceiling"), sundays(history, quantity.shape[1])
    full = share_of_limit(meters, quantity)[meters.full] >= FULL
    swollen = (sunday > found.day[:, None] - RISE_DAYS) & (sunday < found.until[:, None] + FALL_DAYS)
    seen = full & swollen & (meters.full >= 0)[:, None]
    shown = np.flatnonzero(seen.any(axis=1))
    last_below = np.maximum.accumulate(np.where(full, -1, np.arange(len(sunday))), axis=1)
    day = np.full(len(found.day), NO_DAY, dtype=np.int64)
    day[shown] = sunday[last_below[shown, np.argmax(seen[shown], axis=1)] + 1]
    return day
