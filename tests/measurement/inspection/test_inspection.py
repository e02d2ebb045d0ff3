"""Each kind of finding, by hand: who it is about, since when, and what is not one."""

from typing import Any

import pytest

from measurement.scorecard.carded import AS_OF, Left, Row, approach, book, carded, deal, line
from worlds import day


def play(number: int, account: str, **rest: Any) -> Row:
    """A running play for product two."""
    return {
        "play_id": number, "account_id": account, "root_id": account, "product_id": "two", "kind": "cross_sell",
        "state": "open", "phase": "value_map", "accepted_on": day(850), "phase_since": day(880), "day": 30,
        "tasks_open": 1, **rest,
    }  # fmt: skip


def task(number: int, account: str, **rest: Any) -> Row:
    return {
        "play_id": number, "account_id": account, "product_id": "two", "place": 1, "what": "Call them",
        "due_on": day(895), "state": "open", "owner": "R2", "overdue": True, **rest,
    }  # fmt: skip


def found(left: dict[str, list[Row]], kind: str, **tables: list[Row]) -> list[Row]:
    lines = [line(account, "one", 0) for account in ("a", "b", "c")]
    team = [{"rep_id": "R1", "name": "Ann", "manager": "Max"}, {"rep_id": "R2", "name": "Bo"}]
    owners = [{"account_id": "a", "owner": "R1"}, {"account_id": "b", "owner": "R2"}]
    rows = carded(book(["one", "two"], lines, team=team, **tables), Left({"owners": owners, **left}))[
        "inspection"
    ]
    return [row for row in rows if row["kind"] == kind]


def test_plays_in_flight_past_the_target_and_without_a_next_step() -> None:
    plays = [
        play(1, "a"), play(2, "b", day=42, tasks_open=0), play(3, "c", day=41),
        play(4, "c", day=60, state="won", closed_on=AS_OF, outcome="won"),
        play(5, "c", day=90, state="paused", tasks_open=0),
    ]  # fmt: skip
    assert sorted(row["play_id"] for row in found({"plays": plays}, "in_flight")) == [1, 2, 3, 5]
    assert [row["play_id"] for row in found({"plays": plays}, "past_target")] == [2]
    (stuck,) = found({"plays": plays}, "no_next_step")
    assert (stuck["play_id"], stuck["owner"], stuck["days"]) == (2, "R2", 20)


def test_an_overdue_task_is_whose_it_is() -> None:
    tasks = [task(1, "a"), task(1, "a", place=2, overdue=False), task(9, "a")]
    (late,) = found({"plays": [play(1, "a")], "tasks": tasks}, "overdue_task")
    assert (late["owner"], late["days"], late["what"], late["manager"]) == ("R2", 5, "1. Call them", None)


@pytest.mark.parametrize(
    ("shown", "spoken", "told"), [(893, None, True), (894, None, False), (880, 885, False), (880, 870, True)]
)
def test_ready_and_nobody_spoke(shown: int, spoken: int | None, told: bool) -> None:
    proposals = [{"account_id": "a", "product_id": "two", "shown_on": day(shown), "counts_on": day(shown + 1),
                  "ghost": False, "filler": False}]  # fmt: skip
    calls = [] if spoken is None else [approach("i", "a", "two", spoken)]
    ready = {
        "recommendations": [{"account_id": "a", "product_id": "two", "action": "play", "why": "They asked"}]
    }
    rows = found(ready, "nobody_spoke", proposals=proposals, interactions=calls)
    assert [row["owner"] for row in rows] == (["R1"] if told else [])
    ghost = [{**proposals[0], "ghost": True}]
    assert found(ready, "nobody_spoke", proposals=ghost) == []


def test_approaches_without_a_play_are_told_only_where_plays_are_in_use() -> None:
    calls = [
        approach("with", "a", "two", 895),
        approach("without", "b", "two", 895),
        approach("old", "b", "two", 893),
    ]
    rows = found({"plays": [play(1, "a")]}, "without_play", interactions=calls)
    assert [row["what"] for row in rows] == ["without"]
    assert found({}, "without_play", interactions=calls) == []


def test_a_gate_that_blocks_what_was_approached_is_told_once() -> None:
    gate = {"account_id": "a", "scope": "all", "counts_as": "block", "reason": "An escalation is open"}
    gates = [{**gate, "gate": "escalation"}, {**gate, "gate": "fatigue"},
             {**gate, "gate": "renewal", "counts_as": "warn"},
             {**gate, "gate": "health", "product_id": "three"}]  # fmt: skip
    calls = [approach("i", "a", "two", 896), approach("j", "a", "two", 898), approach("k", "b", "two", 898)]
    (row,) = found({"gates": gates}, "gate_ignored", interactions=calls)
    assert (row["account_id"], row["what"], row["days"], row["manager"]) == ("a", "escalation", 2, "Max")


def test_what_was_won_and_lost_this_week() -> None:
    deals = [
        deal("w", "a", "two", 850, 894),
        deal("l", "b", "two", 850, 900, "lost"),
        deal("o", "c", "two", 850, 893),
    ]
    assert [(r["what"], r["days"], r["money"]) for r in found({}, "won", opportunities=deals)] == [
        ("w", 6, 1000.0)
    ]
    assert [row["what"] for row in found({}, "lost", opportunities=deals)] == ["l"]
