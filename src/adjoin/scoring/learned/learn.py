"""Learn from what became of approaches; the same examples, settings and seed give the same model, bit by bit."""

from __future__ import annotations

from datetime import date

import numpy as np

from adjoin.scoring.learned.bands import draw_bands
from adjoin.scoring.learned.calibrator import Calibrator
from adjoin.scoring.learned.examples import Cells, Examples, Floats
from adjoin.scoring.learned.folds import fold_of, sampled
from adjoin.scoring.learned.learned import Learned
from adjoin.scoring.learned.raw import Raw, fit_raw
from adjoin.scoring.learned.reach import learn_reach
from adjoin.scoring.learned.report import Counts, Report, nothing_to_learn, report, unlearned
from adjoin.scoring.learned.selection import Selection, selection
from adjoin.scoring.learned.settings import Settings
from adjoin.scoring.learned.trees import Growing
from adjoin.scoring.learned.validation import forecast_later, in_time, judge

FOLDS, ROUNDS = 4, 40


def learn(
    examples: Examples,
    cells: Cells,
    settings: Settings | None = None,
    seed: int = 0,
    as_of: date | None = None,
) -> Learned:
    """Ridge, trees, calibration, judgement, and what is like what was approached.

    Never fails for want of data: with no rows, one class, fewer outcomes than `Settings.fewest_outcomes` or too short
    a history the result is the prior, and its report says why. `as_of` is only written down. Raises ValueError if
    `cells` have other columns than `examples`.
    """
    if cells.values.shape[1] != len(examples.features):
        raise ValueError(f"cells have {cells.values.shape[1]} columns for {len(examples.features)} features")
    chosen = settings or Settings()
    ordered = in_time(examples)
    counts = _counts(ordered)
    why_not = nothing_to_learn(counts, chosen)
    raw, line, told = (None, Calibrator(), None) if why_not else _fit(ordered, chosen, seed)
    found = learn_reach(ordered.features, cells, ordered, chosen, seed)
    seen = Selection()
    if found is not None and raw is not None:
        seen = selection(ordered, _forecast(ordered, chosen, seed), found[1], chosen.horizon_days)
    return Learned(
        features=ordered.features,
        as_of=as_of,
        seed=seed,
        raw=raw,
        calibrator=line,
        reach=None if found is None else found[0],
        selection=seen,
        bands=draw_bands(ordered.prior_logit, ordered.outcome, cells.prior_logit),
        report=told or unlearned(counts, why_not or ""),
    )


def fit(examples: Examples, rounds: int, settings: Settings, seed: int) -> Raw:
    """The final fit, on every row."""
    return fit_raw(examples, Growing(rounds, seed, settings.threads))


def _fit(examples: Examples, settings: Settings, seed: int) -> tuple[Raw, Calibrator, Report]:
    """Validated on a sample of roots, fitted on all of them."""
    later = forecast_later(
        examples.rows(sampled(examples.root, settings.validation_rows, seed)), settings, seed
    )
    everything = np.ones(len(later.day), dtype=bool)
    place = later.chosen(everything)
    rounds = settings.rounds[place]
    rng = np.random.Generator(np.random.PCG64(seed))
    told = report(judge(later, settings), _counts(examples), rounds, settings, rng)
    return fit(examples, rounds, settings, seed), later.calibrator(everything, place), told


def _forecast(examples: Examples, settings: Settings, seed: int) -> Floats:
    """Log-odds of each example by a model that did not learn from its root."""
    found, fold = np.zeros(len(examples)), fold_of(examples.root, FOLDS, seed)
    kept = sampled(examples.root, settings.validation_rows, seed)
    for held_out in range(FOLDS):
        learn_from, told = (fold != held_out) & kept, fold == held_out
        rows = examples.rows(learn_from if learn_from.any() else ~told)
        if len(rows):
            model = fit_raw(rows, Growing(ROUNDS, seed, settings.threads))
            found[told] = model.log_odds(examples.values[told], examples.prior_logit[told])
    return found


def _counts(examples: Examples) -> Counts:
    return Counts(len(examples), int(examples.outcome.sum()), len(np.unique(examples.root)))
