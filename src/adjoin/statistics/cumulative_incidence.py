"""Cumulative incidence of a first adoption when holding may end first (Aalen–Johansen, whole days).

One row is one ordered pair A → B; day 0 is the day an account starts A. Everything is computed from daily
counts, never from accounts, so all pairs of a catalog are one call on pairs × days arrays.

    Y(t) = at risk on day t         d(t) = adopters + competing ends on day t
    S(t) = Π_{s≤t} (1 − d(s)/Y(s))   F(t) = Σ_{s≤t} S(s−) · adopters(s)/Y(s)

Source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; Marubini & Valsecchi (1995),
Analysing Survival Data from Clinical Trials and Observational Studies, ch. 10.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.statistics.incidence_interval import incidence_interval
from adjoin.statistics.incidence_variance import incidence_variance

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STILL_AT_RISK = 10
"""Accounts that must still be at risk at a horizon before its probability is called enough."""
FEWEST_ADOPTERS = 10
"""Adopters within the year below which no median wait is given."""
YEAR = 365
NOT_FOLLOWED_THAT_LONG = "not followed that long"


@dataclass(frozen=True)
class Incidences:
    """Curves of many pairs on one grid of days 0..T; every curve is pairs × days.

    `size`: accounts that ever entered, one number a pair. `at_risk`: under observation on the day, before
    its events. `adopters`: events up to and including the day. `incidence` F, `competing_incidence` (the
    same for the competing event), `event_free` S: F + competing F + S = 1 on every day. `variance` of F.
    """

    size: Floats
    at_risk: Floats
    adopters: Floats
    incidence: Floats
    competing_incidence: Floats
    event_free: Floats
    variance: Floats

    def at(self, horizon: int) -> Floats:
        """F at `horizon` days, carried forward past follow-up; NaN for an empty cohort."""
        return np.where(self.size > 0, self._on(self.incidence, horizon), np.nan)

    def adopters_by(self, horizon: int) -> Floats:
        """Adopters up to and including day `horizon`."""
        return self._on(self.adopters, horizon)

    def at_risk_at(self, horizon: int) -> Floats:
        """Accounts still under observation, without B and holding A, on day `horizon`; 0 past the grid."""
        if horizon >= self.at_risk.shape[1]:
            return np.zeros_like(self.size)
        return self._on(self.at_risk, horizon)

    def interval(self, horizon: int, level: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limit of F at `horizon`; NaN for an empty cohort. See `incidence_interval`."""
        adopters = self.adopters_by(horizon)
        low, high = incidence_interval(
            self._on(self.incidence, horizon),
            self._on(self.variance, horizon),
            np.where(adopters > 0, adopters, self.at_risk_at(horizon)),
            level,
        )
        return np.where(self.size > 0, low, np.nan), np.where(self.size > 0, high, np.nan)

    def enough(self, horizon: int) -> Bools:
        """Whether at least `STILL_AT_RISK` accounts are still at risk; if not: `NOT_FOLLOWED_THAT_LONG`."""
        return self.at_risk_at(horizon) >= STILL_AT_RISK

    def median_days(self) -> Floats:
        """Median wait, in days, of those who adopt within a year: the smallest t with F(t) ≥ F(365)/2.

        NaN where nobody was followed for 365 days or fewer than `FEWEST_ADOPTERS` adopted by then.
        """
        half = self._on(self.incidence, YEAR) / 2
        # Sums of equal steps may miss the exact half by one rounding.
        first = np.argmax(self.incidence >= (half * (1 - 1e-12))[:, None], axis=1)
        known = (self.at_risk_at(YEAR) > 0) & (self.adopters_by(YEAR) >= FEWEST_ADOPTERS)
        return np.where(known, first.astype(np.float64), np.nan)

    def pair(self, row: int) -> Incidence:
        """The view of one pair."""
        rows = slice(row, row + 1) if row >= 0 else slice(row, row + 1 or None)
        return Incidence(Incidences(**{name: values[rows] for name, values in vars(self).items()}))

    @staticmethod
    def _on(curve: Floats, day: int) -> Floats:
        if day < 0:
            raise ValueError(f"horizon is {day} days: give 0 or more")
        values: Floats = curve[:, min(day, curve.shape[1] - 1)]
        return values


