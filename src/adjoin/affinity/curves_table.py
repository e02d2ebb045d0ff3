"""The curve of each pair for the pages: incidence by day with its interval, thinned to what is seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.estimates import Estimates
from adjoin.statistics.incidence_interval import incidence_interval

POINTS = 120
"""Most points a pair."""


def curves_table(told: Estimates) -> pa.Table:
    """At most POINTS days a pair, from day 0 to the last day on which anybody was at risk."""
    curves = told.curves
    row, day = _picked(curves.at_risk)
    incidence, at_risk = curves.incidence[row, day], curves.at_risk[row, day]
    adopters = curves.adopters[row, day]
    known = np.where(adopters > 0, adopters, at_risk)
    low, high = incidence_interval(incidence, curves.variance[row, day], known)
    return pa.table(
        {
            **told.pairs.columns(row),
            "day": pa.array(day, pa.int64()),
            "incidence": pa.array(incidence),
            "low": pa.array(low),
            "high": pa.array(high),
            "at_risk": pa.array(at_risk.astype(np.int64)),
        }
    )


def _picked(at_risk: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows and days to keep: evenly spaced, the first and the last among them."""
    days = at_risk.shape[1]
    followed = at_risk > 0
    last = np.where(followed.any(axis=1), days - 1 - np.argmax(followed[:, ::-1], axis=1), -1)
    spaced = np.round(np.linspace(0.0, 1.0, POINTS) * last[:, None]).astype(np.int64)
    place = np.arange(len(last))[:, None] * days + spaced
    row, day = np.divmod(np.unique(place[last >= 0]), days)
    return row, day
