"""The ledger as a source: what people did is rows of the canonical columns, dated by when it counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.entry import Arm, Entry, Verb
from adjoin.domain.play import Campaign, Change, Play, PlayKind, PlayState
from adjoin.ledger import Ledger
from adjoin.sources.ledger_history import ledger_rows
from ledger.some_plays import TASKS, accepted, ended, play_at, snoozed
from ledger.test_experiments import DELAYED

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def rows_of(tmp_path: Path, *entries: Entry) -> dict[str, list[dict[str, Any]]]:
    """The canonical rows of these entries, without the columns that are null."""
    with Ledger(tmp_path) as ledger:
        for entry in entries:
            ledger.record(entry, NOON, None)
        tables = ledger_rows(ledger)
    for name, table in tables.items():
        assert tuple(table.column_names) == CANONICAL[name].names
    filled = {name: table.to_pylist() for name, table in tables.items()}
    return {
        n: [{k: v for k, v in row.items() if v is not None} for row in rows] for n, rows in filled.items()
    }


def heard(kind: str) -> Entry:
    return Entry(Verb.HEARD, "A-1", MONDAY, "ann", product_id="bi", kind=kind, text="charts, please")


def test_an_empty_ledger_still_gives_holds_and_plays(tmp_path: Path) -> None:
    assert rows_of(tmp_path) == {"holds": [], "plays": []}


@pytest.mark.parametrize(
    ("kind", "table", "row"),
    [
        (
            "asked",
            "interactions",
            {
                "interaction_id": "heard-1",
                "account_id": "A-1",
                "rep": "ann",
                "occurred_on": MONDAY,
                "direction": "in",
                "channel": "heard",
                "purpose": "asked",
                "body": "charts, please",
                "products_mentioned": "bi",
            },
        ),
        (
            "objective",
            "objectives",
            {
                "account_id": "A-1",
                "objective": "charts, please",
                "stated_on": MONDAY,
                "source": "heard from ann",
            },
        ),
        (
            "problem_emergence",
            "tickets",
            {
                "ticket_id": "heard-1",
                "account_id": "A-1",
                "product_id": "bi",
                "kind": "post",
                "opened_on": MONDAY,
                "body": "charts, please",
            },
        ),
    ],
)
def test_what_was_heard_enters_the_table_that_its_kind_is_read_from(
    tmp_path: Path, kind: str, table: str, row: dict[str, Any]
) -> None:
    assert rows_of(tmp_path, heard(kind)) == {"holds": [], "plays": [], table: [row]}


@pytest.mark.parametrize(
    ("kind", "event_kind", "category"),
    [
        ("competitive_evaluation", "competitor_evaluation", None),
        ("partner_signal", "partner_referral", None),
        ("strategic_shift", "heard", "strategic_shift"),
        ("usage_ceiling", "heard", "usage_ceiling"),
        ("budget_date", "heard", "budget_date"),
    ],
)
def test_other_kinds_are_events(tmp_path: Path, kind: str, event_kind: str, category: str | None) -> None:
    (event,) = rows_of(tmp_path, heard(kind))["events"]
    assert event["event_id"] == "heard-1"
    assert (event["kind"], event.get("category")) == (event_kind, category)
    assert (event["account_id"], event["product_id"], event["occurred_on"]) == ("A-1", "bi", MONDAY)
    assert (event["body"], event["source"]) == ("charts, please", "heard from ann")


def test_hands_off_is_a_hold_with_its_day_and_reason(tmp_path: Path) -> None:
    until = MONDAY + timedelta(days=30)
    rows = rows_of(
        tmp_path,
        Entry(Verb.HOLD, "A-1", MONDAY, "ann", until=until, reason="merger"),
        Entry(Verb.SNOOZE, "A-2", MONDAY, "ann", until=until),
        Entry(Verb.NOT_NOW, "A-3", MONDAY, "bob", product_id="bi", until=until, reason="no budget"),
    )["holds"]
    assert [(r["hold_id"], r["account_id"], r["kind"]) for r in rows] == [
        ("hold-1", "A-1", "hold"),
        ("snooze-2", "A-2", "snooze"),
        ("not_now-3", "A-3", "not_now"),
    ]
    assert rows[2] == {
        "hold_id": "not_now-3",
        "account_id": "A-3",
        "product_id": "bi",
        "entered_on": MONDAY,
        "until": until,
        "kind": "not_now",
        "reason": "no budget",
        "person": "bob",
    }


def plays_of(tmp_path: Path, play: Play, *decisions: Callable[[Campaign], Change]) -> list[dict[str, Any]]:
    """The canonical plays of a play and the steps after its accept, without the columns that are null."""
    with Ledger(tmp_path) as ledger:
        play_id = ledger.accept(play, TASKS, accepted(play), NOON).play_id
        for decide in decisions:
            ledger.take_step(play_id, decide, NOON)
        rows = ledger_rows(ledger)
        assert rows["holds"].num_rows == 0
        return [{k: v for k, v in row.items() if v is not None} for row in rows["plays"].to_pylist()]


def test_an_accepted_play_is_open_while_it_rests_and_then_closed(tmp_path: Path) -> None:
    row = {
        "play_id": "play-1",
        "account_id": "A-1",
        "product_id": "bi",
        "accepted_on": MONDAY,
        "person": "ann",
    }
    assert plays_of(tmp_path / "open", play_at("A-1")) == [row]
    later = MONDAY + timedelta(days=9)
    assert plays_of(tmp_path / "snoozed", play_at("A-1"), snoozed(MONDAY, later)) == [row]
    closed = row | {"closed_on": later, "outcome": "lost"}
    assert plays_of(tmp_path / "closed", play_at("A-1"), ended(later, PlayState.LOST)) == [closed]


def test_a_fix_of_adoption_stands_in_the_way_of_nothing(tmp_path: Path) -> None:
    assert plays_of(tmp_path, play_at("A-1", kind=PlayKind.FIX_ADOPTION)) == []


def test_a_role_that_was_heard_is_an_event_of_its_contact(tmp_path: Path) -> None:
    said = Entry(Verb.HEARD, "A-1", MONDAY, "ann", product_id="bi", kind="role_champion", text="c-7")
    (event,) = rows_of(tmp_path, said)["events"]
    found = {name: event[name] for name in ("kind", "category", "product_id", "body")}
    assert found == {"kind": "role", "category": "champion", "product_id": "bi", "body": "c-7"}


def test_feedback_is_dated_by_its_day_and_keeps_its_words_to_the_ledger(tmp_path: Path) -> None:
    given = Entry(Verb.FEEDBACK, "A-1", MONDAY, "ann", kind="too_early", text="after the merger")
    (row,) = rows_of(tmp_path, given)["feedback"]
    assert row == {
        "feedback_id": "feedback-1",
        "account_id": "A-1",
        "kind": "too_early",
        "given_on": MONDAY,
        "person": "ann",
    }


def test_what_runs_keep_counts_from_the_day_after(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.start_experiment(DELAYED, [Arm("autumn", "A-1", "held", MONDAY)], NOON)
        tables = ledger_rows(ledger)
    (arm,) = tables["arms"].to_pylist()
    assert (arm["arm"], arm["drawn_on"], arm["counts_on"]) == ("held", MONDAY, MONDAY + timedelta(days=1))
    (kept,) = tables["experiments"].to_pylist()
    assert (kept["experiment"], kept["started_on"]) == (DELAYED.experiment, DELAYED.started_on)
    assert kept["stopped_on"] is None
