"""What became of learning, in numbers and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.scoring.learned.settings import Settings
from adjoin.scoring.learned.validation import Judged
from adjoin.statistics.brier import brier_score, brier_skill, brier_skill_low
from adjoin.statistics.calibration_slope import calibration_slope

FEWEST_JUDGED = 15
FEW_OUTCOMES = 100
"""Under so many outcomes a skill above 0 is mostly luck: its lower limit must be above 0."""


@dataclass(frozen=True)
class Report:
    """`in_use`: the learned number is used wherever a cell is like those approached. `sentence`: why or why not.

    `outcomes`: matured approaches, `started` of them led to a start, in `roots` root accounts. `judged`: how many
    later approaches it was judged on; the numbers after it are theirs, None where nothing could be judged:
    calibration `slope` and `intercept`, Brier `skill` over the prior with its lower one-sided 95 % limit, both Brier
    scores, and mean forecast and observed share of the top tenth. `trees`: how many, 0 = the ridge alone.
    """

    in_use: bool
    sentence: str
    outcomes: int
    started: int
    roots: int
    judged: int = 0
    slope: float | None = None
    intercept: float | None = None
    skill: float | None = None
    skill_low: float | None = None
    brier: float | None = None
    brier_prior: float | None = None
    top_forecast: float | None = None
    top_observed: float | None = None
    trees: int = 0


@dataclass(frozen=True)
class Counts:
    """Matured approaches, those that started, and their root accounts."""

    outcomes: int
    started: int
    roots: int


def nothing_to_learn(counts: Counts, settings: Settings) -> str | None:
    """Why no model can be learned, in words; None if one can."""
    if counts.outcomes == 0:
        return "No approach has matured yet: the prior is used."
    if counts.outcomes < settings.fewest_outcomes:
        return (
            f"{counts.outcomes} matured approaches, {settings.fewest_outcomes} are needed to learn: "
            "the prior is used."
        )
    if counts.started in {0, counts.outcomes}:
        which = "none" if counts.started == 0 else "all"
        return f"Of {counts.outcomes} matured approaches {which} led to a start, no model: the prior is used."
    return None


def unlearned(counts: Counts, why: str) -> Report:
    """Without a model."""
    return Report(False, why, counts.outcomes, counts.started, counts.roots)


def report(
    judged: Judged, counts: Counts, trees: int, settings: Settings, rng: np.random.Generator
) -> Report:
    """Compare with the prior on later approaches."""
    outcome = judged.outcome.astype(np.float64)
    cluster = np.unique(judged.root, return_inverse=True)[1].astype(np.int64)
    line = calibration_slope(judged.chance, judged.outcome, cluster) if len(outcome) else None
    if line is None or len(outcome) < FEWEST_JUDGED:
        why = "The history is too short to test a model on later approaches: the prior is used."
        return unlearned(counts, why)
    skill = brier_skill(judged.chance, judged.prior, outcome)
    low = brier_skill_low(judged.chance, judged.prior, outcome, cluster, rng)
    misses = _misses(line.slope, skill, settings)
    if counts.outcomes < FEW_OUTCOMES and skill > 0 and (low is None or low <= 0):
        misses.append(f"with under {FEW_OUTCOMES} outcomes its Brier skill of {skill:.3f} may be luck")
    top = np.argsort(-judged.chance, kind="stable")[: max(len(outcome) // 10, 1)]
    return Report(
        in_use=not misses,
        sentence=_sentence(misses, len(outcome), line.slope, skill),
        outcomes=counts.outcomes,
        started=counts.started,
        roots=counts.roots,
        judged=len(outcome),
        slope=_short(line.slope),
        intercept=_short(line.intercept),
        skill=_short(skill),
        skill_low=None if low is None else _short(low),
        brier=_short(brier_score(judged.chance, outcome)),
        brier_prior=_short(brier_score(judged.prior, outcome)),
        top_forecast=_short(float(judged.chance[top].mean())),
        top_observed=_short(float(outcome[top].mean())),
        trees=trees,
    )


def _misses(slope: float, skill: float, settings: Settings) -> list[str]:
    """By how much each condition was missed."""
    found = []
    if skill <= 0:
        found.append(f"its Brier skill over the prior is {skill:.3f}, not above 0")
    if not settings.slope_low <= slope <= settings.slope_high:
        found.append(
            f"its calibration slope is {slope:.2f}, outside {settings.slope_low}–{settings.slope_high}"
        )
    return found


def _sentence(misses: list[str], judged: int, slope: float, skill: float) -> str:
    tested = f"tested on {judged} later approaches"
    if misses:
        return f"The prior is used: the learned model, {tested}, missed: {' and '.join(misses)}."
    return (
        f"The learned model is in use: {tested}, Brier skill {skill:.3f} over the prior, slope {slope:.2f}."
    )


def _short(number: float) -> float:
    return round(number, 12)
