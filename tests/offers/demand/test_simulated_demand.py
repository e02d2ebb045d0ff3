"""The promise of chosen discounts on simulated demand; a short version, and the whole as a proof.

With arbitrary discounts the choice is right; where the reluctant got the discounts it refuses. Where only a third of
the deals are mislabelled it is seen as far as reluctance is recorded: measured, and worth no promise.
"""

from functools import partial

import numpy as np
import pytest

from offers.demand.price_trials import Trial, told, trials
from offers.demand.price_worlds import arbitrary, endogenous

WORLDS = 1000


def within(trials: list[Trial], of: str, part: float = 0.02) -> float:
    """The share of all worlds, refused ones too, whose choice falls short by at most `part`."""
    return float(np.mean([getattr(trial, of) <= part for trial in trials]))


def covered(trials: list[Trial], of: str) -> float:
    return float(np.mean([getattr(trial, of) for trial in told(trials)]))


def test_choices_and_intervals_in_a_few_worlds() -> None:
    found = trials(60, arbitrary, seed=7)
    assert len(told(found)) >= 55
    assert within(found, "of_revenue") >= 0.85
    assert covered(found, "share") >= 0.85
    assert covered(found, "money") >= 0.85


@pytest.mark.parametrize("recorded", [0.6, 0.3, 0.0])
def test_it_refuses_where_the_reluctant_were_discounted(recorded: float) -> None:
    found = trials(30, partial(endogenous, recorded=recorded), seed=8)
    assert len(told(found)) <= (0 if recorded else 6)


@pytest.mark.proof
def test_the_chosen_discount_and_the_intervals() -> None:
    found = trials(WORLDS, arbitrary, seed=1)
    print(_summary("arbitrary", found))  # noqa: T201 - the measurement is the proof
    assert within(found, "of_revenue") >= 0.90
    material = [trial for trial in told(found) if trial.gain >= 0.05]
    assert within(material, "of_gain") >= 0.90
    for interval in ("share", "money"):
        assert 0.93 <= covered(found, interval) <= 0.97, interval


@pytest.mark.proof
@pytest.mark.parametrize(("recorded", "refused"), [(0.6, 0.99), (0.3, 0.99), (0.0, 0.90)])
def test_refusals_where_the_reluctant_were_discounted(recorded: float, refused: float) -> None:
    found = trials(WORLDS, partial(endogenous, recorded=recorded), seed=2)
    print(_summary(f"reluctance recorded {recorded}", found))  # noqa: T201
    assert 1 - len(told(found)) / WORLDS >= refused


@pytest.mark.proof
@pytest.mark.parametrize(("recorded", "refused"), [(0.6, 0.85), (0.3, 0.45), (0.0, 0.15)])
def test_refusals_where_a_third_of_the_reasons_are_false(recorded: float, refused: float) -> None:
    found = trials(WORLDS, partial(endogenous, recorded=recorded, mislabelled=0.33), seed=3)
    print(_summary(f"a third mislabelled, recorded {recorded}", found))  # noqa: T201
    assert 1 - len(told(found)) / WORLDS >= refused


def _summary(name: str, found: list[Trial]) -> str:
    ok = told(found)
    parts = [f"{name}: {len(ok)} of {len(found)} estimated"]
    if ok:
        none = [trial for trial in ok if trial.gain == 0]
        parts += [
            f"regret of revenue <= 2%: {within(found, 'of_revenue'):.3f} of all worlds, "
            f"{within(ok, 'of_revenue'):.3f} of estimated"
        ]
        for least in (0.0, 0.01, 0.02, 0.05, 0.1):
            some = [trial for trial in ok if trial.gain > least]
            parts += [
                f"regret of gain <= 2% where gain > {least}: {within(some, 'of_gain'):.3f} of {len(some)}"
            ]
        parts += [f"none best {len(none)}, then right {within(none, 'of_gain') if none else np.nan:.3f}"]
        parts += [f"gain, all estimated {within(ok, 'of_gain'):.3f}"]
        parts += [
            f"{word} covers {covered(ok, word):.3f}" for word in ("share", "money", "slope", "take_rate")
        ]
    return "; ".join(parts)
