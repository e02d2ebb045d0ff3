"""The effect of a treatment on each account, told by models that learned nothing from it or its kin.

The rows are cut into folds by root. For each fold, outcomes under treatment and under control are learned from the
others (ridges), which gives the fold its doubly robust scores; the effect is learned from the scores of the others,
cut in two once more so that no score there comes from a model that saw its own outcome. Small samples are cut several
times and the answers averaged. The effect is the mean of a ridge and, from 2,000 rows, small trees.
Source: Kennedy (2023), the DR-learner, Electronic Journal of Statistics 17; Chernozhukov et al. (2018), double machine
learning, Econometrics Journal 21.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.trees import Trees, grow
from adjoin.statistics.doubly_robust import doubly_robust
from adjoin.statistics.fold_draw import fold_draw
from adjoin.statistics.qini import top_rank
from adjoin.statistics.ridge_chosen import Ridge, ridge_chosen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float32]
FOLDS = 5
TREES_FROM = 2_000


@dataclass(frozen=True)
class Sample:
    """Rows of one arm and the control. `design`: for ridges; `table`: for trees, `categories` its columns of levels.

    `cluster`: the root, as numbers from 0; rows of one root are never judged by each other.
    """

    design: Values
    table: Values
    categories: tuple[int, ...]
    treated: Bools
    outcome: Floats
    cluster: Ints

    def __len__(self) -> int:
        return len(self.outcome)


@dataclass(frozen=True)
class EffectModel:
    """What the treatment adds, by what is known of an account."""

    ridge: Ridge
    trees: Trees | None

    def predict(self, design: Values, table: Values) -> Floats:
        """The effect a row."""
        line = self.ridge.predict(design)
        return line if self.trees is None else (line + self.trees.predict(table)) / 2


@dataclass(frozen=True)
class CrossFitted:
    """One number a row: `effect` the doubly robust score, `predicted` by models that did not learn from the row,
    `rank` from the most moved (0) to the least (1). `models`, `fold`: by repetition, then by fold and by row.
    """

    effect: Floats
    predicted: Floats
    rank: Floats
    models: tuple[tuple[EffectModel, ...], ...]
    fold: tuple[Ints, ...]


def repeats_for(rows: int) -> int:
    """How often a sample is cut anew: what chance makes of one cut weighs more in small ones."""
    return 1 if rows > 20_000 else 2 if rows > 5_000 else 4


def cross_fit(sample: Sample, rng: np.random.Generator) -> CrossFitted:
    """Learn the effect on the rows of `sample`; both arms must be there."""
    repeats = [_once(sample, rng) for _ in range(repeats_for(len(sample)))]
    rank = np.round(np.mean([one.rank for one in repeats], axis=0), 9)
    return CrossFitted(
        effect=np.mean([one.effect for one in repeats], axis=0),
        predicted=np.mean([one.predicted for one in repeats], axis=0),
        rank=top_rank(np.asarray(-rank, dtype=np.float64)),
        models=tuple(one.models[0] for one in repeats),
        fold=tuple(one.fold[0] for one in repeats),
    )


def _once(sample: Sample, rng: np.random.Generator) -> CrossFitted:
    rows = len(sample)
    fold = fold_draw(sample.cluster, sample.treated.astype(np.int64), FOLDS, rng)
    effect, predicted, rank = np.zeros(rows), np.zeros(rows), np.zeros(rows)
    models = []
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = _learn(sample, inside, rng)
        models.append(model)
        effect[outside] = _scores(sample, inside, outside)
        predicted[outside] = model.predict(sample.design[outside], sample.table[outside])
        # Models of different folds differ in level, not only in order: ranks are told within each.
        rank[outside] = top_rank(np.round(predicted[outside], 12))
    return CrossFitted(effect, predicted, rank, (tuple(models),), (fold,))


def _learn(sample: Sample, rows: Ints, rng: np.random.Generator) -> EffectModel:
    half = fold_draw(sample.cluster[rows], sample.treated[rows].astype(np.int64), 2, rng)
    effect = np.zeros(len(rows))
    for number in range(2):
        learn, tell = half != number, half == number
        effect[tell] = _scores(sample, rows[learn], rows[tell])
    ridge = ridge_chosen(sample.design[rows], effect)
    seed = int(rng.integers(2**31 - 1))
    if len(rows) < TREES_FROM or not sample.table.shape[1]:
        return EffectModel(ridge, None)
    return EffectModel(ridge, grow(sample.table[rows], effect, sample.categories, seed))


def _scores(sample: Sample, learn: Ints, tell: Ints) -> Floats:
    """Doubly robust scores of the rows `tell`, with outcomes as learned from the rows `learn`."""
    expected = []
    for arm in (True, False):
        own = learn[sample.treated[learn] == arm]
        model = ridge_chosen(sample.design[own], sample.outcome[own])
        expected.append(np.clip(model.predict(sample.design[tell]), 0.0, 1.0))
    return doubly_robust(
        sample.outcome[tell], sample.treated[tell], float(sample.treated.mean()), expected[0], expected[1]
    )
