"""What runs showed: the newest of each account before a date; a rerun replaces its date; all or nothing."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pyarrow as pa
import pytest
import sqlalchemy as sa

from adjoin.decisions.earlier import PREVIOUS
from adjoin.domain.entry import Publication
from adjoin.ledger import Ledger

Make = Callable[[str, date], Publication]
MONDAY = date(2026, 3, 2)
LATER = MONDAY + timedelta(days=7)
FAR = date(2099, 1, 1)


def shown(as_of: date, *accounts: str, product: str = "bi", since: date = MONDAY) -> pa.Table:
    size = len(accounts)
    return pa.table(
        {
            "as_of": pa.array([as_of] * size, pa.date32()),
            "account_id": pa.array(accounts, pa.string()),
            "root_id": pa.array(accounts, pa.string()),
            "product_id": pa.array([product] * size, pa.string()),
            "action": pa.array(["play"] * size, pa.string()),
            "slot": pa.array(["this_week"] * size, pa.string()),
            "filler": pa.array([False] * size),
            "ghost": pa.array([False] * size),
            "probability": pa.array([0.25] * size),
            "shown_since": pa.array([since] * size, pa.date32()),
            "signal_kind": pa.array([None] * size, pa.string()),
            "signal_score": pa.array([1.5] * size),
        }
    )


def told(ledger: Ledger, before: date) -> list[tuple[object, ...]]:
    rows = ledger.previous(before).to_pylist()
    return [(row["account_id"], row["product_id"], row["shown_since"], row["shown_on"]) for row in rows]


def test_before_the_first_run_nothing_was_shown_and_the_columns_are_there(ledger: Ledger) -> None:
    assert ledger.previous(FAR).schema == PREVIOUS
    assert ledger.previous(FAR).num_rows == 0


def test_the_newest_of_each_account_before_a_date_counts(ledger: Ledger, publication: Make) -> None:
    ledger.commit_run(publication("a", MONDAY), shown_rows=shown(MONDAY, "A", "B"))
    ledger.commit_run(publication("b", LATER), shown_rows=shown(LATER, "A", product="crm", since=LATER))
    assert told(ledger, MONDAY) == []
    assert told(ledger, LATER) == [("A", "bi", MONDAY, MONDAY), ("B", "bi", MONDAY, MONDAY)]
    assert told(ledger, FAR) == [("A", "crm", LATER, LATER), ("B", "bi", MONDAY, MONDAY)]


def test_a_rerun_replaces_its_date_and_a_run_without_decisions_leaves_it(
    ledger: Ledger, publication: Make
) -> None:
    ledger.commit_run(publication("a", MONDAY), shown_rows=shown(MONDAY, "A", "B"))
    ledger.commit_run(publication("b", MONDAY), shown_rows=shown(MONDAY, "B", product="crm"))
    ledger.commit_run(publication("c", MONDAY))
    assert told(ledger, FAR) == [("B", "crm", MONDAY, MONDAY)]


def test_what_was_shown_is_kept_with_its_publication_or_not_at_all(ledger: Ledger, publication: Make) -> None:
    ledger.commit_run(publication("a", MONDAY), shown_rows=shown(MONDAY, "A"))
    with pytest.raises(sa.exc.IntegrityError):
        ledger.commit_run(publication("b", LATER), shown_rows=shown(LATER, "A", "A"))
    with pytest.raises(ValueError, match="can keep only what was shown on"):
        ledger.commit_run(publication("c", LATER), shown_rows=shown(MONDAY, "A"))
    assert ledger.current() == publication("a", MONDAY)
    assert told(ledger, FAR) == [("A", "bi", MONDAY, MONDAY)]


@pytest.mark.bench
def test_a_hundred_thousand_accounts_are_kept_and_read_in_seconds(ledger: Ledger, publication: Make) -> None:
    rows = shown(MONDAY, *(f"A{i}" for i in range(100_000)))
    started = time.process_time()
    ledger.commit_run(publication("a", MONDAY), shown_rows=rows)
    written = time.process_time()
    assert ledger.previous(LATER).num_rows == 100_000
    assert written - started < 6
    assert time.process_time() - written < 3
