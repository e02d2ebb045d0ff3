"""What people did: added and never changed, one open play an account, whoever is first."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from adjoin.domain.entry import ConflictError, Entry, Publication, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.ledger import Ledger

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ACCEPT = Entry(Verb.ACCEPT, "A-1", MONDAY, "ann", product_id="bi")
CLOSE = Entry(Verb.CLOSE, "A-1", MONDAY + timedelta(days=30), "ann", kind="won")


def test_an_entry_comes_back_with_its_audit(ledger: Ledger, publication: Callable[..., Publication]) -> None:
    ledger.commit_run(publication("run-1", MONDAY))
    entry = Entry(Verb.HEARD, "A-1", MONDAY, "zoë", product_id="bi", kind="asked", text="“Can it do charts?”")
    summer = datetime(2026, 3, 2, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    entry_id = ledger.record(entry, summer, "run-1")
    ledger.record(Entry(Verb.FEEDBACK, "A-2", MONDAY, "ann", kind="helpful"), NOON, None)
    (found,) = ledger.entries("A-1")
    assert (found.entry_id, found.entry, found.at, found.run_id) == (entry_id, entry, NOON, "run-1")
    assert found.at.utcoffset() == timedelta(0)
    assert isinstance(found.entry.verb, Verb)
    assert [r.entry.account_id for r in ledger.entries()] == ["A-1", "A-2"]


@pytest.mark.parametrize("change", ["UPDATE entries SET person = 'bob'", "DELETE FROM entries"])
def test_the_database_itself_refuses_to_change_an_entry(ledger: Ledger, change: str) -> None:
    ledger.record(ACCEPT, NOON, None)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as connection:
        connection.execute(sa.text(change))
    assert [r.entry for r in ledger.entries()] == [ACCEPT]


def test_the_second_to_accept_is_told_who_was_first_and_nothing_is_kept(ledger: Ledger) -> None:
    ledger.record(ACCEPT, NOON, None)
    with pytest.raises(ConflictError, match="'A-1' already has an open play: bi, accepted by ann"):
        ledger.record(replace(ACCEPT, person="bob", product_id="pipe"), NOON, None)
    assert len(ledger.entries()) == 1
    assert [p.person for p in ledger.open_plays()] == ["ann"]


def test_many_accept_one_account_at_once_and_one_wins(ledger: Ledger) -> None:
    people = [f"person {number}" for number in range(6)]
    together = threading.Barrier(len(people))
    won: list[str] = []
    lost: list[str] = []

    def accept(person: str) -> None:
        together.wait()
        try:
            ledger.record(replace(ACCEPT, person=person), NOON, None)
            won.append(person)
        except ConflictError:
            lost.append(person)

    threads = [threading.Thread(target=accept, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert sorted(won + lost) == people
    assert [p.person for p in ledger.open_plays()] == won
    assert [r.entry.person for r in ledger.entries()] == won


def test_a_closed_play_frees_the_account(ledger: Ledger) -> None:
    play_id = ledger.record(ACCEPT, NOON, None)
    ledger.record(CLOSE, NOON, None)
    assert ledger.open_plays() == ()
    (closed,) = ledger.plays()
    assert (closed.play_id, closed.closed_on, closed.outcome) == (play_id, CLOSE.effective_on, "won")
    again = ledger.record(replace(ACCEPT, effective_on=CLOSE.effective_on), NOON, None)
    assert [p.play_id for p in ledger.open_plays()] == [again]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (replace(CLOSE, account_id="A-9"), "no open play"),
        (replace(CLOSE, product_id="pipe"), "is for bi, not pipe"),
        (replace(CLOSE, effective_on=MONDAY - timedelta(days=1)), "cannot close"),
    ],
)
def test_a_close_that_fits_no_play_is_refused_whole(ledger: Ledger, entry: Entry, says: str) -> None:
    ledger.record(ACCEPT, NOON, None)
    with pytest.raises(ConfigurationError, match=says):
        ledger.record(entry, NOON, None)
    assert len(ledger.entries()) == 1
    assert len(ledger.open_plays()) == 1


@pytest.mark.parametrize(
    ("verb", "fields", "says"),
    [
        (Verb.ACCEPT, {}, "needs product"),
        (Verb.SNOOZE, {}, "needs until"),
        (Verb.NOT_NOW, {"until": MONDAY}, "needs reason"),
        (Verb.HOLD, {"until": MONDAY - timedelta(days=1), "reason": "x"}, "before it takes effect"),
        (Verb.HEARD, {"kind": "asked"}, "needs text"),
        (Verb.FEEDBACK, {"kind": "helpfull"}, "did you mean 'helpful'"),
        (Verb.CLOSE, {"kind": "abandoned"}, "none of won, lost, declined"),
    ],
)
def test_an_entry_says_what_it_lacks(verb: Verb, fields: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        Entry(verb, "A-1", MONDAY, "ann", **fields)  # type: ignore[arg-type]


def test_all_problems_of_an_entry_come_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Entry(Verb.HOLD, "A-1", MONDAY, "")
    assert [problem.split(" needs ")[1] for problem in caught.value.problems] == [
        "person.",
        "until.",
        "reason.",
    ]
