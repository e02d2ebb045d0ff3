"""The seen log: only what changed, spans that meet, reruns that replace, no false history."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from adjoin.domain.entry import Publication
from adjoin.ledger import Ledger

Make = Callable[[str, date], Publication]
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def load(**acv: int) -> pa.Table:
    """What a load sees: subscriptions by id with their acv."""
    columns = [f'{{"acv":"{value}"}}' for value in acv.values()]
    return pa.table({"table_name": ["subscriptions"] * len(acv), "row_key": list(acv), "columns": columns})


def run(ledger: Ledger, publication: Publication, now: pa.Table) -> int:
    changed = ledger.seen_changes(now, publication.as_of)
    ledger.commit_run(publication, changed)
    return int(changed.num_rows)


def spans(ledger: Ledger) -> list[tuple[str, str, date, date | None]]:
    rows = ledger.seen_history().to_pylist()
    return [(r["row_key"], r["columns"], r["seen_on"], r["seen_until"]) for r in rows]


def acv(value: int) -> str:
    return f'{{"acv":"{value}"}}'


def test_only_what_changed_is_kept_and_the_spans_meet(ledger: Ledger, publication: Make) -> None:
    assert run(ledger, publication("a", JANUARY), load(S=10, T=20)) == 2
    assert run(ledger, publication("b", FEBRUARY), load(S=10, T=25, U=5)) == 2
    assert run(ledger, publication("c", MARCH), load(S=10, T=20, U=5)) == 1
    assert spans(ledger) == [
        ("S", acv(10), JANUARY, None),
        ("T", acv(20), JANUARY, FEBRUARY),
        ("T", acv(25), FEBRUARY, MARCH),
        ("T", acv(20), MARCH, None),
        ("U", acv(5), FEBRUARY, None),
    ]
    latest = ledger.latest_seen().sort_by("row_key").to_pylist()
    assert [(r["row_key"], r["columns"]) for r in latest] == [("S", acv(10)), ("T", acv(20)), ("U", acv(5))]


def test_a_rerun_of_one_date_sees_what_its_last_run_saw(ledger: Ledger, publication: Make) -> None:
    run(ledger, publication("a", JANUARY), load(S=10))
    run(ledger, publication("b", FEBRUARY), load(S=11, T=1))
    run(ledger, publication("c", FEBRUARY), load(S=10, T=2))
    assert spans(ledger) == [("S", acv(10), JANUARY, None), ("T", acv(2), FEBRUARY, None)]


def test_the_same_run_twice_leaves_the_same_log(ledger: Ledger, publication: Make) -> None:
    run(ledger, publication("a", JANUARY), load(S=10, T=20))
    once = spans(ledger)
    run(ledger, publication("b", JANUARY), load(S=10, T=20))
    assert spans(ledger) == once


def test_a_run_for_an_earlier_date_writes_no_false_history(ledger: Ledger, publication: Make) -> None:
    run(ledger, publication("a", FEBRUARY), load(S=10))
    assert run(ledger, publication("b", JANUARY), load(S=99)) == 0
    ledger.commit_run(publication("c", JANUARY), load(S=99))
    assert spans(ledger) == [("S", acv(10), FEBRUARY, None)]


def test_one_key_in_two_tables_is_two_rows(ledger: Ledger, publication: Make) -> None:
    both = pa.table({"table_name": ["accounts", "contacts"], "row_key": ["X", "X"], "columns": ["{}", "{}"]})
    assert run(ledger, publication("a", JANUARY), both) == 2
    assert [r[3] for r in spans(ledger)] == [None, None]


def test_an_empty_log_still_has_its_columns(ledger: Ledger) -> None:
    history = ledger.seen_history()
    assert history.num_rows == 0
    assert dict(zip(history.schema.names, map(str, history.schema.types), strict=True)) == {
        "table_name": "string",
        "row_key": "string",
        "columns": "string",
        "seen_on": "date32[day]",
        "seen_until": "date32[day]",
    }


def test_more_rows_than_one_batch_all_arrive(ledger: Ledger, publication: Make) -> None:
    many = {f"S{number:06}": number for number in range(50_001)}
    assert run(ledger, publication("a", JANUARY), load(**many)) == 50_001
    assert ledger.latest_seen().num_rows == 50_001
    assert run(ledger, publication("b", FEBRUARY), load(**(many | {"S000007": 0}))) == 1
