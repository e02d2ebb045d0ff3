"""The chance of ever being approached: which open cells are like those that were.

A logistic regression on standardised columns, then trees, learn approached against not from past open cells (of
a sample of roots where they are many). A cell whose chance lies below the first percentile of approached cells,
each forecast by a model that did not learn from its root, is unlike any that was tried: extrapolated.
Source: overlap, Rosenbaum & Rubin (1983), Biometrika 70, 41–55; trimming, Crump et al. (2009), Biometrika 96.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.scoring.learned.examples import Bools, Cells, Examples, Feature, Floats, Values
from adjoin.scoring.learned.folds import fold_of, sampled
from adjoin.scoring.learned.settings import Settings
from adjoin.scoring.learned.trees import Growing, Trees, fit_trees
from adjoin.statistics.ridge_logistic import ridge_logistic

ROUNDS, FOLDS, PERCENTILE, FEWEST_APPROACHED = 40, 3, 1.0, 20
LINEAR_DEVIATION, LEVEL_DEVIATION = 0.5, 10.0
FEWEST_FOR_TREES = 100


@dataclass(frozen=True)
class Chooser:
    """Who gets approached: log-odds from a line on standardised columns, then trees.

    `levels`: how many categories each feature has, 0 for a number. The line's columns are a constant, the numbers, an
    indicator a category, and the prior's log-odds; `middle` and `spread` standardise all but the constant.
    """

    levels: tuple[int, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    weight: tuple[float, ...]
    trees: Trees | None

    def log_odds(self, values: Values, prior_logit: Floats) -> Floats:
        """One number a row."""
        columns = _columns(values, prior_logit, self.levels)
        linear: Floats = _standard(columns, np.array(self.middle), np.array(self.spread)) @ np.array(
            self.weight
        )
        return linear if self.trees is None else linear + self.trees.log_odds(values, prior_logit)


@dataclass(frozen=True)
class Reach:
    """`threshold`: log-odds under which a cell is unlike those approached."""

    chooser: Chooser
    threshold: float

    def outside(self, values: Values, prior_logit: Floats) -> Bools:
        """Cells that are unlike any approached."""
        far: Bools = self.chooser.log_odds(values, prior_logit) < self.threshold
        return far


@dataclass(frozen=True)
class Crossed:
    """Forecasts by models that did not learn from the row's root: of `cells` and of the examples, log-odds."""

    cells: Cells
    of_cells: Floats
    of_examples: Floats


def learn_reach(
    features: tuple[Feature, ...], cells: Cells, examples: Examples, settings: Settings, seed: int
) -> tuple[Reach, Crossed] | None:
    """None with fewer than 20 approached cells, or none that was not."""
    kept = cells.rows(sampled(cells.root, settings.reach_rows, seed))
    kept = kept.rows(np.lexsort((kept.approached, kept.prior_logit, kept.root, kept.day)))
    if kept.approached.sum() < FEWEST_APPROACHED or kept.approached.all():
        return None
    of_cells, of_examples = np.zeros(len(kept)), np.zeros(len(examples))
    fold, fold_of_examples = fold_of(kept.root, FOLDS, seed), fold_of(examples.root, FOLDS, seed)
    for held_out in range(FOLDS):
        model = _fit(features, kept.rows(fold != held_out), settings, seed)
        for told, table, rows in (
            (of_cells, kept, fold == held_out),
            (of_examples, examples, fold_of_examples == held_out),
        ):
            told[rows] = model.log_odds(table.values[rows], table.prior_logit[rows])
    threshold = float(np.percentile(of_cells[kept.approached], PERCENTILE))
    return Reach(_fit(features, kept, settings, seed), threshold), Crossed(kept, of_cells, of_examples)


def _fit(features: tuple[Feature, ...], cells: Cells, settings: Settings, seed: int) -> Chooser:
    levels = tuple(len(feature.levels) if feature.levels is not None else 0 for feature in features)
    columns = _columns(cells.values, cells.prior_logit, levels)
    middle, spread = _middle_and_spread(columns)
    design = _standard(columns, middle, spread)
    widths = np.full(design.shape[1], LINEAR_DEVIATION)
    widths[0] = LEVEL_DEVIATION
    line = ridge_logistic(
        design, cells.approached, np.zeros(len(cells)), np.zeros(len(widths)), widths
    ).weight
    trees = None
    if cells.approached.sum() >= FEWEST_FOR_TREES:
        free = tuple(Feature(feature.name, feature.levels) for feature in features)
        growing = Growing(ROUNDS, seed, settings.threads, rising=False)
        trees = fit_trees(free, (cells.values, cells.prior_logit), cells.approached, design @ line, growing)
    return Chooser(levels, tuple(middle.tolist()), tuple(spread.tolist()), tuple(line.tolist()), trees)


def _columns(values: Values, prior_logit: Floats, levels: tuple[int, ...]) -> Floats:
    """Numbers as they are, an indicator for each category of features with at most 30, the prior's log-odds."""
    found: list[Floats] = []
    for column, count in enumerate(levels):
        value = values[:, column].astype(np.float64)
        found += (
            [value]
            if count == 0
            else [(value == level) * 1.0 for level in range(count)]
            if count <= 30
            else []
        )
    return np.column_stack([*found, prior_logit])


def _middle_and_spread(columns: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the known values; 1 where nothing varies."""
    told = ~np.isnan(columns)
    count = np.maximum(told.sum(axis=0), 1)
    middle = np.where(told, columns, 0.0).sum(axis=0) / count
    spread = np.sqrt(np.where(told, (columns - middle) ** 2, 0.0).sum(axis=0) / count)
    return middle, np.where(spread > 1e-12, spread, 1.0)


def _standard(columns: Floats, middle: Floats, spread: Floats) -> Floats:
    """A constant, then the columns standardised; unknown counts as the mean."""
    around = np.nan_to_num((columns - middle) / spread, nan=0.0)
    return np.column_stack([np.ones(len(columns)), around])
