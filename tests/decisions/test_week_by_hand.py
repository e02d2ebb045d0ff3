"""Capacity, groups, launches, lists apart and what the run says: every case told by the few rows that make it."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from adjoin.decisions.notes import notes_of_decisions
from adjoin.warehouse.warehouse import DuckWarehouse
from decisions.deciding import Row, again, by_account
from decisions.test_stickiness_by_hand import CATALOG, heard
from small_world import AS_OF, SmallWorld, ago, ahead, line
from whole_run import whole_run


def account(owner: str | None, **rest: Any) -> Row:
    return {"csm": "somebody", "ae": owner, **rest}


@pytest.fixture(scope="module")
def warehouse() -> Iterator[DuckWarehouse]:
    """Monday: kim has two slots, one taken today; lee has half a one, pat none that is written down."""
    small = SmallWorld()
    small.world.catalog = CATALOG
    small.case("k1", accounts=account("kim"), events=heard("dear", 5))
    small.case("k2", accounts=account("kim"), events=heard("dear", 30))
    small.case("k3", accounts=account("kim"), events=heard("cheap", 30))
    small.case("k taken", accounts=account("kim"), plays={"product_id": "dear", "accepted_on": AS_OF})
    small.case("k before", accounts=account("kim"), plays={"product_id": "dear", "accepted_on": ago(1)})
    small.case("l1", accounts=account("lee"), events=heard("dear", 5))
    small.case("p1", accounts=account("pat"), events=heard("dear", 5))
    small.case("p2", accounts=account("pat", parent_account_id="p1"), events=heard("dear", 30))
    small.case("nobody", accounts=account(None, csm=None), events=heard("dear", 30))
    for i in range(4):
        small.case(f"quiet{i}", accounts=account("pat"), subscriptions=line(acv=1000.0 + i))
    small.world.rows["team"] = [
        {"rep_id": "kim", "name": "Kim Lund", "weekly_capacity": 2.0},
        {"rep_id": "lee", "name": "Lee Moss", "weekly_capacity": 0.5},
    ]
    with whole_run(small.world, [AS_OF]) as built:
        yield built


def actions(warehouse: DuckWarehouse) -> dict[str, tuple[str, str | None, str | None]]:
    return {
        name: (row["action"], row["blocked_by"], row["slot"])
        for name, row in by_account(warehouse, "recommendations").items()
    }


PLAY, QUEUED, BEHIND = ("play", None, "this_week"), ("wait", "capacity", "queued"), ("wait", "fatigue", None)


def test_who_has_a_slot_and_who_waits_for_what(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    found = actions(warehouse)
    assert found["k1"] == PLAY
    assert found["k2"] == found["k3"] == QUEUED
    assert found["k taken"] == found["k before"] == ("none", "fatigue", None)
    assert found["l1"] == QUEUED
    assert found["p1"] == found["nobody"] == PLAY
    assert found["p2"] == BEHIND
    told = by_account(warehouse, "recommendations")
    assert told["k2"]["why"] == "The one slot of Kim Lund left this week goes to an account worth more"
    assert told["l1"]["why"] == "Lee Moss has no slot for plays"
    assert told["p2"]["why"] == "P1, of the same group, goes first: one play at a time"
    assert {told[name]["reopens_on"] for name in ("k2", "k3", "l1", "p2")} == {ahead(7)}


def test_of_four_discoveries_two_are_for_this_week(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    slots = [actions(warehouse)[f"quiet{i}"] for i in range(4)]
    assert (
        sorted(slots, key=str) == [("discover", None, "queued")] * 2 + [("discover", None, "this_week")] * 2
    )


def test_one_capacity_for_all_limits_whom_the_team_table_does_not_know(warehouse: DuckWarehouse) -> None:
    again(warehouse, {"capacity": {"weekly": 0}})
    found = actions(warehouse)
    assert found["k1"] == found["nobody"] == PLAY
    assert found["p1"] == found["p2"] == QUEUED
    again(warehouse, {"capacity": {"discoveries": 4}})
    assert actions(warehouse)["quiet0"] == actions(warehouse)["quiet3"] == ("discover", None, "this_week")


def test_what_the_run_says_of_it(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    assert notes_of_decisions(warehouse, AS_OF) == [
        ("capacity", "no weekly capacity is known of pat: their plays are not limited"),
        ("capacity", "Lee Moss: less than one slot a week (weekly_capacity), so no play goes to them"),
        ("capacity", "3 plays have a slot this week, 3 wait; no other choice is worth more"),
        ("owners", "1 account to speak to has no owner: nobody to speak to them"),
        (
            "concentration",
            "plays name 1 product (33 % of the catalog), 100 % of them the same one; "
            "popularity alone would name 1, 100 % the same one",
        ),
    ]


def launched(warehouse: DuckWarehouse, product: str) -> pa.Table:
    """`scored` with a product launched at accounts that are not in `k`."""
    scored = warehouse.read("scored")
    here = pc.equal(scored["product_id"], product)
    place = scored.schema.get_field_index("source")
    return scored.set_column(place, "source", pc.if_else(here, "launch", scored["source"]))


def test_a_launch_has_its_share_of_the_slots_and_no_more(warehouse: DuckWarehouse) -> None:
    before = warehouse.read("scored")
    warehouse.put("scored", launched(warehouse, "cheap"))
    try:
        again(warehouse)
        told = by_account(warehouse, "recommendations")
        plays = {
            name for name, row in told.items() if row["action"] == "play" and row["product_id"] == "cheap"
        }
        assert len(plays) == 1
        (name,) = plays
        assert told[name]["why"].startswith("Launch, not evidence: ")
        listed = warehouse.read("launches").to_pylist()
        assert [row["account_id"] for row in listed if row["slot"] == "this_week"] == [name]
        assert {row["says"] for row in listed} == {"launch, not evidence"}
        assert len(listed) > 5
        again(warehouse, {"capacity": {"launch_share": 0.0}})
        rows = by_account(warehouse, "recommendations").values()
        assert not [row for row in rows if row["action"] == "play" and row["product_id"] == "cheap"]
    finally:
        warehouse.put("scored", before)


def test_readiness_lists_only_accounts_without_a_signal(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    rows = warehouse.read("readiness", ("rank",)).to_pylist()
    assert {row["account_id"] for row in rows} == {f"quiet{i}" for i in range(4)}
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]
    assert all(row["reasons"].startswith("[") and row["source"] == "prior" for row in rows)
    likely = [row["probability"] for row in rows]
    assert likely == sorted(likely, reverse=True)


def test_concentration_is_what_the_plays_say(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    measured = {row["measure"]: row["value"] for row in warehouse.read("concentration").to_pylist()}
    assert measured["plays_count"] == 3
    assert (measured["plays_products"], measured["plays_top_share"], measured["plays_hhi"]) == (1, 1, 1)
    assert measured["plays_coverage"] == pytest.approx(1 / 3)


def test_a_held_out_winner_leaves_its_slot_to_the_next(warehouse: DuckWarehouse) -> None:
    again(warehouse, held=["k1"])
    told = by_account(warehouse, "recommendations")
    assert (told["k1"]["action"], told["k1"]["product_id"], told["k1"]["filler"]) == (
        "holdout",
        "dear",
        False,
    )
    assert told["k1"]["why"].startswith("Held out by chance")
    assert (told["k2"]["action"], told["k2"]["filler"]) == ("play", True)
    assert told["k3"]["action"] == "wait"
    (ghost,) = warehouse.read("ghosts").to_pylist()
    assert (ghost["experiment"], ghost["root_id"], ghost["account_id"], ghost["product_id"]) == (
        *("delay", "k1", "k1", "dear"),
    )


def test_a_gate_of_scope_play_leaves_a_discovery(warehouse: DuckWarehouse) -> None:
    gates = warehouse.read("gates")
    row = {
        **dict.fromkeys(gates.column_names), "as_of": AS_OF, "account_id": "p1", "gate": "objectives", "severity": 70,
        "verdict": "block", "counts_as": "block", "scope": "play", "reason_code": "none_known",
        "reason": "No objective is known",
    }  # fmt: skip
    warehouse.put("gates", pa.concat_tables([gates, pa.Table.from_pylist([row], schema=gates.schema)]))
    try:
        again(warehouse)
        told = by_account(warehouse, "recommendations")
        assert told["p1"]["action"] == "discover"
        assert told["p1"]["why"].endswith("; No objective is known")
        assert told["p2"]["action"] == "play", "its root has no other play now"
    finally:
        warehouse.put("gates", gates)
