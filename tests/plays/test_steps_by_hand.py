"""What each step does to a play, and which it refuses in which words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import (
    Campaign,
    Change,
    Effect,
    EffectKind,
    Phase,
    PlayKind,
    PlayState,
    StepVerb,
    TaskState,
)
from adjoin.plays.clock import clock
from adjoin.plays.steps import (
    Objection,
    Offer,
    Who,
    accept,
    advance,
    agreed_measures,
    approve,
    assume,
    close,
    decline,
    done,
    hand_over,
    log,
    measure,
    objection,
    pause,
    pitch,
    put_off,
    resting_since,
    resume,
    skip,
    snooze,
)
from adjoin.plays.waking import wakes
from plays.campaigns import MONDAY, OPEN, after, begun, task, then, who


def in_value_map(**rest: bool) -> Campaign:
    campaign = begun()
    return then(campaign, advance(campaign, who(3)))


def refused(act: Callable[[], object], *said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        act()
    for words in said:
        assert words in str(refusal.value)


def test_accepting_gives_the_play_its_tasks_and_first_step() -> None:
    offer = Offer("a", "root", "new", PlayKind.CROSS_SELL, signal_on=after(-12), run_id="r1", cites=["s:1"])
    play, tasks, step = accept(offer, (task(1, 3),), Who("carol", MONDAY, "t1"))
    assert (play.state, play.phase, play.accepted_on, play.phase_since) == (
        PlayState.OPEN, Phase.DISCOVERY, MONDAY, MONDAY,
    )  # fmt: skip
    assert (play.version, play.run_id, play.signal_on, play.root_id) == (1, "r1", after(-12), "root")
    assert step.verb is StepVerb.ACCEPT
    assert step.token == "t1"
    assert step.data["cites"] == ["s:1"]
    assert len(tasks) == 1
    refused(lambda: accept(offer, (), who(0)), "no tasks", "campaigns.yaml")
    refused(lambda: accept(offer, tasks, Who(" ", MONDAY)), "Say who accepts")
    refused(lambda: accept(offer, tasks, who(-13)), "before it")


def test_done_ends_the_task_and_hands_the_next_one_on() -> None:
    campaign = begun((task(1, 1), task(2, 2, hand_off_days=2), task(3, 3, hand_off_days=2)))
    change = done(campaign, 1, Who("carol", after(1), "t"), "they export by hand")
    assert [(t.place, t.state, t.done_on, t.handed_on) for t in change.tasks] == [
        (1, TaskState.DONE, after(1), None),
        (2, TaskState.OPEN, None, after(1)),
    ]
    assert (change.play.version, change.step.token, change.step.text) == (2, "t", "they export by hand")
    campaign = then(campaign, change)
    refused(lambda: done(campaign, 1, who(2)), "Task 1 of play 7 is done since 3 Mar 2026")
    refused(lambda: done(campaign, 9, who(2)), "no task 9", "Open tasks: 2, 3")
    assert [t.place for t in skip(campaign, 2, who(2), "not theirs").tasks] == [2, 3]
    refused(lambda: skip(campaign, 2, who(2), " "), "needs a reason")


def test_handing_over_changes_the_owner_and_starts_the_timer() -> None:
    campaign = begun((task(1, 1, owner="carol"), task(2, 2, hand_off_days=5)))
    [handed] = hand_over(campaign, 1, who(1), "adam").tasks
    assert (handed.owner, handed.handed_on, handed.hand_off_days) == ("adam", after(1), 2)
    assert hand_over(campaign, 2, who(1), "adam").tasks[0].hand_off_days == 5
    refused(lambda: hand_over(campaign, 1, who(1), "carol"), "already")


def test_putting_off_needs_a_later_day() -> None:
    campaign = begun((task(1, 3),))
    assert put_off(campaign, 1, who(1), after(4)).tasks[0].due_on == after(4)
    refused(lambda: put_off(campaign, 1, who(1), after(3)), "later day", "5 Mar 2026")
    refused(lambda: put_off(campaign, 1, who(9), after(9)), "still ahead")


def test_discovery_ends_only_when_its_questions_are_answered() -> None:
    campaign = begun(open_questions=OPEN)
    refused(lambda: advance(campaign, who(2)), "stays in discovery", "1. Ask Uma", "skip them with a reason")
    campaign = then(campaign, done(campaign, 1, who(1)))
    campaign = then(campaign, done(campaign, 2, who(1)))
    refused(lambda: advance(campaign, who(2)), "3. Ask Bea by when")
    campaign = then(campaign, skip(campaign, 3, who(2), "they decide all year"))
    change = advance(campaign, who(2))
    assert (change.play.phase, change.play.phase_since) == (Phase.VALUE_MAP, after(2))


def test_value_mapping_ends_only_with_measures_of_both_products() -> None:
    campaign = in_value_map()
    refused(lambda: advance(campaign, who(9)), "no agreed success measure of both products")
    proposed = then(campaign, measure(campaign, who(5), "use", "hours", agreed=False))
    refused(lambda: advance(proposed, who(9)), "of both products")
    one = then(campaign, measure(campaign, who(5), "use of Base", None))
    refused(lambda: advance(one, who(9)), "of the new product")
    other = then(campaign, measure(campaign, who(5), " ", "hours saved"))
    refused(lambda: advance(other, who(9)), "of the product they hold")
    both = then(one, measure(one, who(6), None, "hours saved"))
    assert agreed_measures(both) == ("use of Base", "hours saved")
    change = advance(both, who(9))
    assert change.play.phase is Phase.CLOSE
    closing = then(both, change)
    refused(lambda: advance(closing, who(12)), "the last phase")
    assert advance(campaign, who(9), "they refuse to measure").step.reason == "they refuse to measure"
    refused(lambda: measure(campaign, who(5), None, ""), "Say what is measured")


def test_the_first_pitch_waits_for_discovery_and_for_the_gates() -> None:
    refused(lambda: pitch(begun(), who(2)), "in discovery", "advance it to value mapping")
    campaign = in_value_map()
    refused(
        lambda: pitch(campaign, who(5), "an urgent ticket is escalated."),
        "an urgent ticket is escalated. Pause",
    )
    place = next(t.place for t in campaign.tasks if t.what.startswith("First pitch"))
    change = pitch(campaign, who(5), place=place)
    assert change.play.pitched_on == after(5)
    assert change.tasks[0].state is TaskState.DONE
    refused(lambda: pitch(then(campaign, change), who(6)), "was pitched on 7 Mar 2026")
    refused(lambda: pitch(begun(kind=PlayKind.FIX_ADOPTION), who(2)), "proposes nothing")


def test_a_pause_moves_open_tasks_by_its_length_in_business_days() -> None:
    campaign = begun((task(1, 1), task(2, 4)))
    campaign = then(campaign, done(campaign, 1, who(0)))
    refused(lambda: pause(campaign, who(1), after(8), None), "a pause needs a reason")
    refused(lambda: pause(campaign, who(1), None, "budget"), "no day is given")
    refused(lambda: pause(campaign, who(1), after(1), "budget"), "is not after")
    paused = then(campaign, pause(campaign, who(1), after(8), "their budget is frozen"))
    assert (paused.play.state, paused.play.until) == (PlayState.PAUSED, after(8))
    refused(lambda: advance(paused, who(2)), "paused until 10 Mar 2026", "Resume it first")
    # Tuesday 3 to Tuesday 10 March are five business days; Friday 6 moves to Friday 13.
    change = resume(paused, who(8), "DE")
    assert [(t.place, t.due_on) for t in change.tasks] == [(2, date(2026, 3, 13))]
    assert (change.play.state, change.play.until) == (PlayState.OPEN, None)
    assert change.step.data["business_days"] == 5
    refused(lambda: resume(then(paused, change), who(9), "DE"), "nothing to resume")


def test_a_pause_that_is_prolonged_counts_from_its_beginning() -> None:
    campaign = begun((task(1, 1),))
    campaign = then(campaign, snooze(campaign, who(0), after(4), 0.5))
    campaign = then(campaign, pause(campaign, who(4), after(9), "still no budget"))
    assert resume(campaign, who(7), None).step.data["business_days"] == 5


def test_an_objection_changes_the_tasks() -> None:
    campaign = begun((task(1, 1), task(2, 4)))
    effects = (
        Effect(EffectKind.ADD_TASK, "Send the adoption plan", role="ae", days=2),
        Effect(EffectKind.PUT_OFF, "no budget", until=after(11)),
        Effect(EffectKind.NEEDS_REVIEW, "Review by IT", role="solutions", days=5),
    )
    change = objection(
        campaign, who(0), Objection("budget", "no money", effects, {"confidence": 0.8}), "DE", {"ae": "adam"}
    )
    # The first open task was due on Tuesday 3 and moves to Friday 13 March: eight business days, each of them; what
    # is added is due when its effect says, in whichever order the effects stand.
    assert [(t.place, t.due_on, t.owner, t.asks) for t in change.tasks] == [
        (1, after(11), None, None),
        (2, date(2026, 3, 18), None, None),
        (3, after(2), "adam", None),
        (4, after(7), None, "review"),
    ]
    assert change.step.data["confidence"] == 0.8
    assert [effect["kind"] for effect in change.step.data["effects"]] == [
        "add_task",
        "put_off",
        "needs_review",
    ]
    refused(lambda: advance(then(campaign, change), who(2)), "4. Review by IT")
    refused(lambda: objection(campaign, who(1), Objection("budget", " "), "DE"), "their words")


def test_urgent_brings_forward_what_is_due_later_and_nothing_else() -> None:
    over = task(4, 30)
    campaign = begun((task(1, 6), task(2, 7), task(3, 8), replace(over, state=TaskState.SKIPPED)))
    effects = (
        Effect(EffectKind.ADD_TASK, "Compare", days=20),
        Effect(EffectKind.URGENT, "They are choosing now", days=5),
    )
    change = objection(campaign, who(0), Objection("rivals", "we look at others", effects), "DE")
    # Five business days from Monday 2 March: Monday 9. Due on Sunday 8, Monday 9, Tuesday 10: only the last moves.
    assert [(t.place, t.due_on) for t in change.tasks] == [(3, after(7)), (5, after(28))]
    assert change.play.state is PlayState.OPEN


def test_put_off_then_urgent_move_in_the_order_given() -> None:
    off = Effect(EffectKind.PUT_OFF, "budget", days=10)
    soon = Effect(EffectKind.URGENT, "now", days=5)
    due = {
        effects: objection(begun((task(1, 1),)), who(0), Objection("mixed", "hm", effects), "DE")
        .tasks[0]
        .due_on
        for effects in ((off, soon), (soon, off))
    }
    assert due == {(off, soon): after(7), (soon, off): after(15)}


def test_asking_for_a_role_holds_the_phase_until_done_or_skipped() -> None:
    effect = Effect(
        EffectKind.ASK_ROLE, "Find out who compares the tools", role="ae", days=2, asks="evaluator"
    )
    campaign = begun((task(1, 1),))
    asked = then(campaign, objection(campaign, who(0), Objection("rivals", "hm", (effect,)), "DE"))
    assert [(t.asks, t.due_on) for t in asked.tasks[1:]] == [("evaluator", after(2))]
    refused(lambda: advance(asked, who(1)), "2. Find out who compares the tools")
    for over in (done(asked, 2, who(1)), skip(asked, 2, who(1), "nobody does")):
        assert advance(then(asked, over), who(2)).play.phase is Phase.VALUE_MAP


def test_an_objection_snoozes_the_play_as_a_snooze_would() -> None:
    effects = (
        Effect(EffectKind.SNOOZE, "They are content", days=90),
        Effect(EffectKind.ADD_TASK, "Thank them", days=1),
    )
    campaign = begun((task(1, 3),))
    change = objection(campaign, who(1), Objection("happy", "all fine", effects, score=0.4), "DE")
    assert (change.play.state, change.play.until) == (PlayState.SNOOZED, after(91))
    assert (change.step.until, change.step.reason) == (after(91), "They are content")
    asleep = then(campaign, change)
    assert resting_since(asleep) == after(1)
    assert clock(asleep, after(31), "DE").rested == 30
    assert wakes(asleep, after(90), 0.4) is None
    assert "0.41" in str(wakes(asleep, after(2), 0.41))
    assert "rest until" in str(wakes(asleep, after(91), None))
    refused(lambda: advance(asleep, who(2)), "Resume it first")
    refused(lambda: pause(asleep, who(0), after(5), "x"), "objection")
    awake = then(asleep, resume(asleep, who(8), "DE"))
    assert awake.play.state is PlayState.OPEN
    assert [t.due_on for t in awake.tasks] == [after(10), after(9)]  # five business days later
    assert resting_since(awake) is None


@pytest.mark.parametrize(("until", "state"), [(90, PlayState.SNOOZED), (91, PlayState.PAUSED)])
def test_an_objection_never_shortens_a_rest(until: int, state: PlayState) -> None:
    campaign = begun((task(1, 3),))
    paused = then(campaign, pause(campaign, who(1), after(until), "holidays"))
    effects = (Effect(EffectKind.SNOOZE, "They are content", days=90),)
    change = objection(paused, who(1), Objection("happy", "all fine", effects), "DE")
    assert (change.play.state, change.play.until) == (state, after(91))
    assert (change.step.until is None) is (state is PlayState.PAUSED)


def test_what_is_only_recorded_changes_no_task() -> None:
    campaign = begun((task(1, 3),))
    changes: list[Change] = [
        log(campaign, who(1), "called Bea", "call", 1),
        assume(campaign, who(1), "hours_saved", 12.5),
        approve(campaign, who(1), "buyer_message", {"body": "Dear Bea", "cites": ["signal:asked"]}),
    ]
    for change in changes:
        assert change.tasks == ()
        assert change.play.version == 2
    assert changes[1].step.data == {"value": 12.5}
    assert changes[2].step.text == "Dear Bea"
    refused(lambda: log(campaign, who(1), ""), "Say what happened")
    refused(
        lambda: approve(campaign, who(1), "x", {"body": "y"}, ["says a number"]), "not ready: says a number"
    )
    refused(lambda: approve(campaign, who(1), "x", {"body": ""}), "no words")


@pytest.mark.parametrize("outcome", ["lost", "declined"])
def test_closing_without_a_win_needs_a_reason(outcome: str) -> None:
    campaign = begun()
    refused(lambda: close(campaign, who(1), outcome), f"was {outcome}")
    change = close(campaign, who(1), outcome, "no budget")
    assert (change.play.outcome, change.play.reason, change.play.closed_on) == (
        outcome,
        "no budget",
        after(1),
    )


def test_what_is_over_stays_over() -> None:
    campaign = begun()
    refused(lambda: close(campaign, who(1), "wonn"), "did you mean 'won'")
    refused(lambda: close(campaign, who(1), "declined", "x", "Rival"), "lost to nobody")
    lost = close(campaign, who(1), "lost", "price", "Rival")
    assert lost.play.rival == "Rival"
    over = then(campaign, close(campaign, who(1), "won"))
    refused(lambda: log(over, who(2), "x"), "closed on 3 Mar 2026 (won)", "you cannot log it")
    refused(lambda: decline(over, who(2), "x"), "closed")


def test_no_step_is_dated_before_what_it_follows() -> None:
    campaign = begun()
    refused(lambda: log(campaign, who(-1), "x"), "accepted on 2 Mar 2026")
    later = in_value_map()
    refused(lambda: close(later, who(2), "won"), "'advance' on 5 Mar 2026", "before it")
    assert log(later, who(2), "a word from Wednesday").step.effective_on == after(2)
