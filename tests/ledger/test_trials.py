"""Trials in the ledger, on both engines: kept, built again as of any day, refused in words, migrated from before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from adjoin.domain.entry import ConflictError, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import TrialChange, TrialHistory, TrialState, TrialVerb
from adjoin.ledger import Ledger
from adjoin.ledger.opening import _by_url, _sqlite, writing  # the engine without its migration
from ledger.some_plays import TASKS, accepted, logged, play_at
from ledger.some_trials import ENDS, MONDAY, Decide, begun, met, over, reached, trial_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def start(ledger: Ledger, account: str = "A-1", product: str = "bi", token: str | None = None) -> int:
    trial = trial_at(account, product)
    return ledger.start_trial(trial, begun(trial, token), NOON).trial.trial_id


def test_a_trial_is_kept_as_it_was_given(ledger: Ledger) -> None:
    trial = trial_at("A-1")
    kept = ledger.start_trial(trial, begun(trial), NOON)
    assert kept.trial == replace(trial, trial_id=kept.trial.trial_id)
    assert ledger.trial(kept.trial.trial_id) == kept
    assert ledger.trials() == (kept,)
    assert [step.step.verb for step in kept.steps] == [TrialVerb.START]
    (entry,) = ledger.entries("A-1")
    assert (entry.entry_id, entry.entry.verb, entry.entry.kind) == (kept.trial.trial_id, Verb.TRIAL, "start")
    assert not entry.rests_the_account


def test_steps_change_it_and_any_day_can_be_built_again(ledger: Ledger) -> None:
    trial_id = start(ledger)
    ledger.step_trial(trial_id, reached("First login", date(2026, 3, 4)), NOON)
    ledger.step_trial(trial_id, met(1, date(2026, 3, 20)), NOON)
    ledger.step_trial(trial_id, met(2, date(2026, 3, 10)), NOON)  # told later, of an earlier day
    now = ledger.step_trial(trial_id, over(TrialState.STOPPED, date(2026, 3, 25)), NOON)
    assert ledger.trial(trial_id) == now == ledger.trials()[0]
    assert (now.trial.state, now.trial.version) == (TrialState.STOPPED, 5)
    days = {
        date(2026, 3, 1): None,
        MONDAY: (0, []),
        date(2026, 3, 12): (1, [2]),
        date(2026, 3, 20): (1, [1, 2]),
    }
    for day, expected in days.items():
        then = ledger.trials(day)
        if expected is None:
            assert then == ()
            continue
        (was,) = then
        places = [one.place for one in was.trial.criteria if one.met_on]
        assert (len(was.milestones), places) == expected
        assert was.trial.state is TrialState.RUNNING
    assert ledger.trials(date(2026, 3, 25))[0].trial.state is TrialState.STOPPED


def test_one_token_is_one_step_and_belongs_to_one_trial(ledger: Ledger) -> None:
    first = start(ledger, "A-1", token="t-1")
    assert start(ledger, "A-1", token="t-1") == first
    assert ledger.trial_begun_with("t-1") == ledger.trial(first)
    assert ledger.trial_begun_with("t-9") is None
    again = [ledger.step_trial(first, reached("Login", token="t-2"), NOON) for _ in range(2)]
    assert [one.trial.version for one in again] == [2, 2]
    other = start(ledger, "A-2")
    for token in ("t-1", "t-2"):
        with pytest.raises(ConfigurationError, match=f"step of trial {first}"):
            ledger.step_trial(other, reached("x"), NOON, token=token)
    with pytest.raises(ConfigurationError, match="belongs to"):
        start(ledger, "A-3", token="t-2")


def test_one_runs_at_an_account_a_product(ledger: Ledger) -> None:
    first = start(ledger)
    start(ledger, product="pipe")
    with pytest.raises(ConflictError, match=f"trial {first}, started by ann on 2026-03-02, until 2026-04-01"):
        start(ledger)
    assert len(ledger.entries()) == 2
    ledger.step_trial(first, over(TrialState.ENDED, ENDS), NOON)
    assert start(ledger) > first


def _elsewhere(history: TrialHistory) -> TrialChange:
    change = reached("x")(history)
    return replace(change, trial=replace(change.trial, account_id="A-2"))


def _half_over(history: TrialHistory) -> TrialChange:
    change = reached("x")(history)
    return replace(change, trial=replace(change.trial, ended_on=MONDAY))


@pytest.mark.parametrize("decide", [_elsewhere, _half_over])
def test_a_step_that_makes_no_sense_is_not_kept(ledger: Ledger, decide: Decide) -> None:
    trial_id = start(ledger)
    with pytest.raises(ValueError, match="trial"):
        ledger.step_trial(trial_id, decide, NOON)
    assert len(ledger.trial(trial_id).steps) == 1


def test_what_is_not_there_or_before_its_beginning_is_refused(ledger: Ledger) -> None:
    trial_id = start(ledger)
    with pytest.raises(ConfigurationError, match="no trial 99"):
        ledger.trial(99)
    with pytest.raises(ConfigurationError, match="no trial 99"):
        ledger.step_trial(99, reached("x"), NOON)
    with pytest.raises(ConfigurationError, match="began on 2026-03-02"):
        ledger.step_trial(trial_id, reached("x", date(2026, 3, 1)), NOON)
    late = trial_at("A-2")
    with pytest.raises(ConfigurationError, match="on the day it is started"):
        ledger.start_trial(late, replace(begun(late), effective_on=ENDS), NOON)


def test_plays_and_trials_share_the_log(ledger: Ledger) -> None:
    play = play_at("A-1")
    kept = ledger.accept(play, TASKS, accepted(play), NOON)
    trial = trial_at("A-1", play_id=kept.play_id)
    trial_id = ledger.start_trial(trial, begun(trial), NOON).trial.trial_id
    ledger.take_step(kept.play_id, logged("they try it"), NOON)
    ledger.step_trial(trial_id, reached("Login"), NOON)
    assert [campaign.play.version for campaign in ledger.campaigns()] == [2]
    assert len(ledger.entries("A-1")) == 4
    assert ledger.rests() == ()
    for play_id, says in ((99, "no play 99"), (kept.play_id, "is at A-1, not at A-2")):
        with pytest.raises(ConfigurationError, match=says):
            ledger.start_trial(trial_at("A-2", play_id=play_id), begun(trial), NOON)


@pytest.fixture
def old_ledger(tmp_path: Path, ledger_url: str | None) -> str | None:
    """The URL of a ledger at 0003 with a play and its step in it, None for the one in the state folder."""
    engine = _sqlite(tmp_path) if ledger_url is None else _by_url(ledger_url)
    settings = Config()
    settings.set_main_option("script_location", "adjoin.ledger:migrations")
    settings.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0003")
        step = "verb, account_id, product_id, effective_on, person, at, play_id, number, changed"
        play = {
            "play_id": 1, "account_id": "A-1", "root_id": "A-1", "product_id": "bi", "kind": "cross_sell",
            "state": "open", "phase": "discovery", "accepted_on": "2026-03-02", "phase_since": "2026-03-02",
            "person": "ann", "version": 1,
        }  # fmt: skip
        changed = sa.text(
            f"INSERT INTO entries ({step}) VALUES ('accept', 'A-1', 'bi', '2026-03-02', 'ann', "
            "'2026-03-02 12:00:00', 1, 1, :changed)"
        ).bindparams(sa.bindparam("changed", {"play": play, "tasks": []}, sa.JSON))
        connection.execute(changed)
        values = ", ".join(f"'{value}'" for value in play.values())
        connection.execute(sa.text(f"INSERT INTO plays ({', '.join(play)}) VALUES ({values})"))
    engine.dispose()
    return ledger_url


def test_an_old_ledger_keeps_its_plays_and_takes_trials(tmp_path: Path, old_ledger: str | None) -> None:
    with Ledger(tmp_path, old_ledger) as ledger:
        (campaign,) = ledger.campaigns()
        assert (campaign.play.person, campaign.play.accepted_on) == ("ann", MONDAY)
        assert ledger.take_step(1, logged("still there"), NOON).play.version == 2
        trial = trial_at("A-1", play_id=1)
        assert ledger.start_trial(trial, begun(trial), NOON).trial.play_id == 1
        for change in ("UPDATE entries SET person = 'eve'", "DELETE FROM entries"):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as connection:
                connection.execute(sa.text(change))
