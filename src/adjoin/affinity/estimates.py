"""The numbers of every ordered pair: curves, what the pool expects, and the shrunk probability.

One concentration is fitted over all pairs, on everybody's whole follow-up, and used at every horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from adjoin.affinity.pairs import Pairs
from adjoin.affinity.sequences import Sequences
from adjoin.statistics.cumulative_incidence import Incidences, cumulative_incidence
from adjoin.statistics.expected_adopters import Expected, expected_adopters
from adjoin.statistics.shrinkage import Shrunk, fit_concentration, shrink

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimates:
    """All pairs of one as-of date; arrays have one row a pair."""

    pairs: Pairs
    counts: Sequences
    curves: Incidences
    expected: Expected

    @property
    def last_day(self) -> int:
        """Last day of the grid."""
        return int(self.curves.at_risk.shape[1]) - 1

    @cached_property
    def concentration(self) -> float:
        """a of the gamma prior, see `shrinkage`."""
        return fit_concentration(self.curves.adopters_by(self.last_day), self.expected.adopters[:, -1])

    def shrunk(self, horizon: int) -> Shrunk:
        """Shrunk probability at `horizon` days; the raw one where no other product's owners say anything."""
        day = min(horizon, self.last_day)
        raw, (low, high) = self.curves.at(horizon), self.curves.interval(horizon)
        told = shrink(
            raw,
            self.expected.incidence[:, day],
            self.curves.adopters_by(horizon),
            self.expected.adopters[:, day],
            self.concentration,
        )
        cohort, alone = self.curves.size > 0, np.isnan(told.probability)

        def joined(shrunk: Floats, own: Floats) -> Floats:
            return np.where(cohort, np.where(alone, own, shrunk), np.nan)

        return Shrunk(joined(told.probability, raw), joined(told.low, low), joined(told.high, high))


def estimates(pairs: Pairs, counts: Sequences) -> Estimates:
    """Curves and expectations from the daily counts."""
    curves = cumulative_incidence(counts.entered, counts.events, counts.competing, counts.censored)
    expected = expected_adopters(pairs.to_product, curves.at_risk, counts.events, counts.competing)
    return Estimates(pairs, counts, curves, expected)
