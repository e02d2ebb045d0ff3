"""Many worlds with a known truth: no worse than the prior with little, honest alarms, alarms that sound."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from adjoin.scoring.learned.examples import Bools, Floats
from adjoin.scoring.learned.learn import learn
from adjoin.scoring.learned.settings import Settings
from adjoin.statistics.calibration import calibration_line
from scoring.learned.worlds import Draft, World, best_by, by_record, liking_by_record, world

QUICK = Settings(rounds=(0, 20, 40))


def needed(of: Draft, rng: np.random.Generator) -> Bools:
    """Called only where there is a hidden need; one in ten roots has one."""
    calls = rng.random(len(of.root)) < 0.4 * np.minimum(of.pace, 2)
    return np.asarray((of.hidden > 1.28) & calls)


def hidden_score(noise: float, recorded: float) -> Callable[[Draft, np.random.Generator], Floats]:
    def score(of: Draft, rng: np.random.Generator) -> Floats:
        return of.hidden + recorded * liking_by_record(of) + noise * rng.normal(size=len(of.root))

    return score


RECORDED: dict[str, Callable[[int], World]] = {
    "soft": lambda seed: world(seed, by_record(0.05), roots=150),
    "weak": lambda seed: world(seed, by_record(0.05, 0.6)),
    "sharp": lambda seed: world(seed, best_by(lambda of, _: liking_by_record(of), 0.06)),
    "best by the prior": lambda seed: world(seed, best_by(lambda of, _: of.prior_logit, 0.06), roots=200),
    "a need nobody sees": lambda seed: world(seed, by_record(0.05), need=1.0, roots=200),
}
HIDDEN: dict[str, Callable[[int], World]] = {
    "best by an account's need": lambda seed: world(
        seed, best_by(hidden_score(0.5, 0), 0.06), need=1.0, roots=200
    ),
    "best by a need of the quarter": lambda seed: world(
        seed, best_by(hidden_score(0.5, 0), 0.06), need=1.0, roots=200, cell_need=True
    ),
    "only where there is a need": lambda seed: world(seed, needed, need=1.5, roots=200),
    "need and record": lambda seed: world(seed, best_by(hidden_score(0.7, 0.7), 0.06), need=1.0),
}


def alarms(of: Callable[[int], World], worlds: int) -> float:
    """Share of worlds in which everything is said to be extrapolated."""
    told = []
    for seed in range(worlds):
        past = of(seed)
        learned = learn(past.examples, past.cells, Settings(rounds=(0,)), seed)
        told.append(bool(learned.selection.hidden))
    return float(np.mean(told))


def paired(right: bool, most: int, worlds: int) -> Floats:
    """Brier score of what would be shown less the prior's, against the truth; one number a world."""
    found = []
    for seed in range(worlds):
        past = world(seed, by_record(0.05), right=right, most=most, roots=200)
        told = learn(past.examples, past.cells, QUICK, seed).predict(
            past.cells.values, past.cells.prior_logit
        )
        prior = special.expit(past.cells.prior_logit)
        shown = np.where(told.in_use, told.probability, prior)
        found.append(float(((shown - past.of_cells) ** 2).mean() - ((prior - past.of_cells) ** 2).mean()))
    return np.array(found)


def no_worse(found: Floats) -> bool:
    """The mean lies not above 0 by more than two standard errors, nor by more than a ten-thousandth."""
    return float(found.mean()) <= 2 * float(found.std()) / len(found) ** 0.5 and float(found.mean()) < 1e-4


def test_fifty_deals_are_no_worse_than_the_prior_in_a_few_worlds() -> None:
    assert no_worse(paired(True, 50, 5))
    assert no_worse(paired(False, 50, 5))


@pytest.mark.proof
@pytest.mark.parametrize("right", [True, False])
def test_fifty_deals_are_no_worse_than_the_prior(right: bool) -> None:
    assert no_worse(paired(right, 50, 120))


@pytest.mark.proof
def test_four_hundred_deals_are_far_better_where_the_prior_is_wrong() -> None:
    found = paired(False, 400, 40)
    assert found.mean() < -0.005
    assert (found <= 1e-4).mean() > 0.95


@pytest.mark.proof
@pytest.mark.parametrize("name", RECORDED)
def test_choice_on_recorded_things_seldom_alarms(name: str) -> None:
    assert alarms(RECORDED[name], 200) <= 0.02


@pytest.mark.proof
@pytest.mark.parametrize("name", HIDDEN)
def test_choice_on_hidden_things_alarms(name: str) -> None:
    assert alarms(HIDDEN[name], 50) >= 0.9


@pytest.mark.proof
def test_history_calibrates_on_later_worlds() -> None:
    """Slope, top tenth and level of ten pairs of worlds, each learned on one and tried on another, where in use."""
    forecasts, outcomes, tops = [], [], []
    for seed in range(10):
        past, later = (world(each, by_record(0.05), roots=700) for each in (seed, 100 + seed))
        learned = learn(past.examples, past.cells, seed=seed)
        if not learned.in_use:
            continue
        after = learned.predict(later.examples.values, later.examples.prior_logit)
        shown, outcome = after.probability[after.in_use], later.examples.outcome[after.in_use]
        forecasts.append(shown)
        outcomes.append(outcome)
        top = np.argsort(-shown)[: len(shown) // 10]
        tops.append(shown[top].mean() / outcome[top].mean())
    assert len(forecasts) >= 7
    line = calibration_line(np.concatenate(forecasts), np.concatenate(outcomes))
    assert line is not None
    assert 0.8 <= line[1] <= 1.25
    assert np.mean(tops) == pytest.approx(1, abs=0.15)
    assert np.concatenate(forecasts).mean() == pytest.approx(np.concatenate(outcomes).mean(), rel=0.1)
