"""What one arm of an experiment did against the control: on average, in which order, and in groups of accounts alike.

Accounts are put into groups by their rank, in which no outcome of theirs took part; what a group shows is counted, not
predicted: treated against control with the Miettinen–Nurminen interval. Accounts are said to differ only where the
ranking by the cross-fitted effect beats chance beyond doubt (shared among the arms of the experiment). Elsewhere
everybody has the average effect and its interval. Source: sorted group average treatment effects, Chernozhukov,
Demirer, Duflo & Fernández-Val (2025), Econometrica 93.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.cross_fit import CrossFitted, Sample, cross_fit
from adjoin.statistics.difference import Difference
from adjoin.statistics.qini import Qini, qini
from adjoin.statistics.score_difference import score_difference

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
FEWEST_AN_ARM, FEWEST_STARTS = 100, 20
"""Accounts each arm needs, and starts both together, before accounts are told apart."""
STEEPEST = 1.5
"""Times the learned effect may be stretched to fit the scores: shrunk learners say too little, never this much."""


@dataclass(frozen=True)
class Counted:
    """Starts among treated and control, and the difference of their shares. `sure`: its interval, corrected for
    the number of groups (of all accounts: of arms), for verdicts; `observed`: at the plain level, to be shown."""

    treated: int
    control: int
    converted: int
    converted_control: int
    observed: Difference
    sure: Difference

    @property
    def control_rate(self) -> float | None:
        """Share of the control that started."""
        return self.converted_control / self.control if self.control else None


@dataclass(frozen=True)
class Group:
    """Accounts of about the same rank, the most moved first. `predicted`: their mean effect as learned."""

    accounts: int
    predicted: float
    counted: Counted


@dataclass(frozen=True)
class Judged:
    """One arm against the control. `verdict`: differs, no_difference or too_few; then `groups` are empty, and there
    is no ranking. `group_of`: one a row of the sample; `slope`: by how much the learned effect is stretched."""

    verdict: str
    average: Counted
    groups: tuple[Group, ...] = ()
    qini: Qini | None = None
    crossed: CrossFitted | None = None
    group_of: Ints | None = None
    slope: float = 0.0


def judge(sample: Sample, arms: int, level: float, rng: np.random.Generator) -> Judged:
    """Judge one arm; `arms`: how many are compared with the same control, `level`: of the intervals shown."""
    everybody = np.ones(len(sample), dtype=np.bool_)
    average = counted(sample, everybody, arms, level)
    if min(average.treated, average.control) < FEWEST_AN_ARM or sample.outcome.sum() < FEWEST_STARTS:
        return Judged("too_few", average)
    crossed = cross_fit(sample, rng)
    area = qini(crossed.effect, crossed.rank, sample.cluster, 1 - (1 - level) / arms)
    group_of = cut(crossed.rank, groups_for(len(sample)))
    members = [group_of == number for number in range(int(group_of.max()) + 1)]
    groups = tuple(
        Group(int(m.sum()), float(crossed.predicted[m].mean()), counted(sample, m, len(members), level))
        for m in members
    )
    verdict = "differs" if area.low > 0 else "no_difference"
    return Judged(verdict, average, groups, area, crossed, group_of, _slope(crossed))


def counted(sample: Sample, rows: Bools, comparisons: int, level: float) -> Counted:
    """Count starts of `rows`; the corrected interval shares 1 − `level` among `comparisons` (Bonferroni)."""
    treated, outcome = sample.treated[rows], sample.outcome[rows] > 0
    of, of_control = int(treated.sum()), int((~treated).sum())
    starts, starts_control = int(outcome[treated].sum()), int(outcome[~treated].sum())
    shown, sure = (
        score_difference(starts, of, starts_control, of_control, one)
        for one in (level, 1 - (1 - level) / comparisons)
    )
    return Counted(of, of_control, starts, starts_control, shown, sure)


def groups_for(rows: int) -> int:
    """Into how many groups a sample is cut: five, fewer where they would hold hardly anybody."""
    return 5 if rows >= 5_000 else 4 if rows >= 1_500 else 3


def cut(rank: Floats, groups: int) -> Ints:
    """The group of each row by its rank from the top (0 … 1), numbered from 0; equal ranks stay together."""
    told = np.minimum((rank * groups).astype(np.int64), groups - 1)
    return np.unique(told, return_inverse=True)[1].astype(np.int64)


def _slope(crossed: CrossFitted) -> float:
    """How far the learned effect is to be stretched or shrunk to fit the scores (best linear predictor)."""
    told = crossed.predicted - crossed.predicted.mean()
    spread = float((told**2).sum())
    if spread <= 0:
        return 0.0
    return float(np.clip((told * crossed.effect).sum() / spread, 0.0, STEEPEST))
