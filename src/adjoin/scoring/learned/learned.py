"""A learned model and what it says of cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import special

from adjoin.scoring.learned.bands import Bands
from adjoin.scoring.learned.calibrator import Calibrator
from adjoin.scoring.learned.examples import Bools, Feature, Floats, Values
from adjoin.scoring.learned.raw import Raw
from adjoin.scoring.learned.reach import Reach
from adjoin.scoring.learned.report import Report
from adjoin.scoring.learned.ridge import Reweighed
from adjoin.scoring.learned.selection import Selection


@dataclass(frozen=True)
class Moved:
    """One reason: a feature, its value (a category's name, a number, None unknown) and what it adds in log-odds."""

    feature: str
    value: str | float | None
    log_odds: float


@dataclass(frozen=True)
class Predictions:
    """One number a cell. `probability`: the learned one, also where it should not be used; `low`, `high`: between
    which the share of cells with such a number lies that start (95 %).

    `extrapolated`: the cell is unlike those approached, or reps choose on hidden things. `in_use`: the learned number
    is what should be shown; elsewhere the prior. `from_prior` [rows] and `contributions` [rows × features], log-odds,
    add up to those of `probability`.
    """

    features: tuple[Feature, ...]
    values: Values
    probability: Floats
    low: Floats
    high: Floats
    extrapolated: Bools
    in_use: Bools
    from_prior: Floats
    contributions: Floats

    def moved(self, row: int, most: int = 4, least: float = 0.005) -> tuple[Moved, ...]:
        """The features that moved one cell's number most, strongest first; none below `least` log-odds."""
        added = self.contributions[row]
        order = np.lexsort((np.arange(len(added)), -np.abs(added).round(9)))[:most]
        return tuple(
            Moved(
                self.features[i].name,
                _said(self.features[i], float(self.values[row, i])),
                round(float(added[i]), 6),
            )
            for i in order.tolist()
            if abs(added[i]) >= least
        )


@dataclass(frozen=True)
class Learned:
    """What `learn` gives. `raw` None: nothing could be learned, and every prediction is the prior's.

    `reach` None: nobody knows what was approached, so every cell is extrapolated. `bands` serve until
    `Settings.fewest_outcomes` outcomes exist.
    """

    features: tuple[Feature, ...]
    as_of: date | None
    seed: int
    raw: Raw | None
    calibrator: Calibrator
    reach: Reach | None
    selection: Selection
    bands: Bands
    report: Report

    @property
    def weights(self) -> tuple[Reweighed, ...]:
        """Expert weights before and after outcomes, side by side; empty without a model."""
        return () if self.raw is None else self.raw.ridge.reweighed(self.features)

    @property
    def in_use(self) -> bool:
        """Whether any cell may show the learned number."""
        return self.report.in_use and self.reach is not None and not self.selection.hidden

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a run says: in use or not, and on what basis."""
        if self.raw is None:
            return (self.report.sentence,)
        if self.reach is None:
            basis = "Too few open accounts are known to have been approached: every number is extrapolated."
            return (self.report.sentence, basis)
        if self.selection.hidden:
            return (self.report.sentence, *self.selection.hidden, "Every number is therefore extrapolated.")
        return (self.report.sentence, "That reps choose on something hidden was looked for and not seen.")

    def predict(self, values: Values, prior_logit: Floats) -> Predictions:
        """`values`: rows × features as learned from, NaN unknown; `prior_logit`: the prior's log-odds.

        Raises ValueError if the number of columns is another one.
        """
        if values.shape[1] != len(self.features):
            raise ValueError(f"{values.shape[1]} columns of values for {len(self.features)} features")
        base, moves = self._parts(values, prior_logit)
        linear = base + moves.sum(axis=1)
        low, high = self.calibrator.bounds(linear)
        extrapolated = self._extrapolated(values, prior_logit)
        used = ~extrapolated if self.report.in_use else np.zeros(len(values), dtype=bool)
        chance = special.expit(linear)
        return Predictions(self.features, values, chance, low, high, extrapolated, used, base, moves)

    def _parts(self, values: Values, prior_logit: Floats) -> tuple[Floats, Floats]:
        if self.raw is None:
            return prior_logit.astype(np.float64), np.zeros(values.shape)
        base, moves = self.raw.parts(values, prior_logit)
        stretch = 1 + self.calibrator.slope
        return self.calibrator.log_odds(base), moves * stretch

    def _extrapolated(self, values: Values, prior_logit: Floats) -> Bools:
        if self.reach is None or self.selection.hidden:
            return np.ones(len(values), dtype=bool)
        return self.reach.outside(values, prior_logit)


def _said(feature: Feature, value: float) -> str | float | None:
    """A category by its name, a number as it is."""
    if np.isnan(value):
        return None
    if feature.levels is None:
        return round(value, 6)
    place = int(value)
    return feature.levels[place] if 0 <= place < len(feature.levels) else None
