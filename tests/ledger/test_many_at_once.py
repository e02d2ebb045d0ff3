"""Fifty people at once, each on connections of their own: nothing is lost, nothing is doubled, one accept wins."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import PlayState
from adjoin.ledger import Ledger
from ledger.some_plays import MONDAY, TASKS, accepted, did, ended, logged, play_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PEOPLE = 50


def all_at_once(
    state: Path, url: str | None, act: Callable[[Ledger, int], None], people: int = PEOPLE
) -> None:
    """Each person acts on a ledger of their own, all let go at the same moment."""
    together = threading.Barrier(people)
    failures: list[BaseException] = []

    def person(number: int) -> None:
        try:
            with Ledger(state, url) as ledger:
                together.wait(60)
                act(ledger, number)
        except BaseException as failure:  # noqa: BLE001  # whatever it is, the test must say it
            failures.append(failure)

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def accept(ledger: Ledger, accounts: Sequence[str]) -> list[int]:
    plays = [play_at(account) for account in accounts]
    return [ledger.accept(play, TASKS, accepted(play), NOON).play_id for play in plays]


def said(ledger: Ledger, play_id: int) -> list[str | None]:
    """What the notes of a play say, in the order of their numbers, which have no gap."""
    campaign = ledger.campaign(play_id)
    assert [taken.number for taken in campaign.steps] == list(range(1, len(campaign.steps) + 1))
    assert campaign.play.version == len(campaign.steps)
    return [taken.step.text for taken in campaign.steps[1:]]


def test_fifty_people_on_one_play(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    (play_id,) = accept(ledger, ["A-1"])

    def act(mine: Ledger, person: int) -> None:
        for turn in range(3):
            mine.take_step(play_id, logged(f"{person}-{turn}"), NOON)

    all_at_once(tmp_path, ledger_url, act)
    notes = said(ledger, play_id)
    assert sorted(map(str, notes)) == sorted(f"{p}-{turn}" for p in range(PEOPLE) for turn in range(3))
    for person in range(PEOPLE):
        assert [n for n in notes if str(n).startswith(f"{person}-")] == [f"{person}-{t}" for t in range(3)]


def test_fifty_people_on_many_plays(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    play_ids = accept(ledger, [f"A-{number}" for number in range(10)])

    def act(mine: Ledger, person: int) -> None:
        for turn in range(3):
            mine.take_step(play_ids[(person * 7 + turn) % 10], logged(f"{person}-{turn}"), NOON)

    all_at_once(tmp_path, ledger_url, act)
    notes = [note for play_id in play_ids for note in said(ledger, play_id)]
    assert sorted(map(str, notes)) == sorted(f"{p}-{turn}" for p in range(PEOPLE) for turn in range(3))
    assert tuple(campaign.play for campaign in ledger.campaigns()) == ledger.plays()


def test_two_tasks_done_at_once_are_both_done(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    play_ids = accept(ledger, [f"A-{number}" for number in range(25)])

    def act(mine: Ledger, person: int) -> None:
        mine.take_step(play_ids[person // 2], did(1 + person % 2), NOON)

    all_at_once(tmp_path, ledger_url, act)
    assert {str(task.state) for task in ledger.tasks()} == {"done"}
    assert len(ledger.tasks()) == 50


def test_one_token_from_ten_people_lands_once(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    (play_id,) = accept(ledger, ["A-1"])
    seen: list[int] = []

    def act(mine: Ledger, _: int) -> None:
        seen.append(mine.take_step(play_id, logged("once", "t-1"), NOON).play.version)

    all_at_once(tmp_path, ledger_url, act, people=10)
    assert said(ledger, play_id) == ["once"]
    assert seen == [2] * 10


def test_one_accept_with_a_token_sent_ten_times_is_one_play(
    ledger: Ledger, tmp_path: Path, ledger_url: str | None
) -> None:
    play = play_at("A-1")
    got: list[int] = []

    def act(mine: Ledger, _: int) -> None:
        got.append(mine.accept(play, TASKS, accepted(play, "t-1"), NOON).play_id)

    all_at_once(tmp_path, ledger_url, act, people=10)
    assert [kept.play_id for kept in ledger.plays()] == sorted(set(got))


def test_fifty_people_accept_in_one_group_and_one_wins(
    ledger: Ledger, tmp_path: Path, ledger_url: str | None
) -> None:
    won: list[str] = []
    told: list[str] = []

    def act(mine: Ledger, person: int) -> None:
        play = play_at(f"A-{person % 2}", root="G-1", person=f"person {person}")
        try:
            won.append(mine.accept(play, TASKS, accepted(play), NOON).person)
        except ConflictError as conflict:
            told.append(str(conflict))

    all_at_once(tmp_path, ledger_url, act)
    assert len(won) == 1
    assert len(told) == PEOPLE - 1
    assert all(f"accepted by {won[0]}" in words and "2026-03-02" in words for words in told)
    assert [play.person for play in ledger.plays()] == won
    assert len(ledger.entries()) == 1
    assert len(ledger.tasks()) == len(TASKS)


def test_of_twelve_who_close_one_play_one_does(
    ledger: Ledger, tmp_path: Path, ledger_url: str | None
) -> None:
    (play_id,) = accept(ledger, ["A-1"])
    refused: list[str] = []

    def act(mine: Ledger, person: int) -> None:
        try:
            mine.take_step(play_id, ended(MONDAY, PlayState.WON), NOON)
        except ConfigurationError as refusal:
            refused.append(f"{person}: {refusal}")

    all_at_once(tmp_path, ledger_url, act, people=12)
    assert len(refused) == 11
    assert all("is over" in words for words in refused)
    assert ledger.campaign(play_id).play.version == 2


def _write_notes(state: Path, url: str | None, play_id: int, writer: int) -> None:
    with Ledger(state, url) as ledger:
        for turn in range(10):
            ledger.take_step(play_id, logged(f"{writer}-{turn}"), NOON)


def test_processes_of_their_own_lose_nothing(ledger: Ledger, tmp_path: Path, ledger_url: str | None) -> None:
    writers = 6
    (play_id,) = accept(ledger, ["A-1"])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["adjoin.ledger"])
    children = [
        context.Process(target=_write_notes, args=(tmp_path, ledger_url, play_id, writer))
        for writer in range(writers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0
    assert sorted(map(str, said(ledger, play_id))) == sorted(
        f"{w}-{t}" for w in range(writers) for t in range(10)
    )
