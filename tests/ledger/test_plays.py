"""Plays: one a group at a time, steps only added, each in its place; what they say can be built again from the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from adjoin.domain.entry import ConflictError, Entry, Publication, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, PlayKind, PlayState, TaskState
from adjoin.ledger import Ledger
from ledger.some_plays import MONDAY, TASKS, accepted, did, ended, logged, play_at, snoozed

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def accept(ledger: Ledger, account: str = "A-1", root: str | None = None) -> int:
    play = play_at(account, root=root)
    return ledger.accept(play, TASKS, accepted(play), NOON).play_id


def days(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_an_accepted_play_comes_back_with_its_tasks_and_its_step(
    ledger: Ledger, publication: Callable[..., Publication]
) -> None:
    ledger.commit_run(publication("run-1", MONDAY))
    ledger.record(Entry(Verb.FEEDBACK, "A-9", MONDAY, "ann", kind="helpful"), NOON, "run-1")
    wanted = play_at("A-1", root="G-1")
    step = accepted(wanted)
    play = ledger.accept(wanted, TASKS, step, NOON, "run-1")
    assert play == replace(wanted, play_id=play.play_id, run_id="run-1")
    found = ledger.campaign(play.play_id)
    assert found.play == play
    assert found.tasks == tuple(replace(task, play_id=play.play_id) for task in TASKS)
    (taken,) = found.steps
    assert (taken.entry_id, taken.number, taken.step, taken.at, taken.run_id) == (
        play.play_id,
        1,
        step,
        NOON,
        "run-1",
    )
    assert ledger.running("A-1") == play
    assert ledger.plays() == ledger.plays(only_running=True) == (play,)
    assert ledger.tasks() == found.tasks
    later = ledger.record(Entry(Verb.FEEDBACK, "A-9", MONDAY, "ann", kind="helpful"), NOON, None)
    assert later > play.play_id


def test_the_second_to_accept_is_told_who_has_what_and_since_when(ledger: Ledger) -> None:
    accept(ledger)
    late = play_at("A-1", person="bob")
    with pytest.raises(ConflictError, match=r"'A-1' already .*: bi, accepted by ann .*2026-03-02"):
        ledger.accept(late, TASKS, accepted(late), NOON)
    assert [play.person for play in ledger.plays()] == ["ann"]
    assert len(ledger.entries()) == 1
    assert len(ledger.tasks(only_running=False)) == len(TASKS)


def test_a_group_has_one_play_of_a_kind_at_a_time(ledger: Ledger) -> None:
    first = accept(ledger, "A-1", "G-1")
    sister = play_at("A-2", root="G-1")
    with pytest.raises(ConflictError, match="'A-1', of the same group as 'A-2', already"):
        ledger.accept(sister, TASKS, accepted(sister), NOON)
    fix = play_at("A-2", root="G-1", kind=PlayKind.FIX_ADOPTION)
    assert ledger.accept(fix, TASKS, accepted(fix), NOON).play_id != first
    ledger.take_step(first, ended(MONDAY, PlayState.WON), NOON)
    assert ledger.accept(sister, TASKS, accepted(sister), NOON).account_id == "A-2"
    assert ledger.running("A-2") == ledger.running("A-2", PlayKind.CROSS_SELL)
    assert ledger.running("A-1") is None


def test_steps_take_their_places_and_change_what_they_say(ledger: Ledger) -> None:
    play_id = accept(ledger)
    ledger.take_step(play_id, did(1, days(2)), NOON)
    ledger.take_step(play_id, snoozed(days(3), days(30)), NOON)
    found = ledger.take_step(play_id, ended(days(4), PlayState.LOST), NOON)
    assert found == ledger.campaign(play_id)
    assert [taken.number for taken in found.steps] == [1, 2, 3, 4]
    assert [str(taken.step.verb) for taken in found.steps] == ["accept", "done", "snooze", "close"]
    assert (found.play.version, found.play.outcome, found.play.closed_on) == (4, "lost", days(4))
    assert [task.state for task in found.tasks] == [TaskState.DONE, TaskState.OPEN]
    assert ledger.running("A-1") is None
    assert ledger.tasks() == ()
    assert [(r.play_id, r.number) for r in ledger.entries("A-1")] == [(play_id, n) for n in (1, 2, 3, 4)]
    assert not any(recorded.rests_the_account for recorded in ledger.entries("A-1"))


def test_a_token_seen_before_changes_nothing(ledger: Ledger) -> None:
    play = play_at("A-1")
    first = ledger.accept(play, TASKS, accepted(play, "t-1"), NOON)
    assert ledger.accept(play, TASKS, accepted(play, "t-1"), NOON) == first
    once = ledger.take_step(first.play_id, logged("hello", "t-2"), NOON)
    assert ledger.take_step(first.play_id, logged("again", "t-2"), NOON) == once

    def never(campaign: Campaign) -> Change:
        raise AssertionError(campaign)

    assert ledger.take_step(first.play_id, never, NOON, token="t-2") == once
    other = accept(ledger, "A-2")
    with pytest.raises(ConfigurationError, match="token 't-2' belongs to a step of play"):
        ledger.take_step(other, logged("elsewhere", "t-2"), NOON)
    assert len(ledger.entries()) == 3


@pytest.mark.parametrize("change", ["UPDATE entries SET person = 'bob'", "DELETE FROM entries"])
def test_the_database_itself_refuses_to_change_a_step(ledger: Ledger, change: str) -> None:
    accept(ledger)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as connection:
        connection.execute(sa.text(change))


def test_a_play_that_is_over_takes_a_note_and_nothing_else(ledger: Ledger) -> None:
    play_id = accept(ledger)
    ledger.take_step(play_id, ended(days(3), PlayState.DECLINED), NOON)
    with pytest.raises(ConfigurationError, match=r"is over: declined on 2026-03-05"):
        ledger.take_step(play_id, did(1, days(4)), NOON)
    found = ledger.take_step(play_id, logged("they called back", on=days(9)), NOON)
    assert (found.play.version, found.play.closed_on) == (3, days(3))


def test_a_step_before_its_play_is_refused_whole(ledger: Ledger) -> None:
    play_id = accept(ledger)
    before = ledger.campaign(play_id)
    with pytest.raises(ConfigurationError, match="accepted on 2026-03-02; a step of it cannot count from"):
        ledger.take_step(play_id, did(1, days(-1)), NOON)
    assert ledger.campaign(play_id) == before


def test_what_deciding_raises_is_raised_and_nothing_is_kept(ledger: Ledger) -> None:
    play_id = accept(ledger)
    before = ledger.campaign(play_id)

    def refuse(campaign: Campaign) -> Change:
        raise ConfigurationError("The need is still projected.")

    with pytest.raises(ConfigurationError, match="still projected"):
        ledger.take_step(play_id, refuse, NOON)
    with pytest.raises(ConfigurationError, match="no play 999"):
        ledger.take_step(999, refuse, NOON)
    with pytest.raises(ConfigurationError, match="no play 999"):
        ledger.campaign(999)
    assert ledger.campaign(play_id) == before


def test_a_change_of_another_play_is_a_fault_of_the_program(ledger: Ledger) -> None:
    play_id = accept(ledger)

    def elsewhere(campaign: Campaign) -> Change:
        change = logged("x")(campaign)
        return replace(change, play=replace(change.play, account_id="A-2"))

    with pytest.raises(ValueError, match="cannot change"):
        ledger.take_step(play_id, elsewhere, NOON)
    assert len(ledger.entries()) == 1


def test_as_of_a_day_only_steps_that_took_effect_by_then_count(ledger: Ledger) -> None:
    play_id = accept(ledger)
    ledger.take_step(play_id, did(1, days(2)), NOON)
    ledger.take_step(play_id, ended(days(9), PlayState.WON), NOON)
    assert ledger.campaigns(days(-1)) == ()
    (then,) = ledger.campaigns(days(5))
    assert (then.play.state, then.play.closed_on, len(then.steps)) == (PlayState.OPEN, None, 2)
    assert [task.state for task in then.tasks] == [TaskState.DONE, TaskState.OPEN]
    assert ledger.campaigns() == ledger.campaigns(days(9)) == (ledger.campaign(play_id),)
