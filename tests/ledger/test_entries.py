"""What people did: added and never changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from adjoin.domain.entry import Entry, Publication, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.ledger import Ledger

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HEARD = Entry(Verb.HEARD, "A-1", MONDAY, "ann", product_id="bi", kind="asked", text="charts?")


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
    ledger.record(HEARD, NOON, None)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as connection:
        connection.execute(sa.text(change))
    assert [r.entry for r in ledger.entries()] == [HEARD]


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.CLOSE, Verb.DONE, Verb.LOG])
def test_a_step_of_a_play_is_no_entry_of_its_own(ledger: Ledger, verb: Verb) -> None:
    with pytest.raises(ConfigurationError, match="is a step of a play"):
        ledger.record(Entry(verb, "A-1", MONDAY, "ann", product_id="bi"), NOON, None)
    assert ledger.entries() == ()


@pytest.mark.parametrize(
    ("verb", "fields", "says"),
    [
        (Verb.ACCEPT, {}, "needs product"),
        (Verb.SNOOZE, {}, "needs until"),
        (Verb.NOT_NOW, {"until": MONDAY}, "needs reason"),
        (Verb.HOLD, {"until": MONDAY - timedelta(days=1), "reason": "x"}, "before it takes effect"),
        (Verb.HEARD, {"kind": "asked"}, "needs text"),
        (Verb.FEEDBACK, {"kind": "helpfull"}, "did you mean 'helpful'"),
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
