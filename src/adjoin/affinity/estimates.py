"""The numbers of every ordered pair: curves, what the pool expects, and the shrunk probability.

One concentration is fitted over all pairs at each horizon: pairs differ more early on than over everybody's whole
follow-up, and a single one drew the early numbers of pairs that stand out too far towards the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from adjoin.affinity.pairs import Courses
from adjoin.affinity.sequences import Sequences
from adjoin.statistics.cumulative_incidence import Incidences, cumulative_incidence
from adjoin.statistics.expected_adopters import Expected, expected_adopters
from adjoin.statistics.shrinkage import LEAST_CONCENTRATION, Shrunk, fit_concentration, shrink

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimates:
    """All pairs of one as-of date, of everybody or after a signal; arrays have one row a pair.

    `evidence`: adopters that the pool rests on, one a pair. The prior weighs no more than these: a pool of three is no
    certainty. None where the pool is everybody who ever held another product.
    """

    pairs: Courses
    counts: Sequences
    curves: Incidences
    expected: Expected
    evidence: Floats | None = None

    @property
    def last_day(self) -> int:
        """Last day of the grid."""
        return int(self.curves.at_risk.shape[1]) - 1

    @cached_property
    def concentration(self) -> Floats:
        """a of the gamma prior over everybody's whole follow-up, see `shrinkage`; what the chance from now takes."""
        return self._concentration(self.last_day)

    def _concentration(self, day: int) -> Floats:
        """As fitted over all pairs by that day, one a pair, as far as the evidence behind the pool goes."""
        fitted = fit_concentration(self.curves.adopters_by(day), self.expected.adopters[:, day])
        for_all: Floats = np.full(len(self.pairs), fitted)
        if self.evidence is None:
            return for_all
        capped: Floats = np.minimum(for_all, np.maximum(self.evidence, LEAST_CONCENTRATION))
        return capped

    def shrunk(self, horizon: int) -> Shrunk:
        """Shrunk probability at `horizon` days; the raw one where no other product's owners say anything."""
        day = min(horizon, self.last_day)
        raw, (low, high) = self.curves.at(horizon), self.curves.interval(horizon)
        told = shrink(
            raw,
            self.expected.incidence[:, day],
            self.curves.adopters_by(horizon),
            self.expected.adopters[:, day],
            self._concentration(day),
        )
        cohort, alone = self.curves.size > 0, np.isnan(told.probability)

        def joined(shrunk: Floats, own: Floats) -> Floats:
            return np.where(cohort, np.where(alone, own, shrunk), np.nan)

        return Shrunk(joined(told.probability, raw), joined(told.low, low), joined(told.high, high))


def estimates(pairs: Courses, counts: Sequences, evidence: Floats | None = None) -> Estimates:
    """Curves and expectations from the daily counts; `evidence` as in Estimates."""
    curves = cumulative_incidence(counts.entered, counts.events, counts.competing, counts.censored)
    expected = expected_adopters(pairs.pool, curves.at_risk, counts.events, counts.competing)
    return Estimates(pairs, counts, curves, expected, evidence)
