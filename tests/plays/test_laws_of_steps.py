"""Whatever people do in whatever order, some things about a play always hold."""

from collections.abc import Callable

import numpy as np
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, Change, Effect, EffectKind, Phase, StepVerb, TaskState
from adjoin.plays.clock import clock
from adjoin.plays.concessions import concessions, share_given
from adjoin.plays.steps import (
    Give,
    Objection,
    advance,
    close,
    concede,
    done,
    hand_over,
    log,
    measure,
    objection,
    pause,
    pitch,
    put_off,
    resume,
    settle,
    skip,
    snooze,
)
from adjoin.plays.steps.settling import SETTLED
from plays.campaigns import OPEN, after, begun, then, who

PHASES = list(Phase)


def random_step(rng: np.random.Generator, campaign: Campaign, day: int) -> Callable[[], Change]:
    me, place, until = who(day), int(rng.integers(1, 16)), after(day + int(rng.integers(0, 9)))
    said = Objection("budget", "no", [Effect(EffectKind(str(rng.choice(list(EffectKind)))), "x", days=3)])
    give = Give(
        "volume", "a better deal", "more seats", "CFO", float(rng.choice([0.0, 0.05, 0.1])), money=50.0
    )
    choices: list[Callable[[], Change]] = [
        lambda: done(campaign, place, me),
        lambda: done(campaign, place, me),
        lambda: skip(campaign, place, me, "why not"),
        lambda: hand_over(campaign, place, me, str(rng.choice(["adam", "eve"]))),
        lambda: put_off(campaign, place, me, until),
        lambda: advance(campaign, me),
        lambda: pitch(campaign, me),
        lambda: pause(campaign, me, until, "frozen"),
        lambda: snooze(campaign, me, until, 0.5),
        lambda: resume(campaign, me, "DE"),
        lambda: log(campaign, me, "a word", place=place),
        lambda: measure(campaign, me, "use", "hours"),
        lambda: objection(campaign, me, said, "DE"),
        lambda: concede(campaign, me, give, list_acv=1_000.0, cap=0.25),
        lambda: settle(campaign, me, int(rng.integers(1, 5)), str(rng.choice(SETTLED))),
        lambda: (
            close(campaign, me, "lost", "price") if rng.random() < (day - 20) / 40 else log(campaign, me, "x")
        ),
    ]
    return choices[int(rng.integers(len(choices)))]


@pytest.mark.parametrize("seed", range(20))
def test_any_steps_in_any_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    campaign = begun(open_questions=OPEN)
    day, refusals = 0, list[ConfigurationError]()
    for _ in range(120):
        day += int(rng.integers(0, 2))
        before = campaign
        try:
            campaign = then(campaign, random_step(rng, campaign, day)())
        except ConfigurationError as refusal:
            refusals.append(refusal)
            continue
        holds(before, campaign)
        found = clock(campaign, after(day), "DE")
        assert (found.ageing is None) == (campaign.play.state not in RUNNING)
        assert 0 <= found.rested <= day
    assert len(refusals) > 10
    assert all(problem.endswith(".") for refusal in refusals for problem in refusal.problems)
    assert len(campaign.steps) > 10


def holds(before: Campaign, campaign: Campaign) -> None:
    assert before.play.state in RUNNING or campaign.steps[-1].step.verb is StepVerb.SETTLE
    assert campaign.play.version == len(campaign.steps)
    assert PHASES.index(campaign.play.phase) - PHASES.index(before.play.phase) in (0, 1)
    assert [task.place for task in campaign.tasks] == list(range(1, len(campaign.tasks) + 1))
    effects = campaign.steps[-1].step.data.get("effects", ())
    hurried = any(effect["kind"] == EffectKind.URGENT for effect in effects)
    for old, new in zip(before.tasks, campaign.tasks, strict=False):
        assert (new.due_on <= old.due_on) if hurried else (new.due_on >= old.due_on)
        assert old == new or old.state is TaskState.OPEN
    if campaign.play.phase is not before.play.phase:
        assert campaign.steps[-1].step.verb is StepVerb.ADVANCE
        assert not [
            t for t in campaign.tasks if t.phase is before.play.phase and t.asks and t.state is TaskState.OPEN
        ]
    given = concessions(campaign)
    assert share_given(given) <= 0.25
    assert [one.place for one in given] == list(range(1, len(given) + 1))
    if campaign.play.pitched_on is not None:
        assert campaign.play.phase is not Phase.DISCOVERY
