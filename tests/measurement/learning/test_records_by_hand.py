"""Records of plays and feedback worked out by hand; held-out accounts are in none of them."""

from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from scipy import stats

from adjoin.measurement.learning.keeping import keep_records
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

AS_OF, BEGAN = date(2026, 6, 30), date(2026, 3, 1)
DAY, TEXT = pa.date32(), pa.string()
TABLES: dict[str, pa.Schema] = {
    "plays": pa.schema(
        [("as_of", DAY), ("play_id", pa.int64()), ("account_id", TEXT), ("product_id", TEXT), ("kind", TEXT),
         ("base_product_id", TEXT), ("motion", TEXT), ("accepted_on", DAY), ("closed_on", DAY), ("outcome", TEXT),
         ("reason", TEXT), ("rival", TEXT)]
    ),
    "known.proposals": pa.schema(
        [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("shown_on", DAY), ("ghost", pa.bool_()),
         ("filler", pa.bool_()), ("signal_kind", TEXT)]
    ),
    "known.feedback": pa.schema(
        [("as_of", DAY), ("feedback_id", TEXT), ("account_id", TEXT), ("product_id", TEXT), ("kind", TEXT),
         ("given_on", DAY), ("person", TEXT)]
    ),
    "feedback_tilts": pa.schema(
        [("as_of", DAY), ("kind", TEXT), ("helpful", pa.float64()), ("not_helpful", pa.float64()),
         ("outcomes", pa.int64()), ("tilt", pa.float64())]
    ),
    "held_spans": pa.schema([("as_of", DAY), ("account_id", TEXT), ("from_on", DAY), ("until_on", DAY)]),
}  # fmt: skip
CITED = tuple(queries_in("adjoin.facts")["cited_kinds"].columns)
Rows = list[dict[str, Any]]


def play(
    number: int, outcome: str | None, days: int = 20, motion: str = "led", **rest: Any
) -> dict[str, Any]:
    closed = BEGAN + timedelta(days=days) if outcome else None
    return {
        "play_id": number, "account_id": f"a{number}", "product_id": "b", "kind": "cross_sell",
        "base_product_id": "a", "motion": motion, "accepted_on": BEGAN, "closed_on": closed,
        "outcome": outcome, "reason": None, "rival": None, **rest,
    }  # fmt: skip


def records(**tables: Rows) -> dict[str, Rows]:
    schema: Schema = {name: tuple(kept.names) for name, kept in TABLES.items()}
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        connection.execute("CREATE SCHEMA known")
        for name, kept in TABLES.items():
            rows = [{"as_of": AS_OF, **row} for row in tables.get(name.removeprefix("known."), [])]
            warehouse.put(name, pa.Table.from_pylist(rows, schema=kept))
        warehouse.put("known.plays", warehouse.read("plays"))
        warehouse.build(queries_in("adjoin.facts")["cited_kinds"])
        keep_records(warehouse, schema | {"cited_kinds": CITED})
        names = ("play_records", "feedback_records")
        return {name: warehouse.read(name).to_pylist() for name in names}


def test_plays_by_motion_pair_and_signal() -> None:
    plays = [play(n, "won", 10 + n) for n in range(6)]
    plays += [play(6 + n, "lost", 40, reason="price") for n in range(5)]
    plays += [play(11, "declined", 5, reason=" Price "), play(12, None), play(13, "won", 5, "trial")]
    shown = [
        {"account_id": f"a{n}", "product_id": "b", "shown_on": BEGAN, "ghost": n == 0, "filler": False,
         "signal_kind": "asked"}
        for n in range(3)
    ]  # fmt: skip
    fixes = play(14, "won", kind="fix_adoption")
    found = records(plays=[*plays, fixes], proposals=shown)["play_records"]
    by_name = {(row["scope"], row["name"]): row for row in found}
    led = by_name["motion", "led"]
    assert (led["plays"], led["won"], led["lost"], led["declined"]) == (13, 6, 5, 1)
    assert led["win_share"] == pytest.approx(0.5)
    interval = stats.binomtest(6, 12).proportion_ci(method="exact")
    assert (led["win_low"], led["win_high"]) == pytest.approx((interval.low, interval.high))
    assert led["drawn_share"] == pytest.approx((6 + 10 * 7 / 13) / (12 + 10))
    assert led["median_days"] == 14.5
    assert led["enough"]
    assert led["says"] == "won 6 of 12 that are over, 1 running"
    trial = by_name["motion", "trial"]
    assert not trial["enough"]
    assert trial["says"] == "won 1 of 1 that are over; a record decides from 10 on"
    assert by_name["signal", "asked"]["won"] == 2
    assert by_name["pair", "a → b"]["plays"] == by_name["all", "all"]["plays"] == 14


def test_feedback_by_the_kind_that_was_cited() -> None:
    shown = [
        {"account_id": "a1", "product_id": "b", "shown_on": BEGAN, "ghost": False, "filler": False,
         "signal_kind": "asked"}
    ]  # fmt: skip
    said = [
        {"feedback_id": f"f{n}", "account_id": account, "product_id": "b", "kind": kind, "given_on": AS_OF,
         "person": "rep"}
        for n, (account, kind) in enumerate(
            [("a1", "helpful"), ("a1", "too_early"), ("a2", "not_helpful")]
        )
    ]  # fmt: skip
    found = {row["signal_kind"]: row for row in records(proposals=shown, feedback=said)["feedback_records"]}
    assert (found["asked"]["helpful"], found["asked"]["too_early"], found["asked"]["people"]) == (1, 1, 1)
    assert (found["none"]["not_helpful"], found["none"]["tilt"]) == (1, None)


@pytest.mark.parametrize(
    ("until", "counts"), [(BEGAN, True), (BEGAN + timedelta(days=1), False), (None, False)]
)
def test_held_out_accounts_teach_nothing_while_held(until: date | None, counts: bool) -> None:
    out = [{"account_id": "a1", "from_on": BEGAN - timedelta(days=9), "until_on": until}]
    found = records(plays=[play(1, "lost", reason="price")], held_spans=out)
    assert bool(found["play_records"]) == counts
