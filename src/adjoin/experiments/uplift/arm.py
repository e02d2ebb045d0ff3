"""One arm of one experiment against its control: the rows it learns from, and what it says of every account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.cross_fit import CrossFitted, Sample
from adjoin.experiments.uplift.design import Design, design_of, plain
from adjoin.experiments.uplift.features import Feature
from adjoin.experiments.uplift.judging import Counted, Judged, judge
from adjoin.experiments.uplift.recorded_after import recorded_after

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
AT_ONCE = 50_000
"""Rows whose columns are held in memory at a time."""


@dataclass(frozen=True)
class Subjects:
    """Rows of one experiment. `arm`: empty outside it; `root`: numbers from 0; `learned`: matured."""

    features: tuple[Feature, ...]
    root: Ints
    arm: npt.NDArray[np.object_]
    control: Bools
    learned: Bools
    outcome: Floats
    product: npt.NDArray[np.object_]


@dataclass(frozen=True)
class ArmUplift:
    """What an arm says. `rows`: of whom, places in the subjects; the other arrays hold one value each of them.

    `product`: what they would be approached for. `group`: −1 where accounts are not told apart. `judged`: what it
    rests on; `used`, `left_out`: features; `learned`: places of the rows it rests on, `cluster`: their roots.
    """

    judged: Judged
    rows: Ints
    product: npt.NDArray[np.object_]
    group: Ints
    added: Floats
    used: tuple[Feature, ...]
    left_out: frozenset[str]
    learned: Ints
    cluster: Ints

    def of(self, group: int) -> Counted:
        """What was counted in a group; in the whole where accounts are not told apart."""
        return self.judged.groups[group].counted if group >= 0 else self.judged.average


def judge_arm(subjects: Subjects, arm: str, arms: int, level: float, rng: np.random.Generator) -> ArmUplift:
    """Judge `arm` against the control; `arms`: how many share that control, `level`: of the intervals."""
    inside = subjects.learned & (subjects.control | (subjects.arm == arm))
    learned = np.flatnonzero(inside)
    left_out = recorded_after(subjects.features, inside, ~subjects.control)
    used = tuple(feature for feature in subjects.features if feature.name not in left_out)
    design = design_of(used, learned)
    judged = judge(_sample(subjects, used, design, learned), arms, level, rng)
    product, told = _products(subjects, learned[~subjects.control[learned]])
    rows = np.flatnonzero(told | (subjects.arm != ""))
    group = np.full(len(rows), -1)
    added = np.full(len(rows), judged.average.observed.value or 0.0)
    if judged.verdict == "differs" and judged.crossed is not None and judged.group_of is not None:
        columns = _Columns(used, design, subjects.root, learned)
        expected, everyone = _expected(columns, judged.crossed)
        whole = np.searchsorted(_edges(judged, -everyone[learned]), -expected, side="right")
        whole[learned], expected[learned] = judged.group_of, judged.crossed.predicted
        group, added = whole[rows], _added(judged, whole[rows], expected[rows])
    return ArmUplift(
        judged, rows, product[rows], group, added, used, left_out, learned, subjects.root[learned]
    )


def _products(subjects: Subjects, treated: Ints) -> tuple[npt.NDArray[np.object_], Bools]:
    """The product that each row would be approached for, and whether the treated were approached for its own.

    Where the arm was about one product only, that is what the whole experiment is told of.
    """
    tried = sorted(set(subjects.product[treated].tolist()), key=lambda one: one or "")
    told = np.isin(subjects.product.astype(str), np.array([str(one) for one in tried]))
    if len(tried) != 1:
        return subjects.product, told
    product = subjects.product.copy()
    product[subjects.arm != ""] = tried[0]
    return product, told


def _edges(judged: Judged, worst_last: Floats) -> Floats:
    """Between which predictions, the most moved first, one group ends and the next begins, halfway."""
    told = np.sort(worst_last)
    ends = np.cumsum([one.accounts for one in judged.groups])[:-1]
    return np.asarray((told[ends - 1] + told[ends]) / 2, dtype=np.float64)


def _added(judged: Judged, group: Ints, expected: Floats) -> Floats:
    """The learned effect, stretched to fit the scores around the average, kept inside its group's interval."""
    if judged.crossed is None:
        raise ValueError("nothing was learned")
    average = float(judged.crossed.effect.mean())
    told = average + judged.slope * (expected - float(judged.crossed.predicted.mean()))
    low = np.array([one.counted.sure.low for one in judged.groups])
    high = np.array([one.counted.sure.high for one in judged.groups])
    return np.clip(told, low[group], high[group])


def _sample(subjects: Subjects, used: Sequence[Feature], design: Design, rows: Ints) -> Sample:
    _, cluster = np.unique(subjects.root[rows], return_inverse=True)
    return Sample(
        design=design.columns(used, rows),
        table=plain(used, rows),
        categories=tuple(place for place, feature in enumerate(used) if feature.levels is not None),
        treated=~subjects.control[rows],
        outcome=subjects.outcome[rows],
        cluster=cluster.astype(np.int64),
    )


@dataclass(frozen=True)
class _Columns:
    """Where the models find what they read of every row."""

    used: Sequence[Feature]
    design: Design
    root: Ints
    learned: Ints


def _expected(columns: _Columns, crossed: CrossFitted) -> tuple[Floats, Floats]:
    """Of each row the mean of the models that learned nothing from its root; beside it the mean of all models.

    The latter sets the edges between groups, where nobody is judged.
    """
    rows = len(columns.root)
    own, everyone = np.zeros(rows), np.zeros(rows)
    for models, fold in zip(crossed.models, crossed.fold, strict=True):
        of_root = np.full(int(columns.root.max()) + 1, -1)
        of_root[columns.root[columns.learned]] = fold
        told = np.empty((rows, len(models)))
        for begin in range(0, rows, AT_ONCE):
            part = np.arange(begin, min(begin + AT_ONCE, rows))
            design, table = columns.design.columns(columns.used, part), plain(columns.used, part)
            for number, model in enumerate(models):
                told[part, number] = model.predict(design, table)
        mean, place = told.mean(axis=1), of_root[columns.root]
        everyone += mean
        own += np.where(place >= 0, told[np.arange(rows), np.maximum(place, 0)], mean)
    return own / len(crossed.models), everyone / len(crossed.models)
