"""Is the learned model better than the prior on approaches later than those it learned from?

Five blocks of time follow the first two fifths of the approaches. For each block a model learns from approaches whose
outcome was known the day the block begins (a horizon before it), root by root: four folds, so that no root is on both
sides. How many trees, and the calibration, come from blocks before the one they are judged on; the first block is
never judged. What is left is compared with the prior: calibration slope and Brier skill.

Source: rolling origin, Tashman (2000), International Journal of Forecasting 16, 437–450; prequential, Dawid (1984).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import special

from adjoin.scoring.learned.calibrator import Calibrator, fit_calibrator
from adjoin.scoring.learned.examples import Bools, Examples, Floats, Ints
from adjoin.scoring.learned.folds import fold_of
from adjoin.scoring.learned.raw import fit_raw
from adjoin.scoring.learned.settings import Settings
from adjoin.scoring.learned.trees import Growing

WARM_UP, BLOCKS, FOLDS, FEWEST_TO_LEARN = 0.4, 5, 4, 15


@dataclass(frozen=True)
class OutOfTime:
    """Rows that a model forecast which learned only earlier ones, in order of time.

    `raw`: rows × numbers of trees of the settings; `block`: 0 … 4; `begins`: each row's block's first day.
    """

    raw: Floats
    prior_logit: Floats
    outcome: Bools
    root: Ints
    day: Ints
    block: Ints
    begins: Ints

    def chosen(self, which: Bools) -> int:
        """Position of the number of trees with the least log loss over the rows `which`; 0 without rows."""
        if not which.any():
            return 0
        linear, y = self.raw[which], self.outcome[which, None]
        loss: Floats = (np.logaddexp(0, linear) - y * linear).mean(axis=0)
        return int(np.round(loss, 9).argmin())

    def calibrator(self, which: Bools, place: int) -> Calibrator:
        """Learned from the rows `which`."""
        return fit_calibrator(self.raw[which, place], self.outcome[which], self.root[which])


@dataclass(frozen=True)
class Judged:
    """Forecasts of calibrated models on blocks that neither they nor their calibration had seen."""

    chance: Floats
    prior: Floats
    outcome: Bools
    root: Ints


def in_time(examples: Examples) -> Examples:
    """In one order, whatever order they came in."""
    return examples.rows(np.lexsort((examples.outcome, examples.prior_logit, examples.root, examples.day)))


def forecast_later(examples: Examples, settings: Settings, seed: int) -> OutOfTime:
    """`examples` in order of time. Blocks with fewer than 15 earlier rows, or of one class, are left out."""
    day, fold = examples.day, fold_of(examples.root, FOLDS, seed)
    raw = np.full((len(examples), len(settings.rounds)), np.nan)
    block, begins = np.full(len(examples), -1), np.zeros(len(examples), dtype=np.int64)
    edges = _edges(day)
    for number, (first, end) in enumerate(pairwise(edges)):
        known, later = day < first - settings.horizon_days, (day >= first) & (day < end)
        block[later], begins[later] = number, first
        for held_out in range(FOLDS):
            learn, test = known & (fold != held_out), np.flatnonzero(later & (fold == held_out))
            ones = int(examples.outcome[learn].sum())
            if learn.sum() < FEWEST_TO_LEARN or ones in {0, int(learn.sum())} or not len(test):
                continue
            growing = Growing(settings.rounds[-1], seed, settings.threads)
            model = fit_raw(examples.rows(learn), growing)
            table = (examples.values[test], examples.prior_logit[test])
            for place, rounds in enumerate(settings.rounds):
                raw[test, place] = model.log_odds(*table, rounds)
    told = ~np.isnan(raw[:, 0])
    return OutOfTime(
        raw[told],
        *(
            column[told]
            for column in (examples.prior_logit, examples.outcome, examples.root, day, block, begins)
        ),
    )


def judge(later: OutOfTime, settings: Settings) -> Judged:
    """Each block after the first, with trees chosen and calibrated on what was known when it began."""
    chance, judged = np.zeros(len(later.day)), np.zeros(len(later.day), dtype=bool)
    for number in np.unique(later.block[later.block > 0]).tolist():
        now = later.block == number
        first = int(later.begins[now][0])
        known = (later.block < number) & (later.day < first - settings.horizon_days)
        place = later.chosen(known)
        line = later.calibrator(known, place)
        chance[now], judged[now] = special.expit(line.log_odds(later.raw[now, place])), True
    prior = special.expit(later.prior_logit)
    return Judged(chance[judged], prior[judged], later.outcome[judged], later.root[judged])


def _edges(day: Ints) -> list[int]:
    """First days of the blocks and the day after the last; a block holds whole days."""
    shares = WARM_UP + (1 - WARM_UP) * np.arange(BLOCKS) / BLOCKS
    starts = {int(day[min(int(share * len(day)), len(day) - 1)]) for share in shares}
    return [*sorted(starts), int(day[-1]) + 1]
