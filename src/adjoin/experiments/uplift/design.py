"""Features as the columns of two models: bends of numbers and levels for a ridge, plain values for trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.features import Feature

Floats = npt.NDArray[np.float64]
Values = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
MOST_LEVELS = 20
FEWEST, FEWEST_SHARE = 10, 0.01
"""Rows that a level, or the unknown, needs to have a column of its own."""
FURTHEST = 4.0
"""Standard deviations at which a number stops counting, so that one giant does not tilt the line."""
CUTS = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class _Number:
    mean: float
    spread: float
    cuts: tuple[float, ...]
    unknown: bool


@dataclass(frozen=True)
class _Levels:
    places: tuple[float, ...]
    unknown: bool


@dataclass(frozen=True)
class Design:
    """How features become columns, as measured on the rows that models may learn from; no outcome takes part."""

    plans: tuple[_Number | _Levels, ...]

    def columns(self, features: Sequence[Feature], rows: Ints) -> Values:
        """The ridge's columns of the rows named, rows × columns; indicators are 0 and 2, so about as wide."""
        found = [column for feature, plan in zip(features, self.plans, strict=True)
                 for column in _columns(feature.values[rows], plan)]  # fmt: skip
        if not found:
            return np.zeros((len(rows), 0), np.float32)
        return np.column_stack(found).astype(np.float32)


def plain(features: Sequence[Feature], rows: Ints) -> Values:
    """The trees' columns of the rows named: the values as they stand."""
    if not features:
        return np.zeros((len(rows), 0), np.float32)
    return np.column_stack([feature.values[rows] for feature in features]).astype(np.float32)


def design_of(features: Sequence[Feature], rows: Ints) -> Design:
    """The design measured on the rows named."""
    return Design(tuple(_plan(feature, feature.values[rows]) for feature in features))


def _plan(feature: Feature, values: Floats) -> _Number | _Levels:
    known = values[np.isfinite(values)]
    least = max(FEWEST, FEWEST_SHARE * len(values))
    unknown = bool(least <= len(values) - len(known) <= len(values) - least)
    if feature.levels is not None:
        places, counts = np.unique(known, return_counts=True)
        order = np.lexsort((places, -counts))[:MOST_LEVELS]
        kept = sorted(float(places[i]) for i in order if counts[i] >= least)
        return _Levels(tuple(kept), unknown)
    if not len(known):
        return _Number(0.0, 1.0, (), unknown)
    spread = float(known.std()) or 1.0
    many = len(np.unique(known)) > len(CUTS) + 1
    cuts = np.unique(np.quantile(known, CUTS, method="higher")) if many else np.zeros(0)
    return _Number(float(known.mean()), spread, tuple(float(cut) for cut in cuts), unknown)


def _columns(values: Floats, plan: _Number | _Levels) -> list[Floats]:
    lost = ~np.isfinite(values)
    if isinstance(plan, _Levels):
        found = [2.0 * (values == place) for place in plan.places]
    else:
        line = np.clip((values - plan.mean) / plan.spread, -FURTHEST, FURTHEST)
        found = [np.where(lost, 0.0, line), *(2.0 * (values > cut) for cut in plan.cuts)]
    return [*found, 2.0 * lost] if plan.unknown else found