@dataclass(frozen=True)
class Incidence:
    """One pair: the same answers as `Incidences`, as plain numbers, None where there is no answer."""

    row: Incidences

    @property
    def size(self) -> int:
        """Accounts that ever entered the cohort."""
        return int(self.row.size[0])

    @property
    def incidence(self) -> Floats:
        """F(t) by day."""
        return _curve(self.row.incidence)

    @property
    def event_free(self) -> Floats:
        """S(t) by day: still holding A, still without B."""
        return _curve(self.row.event_free)

    @property
    def at_risk(self) -> Floats:
        """Accounts at risk by day."""
        return _curve(self.row.at_risk)

    @property
    def variance(self) -> Floats:
        """Variance of F(t) by day."""
        return _curve(self.row.variance)

    def at(self, horizon: int) -> float | None:
        """F at `horizon` days, carried forward past follow-up; None for an empty cohort."""
        return _number(self.row.at(horizon))

    def interval(self, horizon: int, level: float = 0.95) -> tuple[float, float] | None:
        """Limits of F at `horizon`; None for an empty cohort."""
        if self.size == 0:
            return None
        low, high = self.row.interval(horizon, level)
        return float(low[0]), float(high[0])

    def enough(self, horizon: int) -> bool:
        """Whether enough accounts were followed to `horizon` to call its probability known."""
        return bool(self.row.enough(horizon)[0])

    def reason(self, horizon: int) -> str | None:
        """Why the probability at `horizon` is not enough, or None where it is."""
        return None if self.enough(horizon) else NOT_FOLLOWED_THAT_LONG

    def median_days(self) -> int | None:
        """Median wait in days of those who adopt within a year, where known."""
        days = _number(self.row.median_days())
        return None if days is None else int(days)


def cumulative_incidence(
    entered: npt.ArrayLike, events: npt.ArrayLike, competing: npt.ArrayLike, censored: npt.ArrayLike
) -> Incidences:
    """Curves of every pair from daily counts: four arrays, pairs × days (or days alone, for one pair).

    `entered[t]`: accounts whose observation begins on day t. Those of day 0 are at risk from day 0 on,
    those of a later day e (late entry) from day e + 1 on. `events`, `competing`, `censored`: B starts,
    A ends or is replaced, follow-up ends, on day t; all three leave after day t, so one day's events share
    one risk set. An account that leaves on or before the day of its late entry was never at risk: leave it
    out of all four. Raises ValueError on unequal shapes, negative counts, or more leaving than at risk.
    """
    counts = [np.atleast_2d(np.asarray(a, dtype=np.float64)) for a in (entered, events, competing, censored)]
    shapes = {count.shape for count in counts}
    if len(shapes) != 1 or counts[0].ndim != 2 or counts[0].shape[1] == 0:
        raise ValueError(
            f"entered, events, competing and censored must share one shape, not {sorted(shapes)}"
        )
    if not all((count >= 0).all() for count in counts):
        raise ValueError("a daily count is negative or missing: give counts, 0 for none")
    enter, adopt, compete, censor = counts
    at_risk = _at_risk(enter, adopt + compete + censor)
    safe = np.maximum(at_risk, 1.0)
    event_free: Floats = np.cumprod(1.0 - (adopt + compete) / safe, axis=1, dtype=np.float64)
    before = np.concatenate([np.ones((len(enter), 1)), event_free[:, :-1]], axis=1)
    incidence = np.cumsum(before * adopt / safe, axis=1)
    return Incidences(
        size=enter.sum(axis=1),
        at_risk=at_risk,
        adopters=np.cumsum(adopt, axis=1),
        incidence=incidence,
        competing_incidence=np.cumsum(before * compete / safe, axis=1),
        event_free=event_free,
        variance=incidence_variance(at_risk, adopt, adopt + compete, incidence, before),
    )


def _at_risk(entered: Floats, leaving: Floats) -> Floats:
    """Y(t) = entered on day 0 + entered late before t − left before t; checks that nobody else leaves."""
    late = entered.copy()
    late[:, 0] = 0.0
    known = np.cumsum(late, axis=1) - late + entered[:, :1]
    at_risk: Floats = known - (np.cumsum(leaving, axis=1) - leaving)
    right = leaving <= at_risk
    if not right.all():
        row, day = (int(i) for i in np.argwhere(~right)[0])
        raise ValueError(
            f"pair {row}, day {day}: {leaving[row, day]:g} leave but {at_risk[row, day]:g} are at risk; "
            "leave out accounts that end on or before the day of their late entry"
        )
    return at_risk


def _curve(rows: Floats) -> Floats:
    only: Floats = rows[0]
    return only


def _number(values: Floats) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])
