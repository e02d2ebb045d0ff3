"""Twenty who start the same trial at once: one wins, the others are told who was first."""

from datetime import UTC, datetime
from pathlib import Path

from adjoin.domain.entry import ConflictError
from adjoin.ledger import Ledger
from ledger.some_trials import MONDAY, begun, met, reached, trial_at
from ledger.test_many_at_once import all_at_once

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PEOPLE = 20


def test_twenty_start_one_trial_and_one_wins(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    won: list[str] = []
    told: list[str] = []

    def act(mine: Ledger, person: int) -> None:
        trial = trial_at("A-1", person=f"person {person}")
        try:
            won.append(mine.start_trial(trial, begun(trial), NOON).trial.person)
        except ConflictError as conflict:
            told.append(str(conflict))

    all_at_once(tmp_path, ledger_url, act, PEOPLE)
    assert len(won) == 1
    assert len(told) == PEOPLE - 1
    assert all(f"started by {won[0]} on 2026-03-02" in words for words in told)
    assert [one.trial.person for one in ledger.trials()] == won
    assert len(ledger.entries()) == 1


def test_one_token_sent_twenty_times_is_one_trial(
    ledger: Ledger, tmp_path: Path, ledger_url: str | None
) -> None:
    trial = trial_at("A-1")
    got: list[int] = []

    def act(mine: Ledger, _: int) -> None:
        got.append(mine.start_trial(trial, begun(trial, "t-1"), NOON).trial.trial_id)

    all_at_once(tmp_path, ledger_url, act, PEOPLE)
    assert [one.trial.trial_id for one in ledger.trials()] == sorted(set(got))
    assert len(ledger.entries()) == 1


def test_steps_at_once_are_all_kept(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    trial = trial_at("A-1")
    trial_id = ledger.start_trial(trial, begun(trial), NOON).trial.trial_id

    def act(mine: Ledger, person: int) -> None:
        step = met(person + 1, MONDAY) if person < 2 else reached(f"milestone {person}")
        mine.step_trial(trial_id, step, NOON)

    all_at_once(tmp_path, ledger_url, act, PEOPLE)
    history = ledger.trial(trial_id)
    assert [kept.number for kept in history.steps] == list(range(1, PEOPLE + 2))
    assert len(history.milestones) == PEOPLE - 2
    assert all(one.met_on for one in history.trial.criteria)
    assert ledger.trials() == (history,)
