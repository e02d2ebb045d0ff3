"""Texts and titles through the facts: every source once, bulk loads out, the union law, the same on PostgreSQL."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest

from adjoin.facts.build import build_facts
from adjoin.facts.matches.tables import MATCHES
from adjoin.language.matching import SCHEMA as TEXT_MATCHES
from adjoin.language.matching import match_texts
from adjoin.language.titles import SCHEMA as TITLE_MATCHES
from adjoin.language.titles import match_titles
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, open_moments
from facts.as_known import ordered
from facts.test_engines import _load as load_postgres
from small_world import AS_OF, CATALOG, SmallWorld, ago
from worlds import World

NEED = "Month end reports are stitched together from exported tables."
DATES = [ago(300), ago(5), AS_OF]
Rows = list[dict[str, Any]]


def small() -> World:
    small = SmallWorld()
    small.case("ticket", tickets={"opened_on": ago(10), "kind": "post", "subject": "Reports", "body": NEED})
    small.case("subject", tickets={"opened_on": ago(10), "subject": NEED})
    small.case("other", tickets={"opened_on": ago(10), "subject": "Login", "body": "I forgot my password."})
    small.case(
        "inbound", interactions={"occurred_on": ago(20), "direction": "in", "purpose": "call", "body": NEED}
    )
    small.case("outbound", interactions={"occurred_on": ago(20), "direction": "out", "body": NEED})
    small.case("event", events={"occurred_on": ago(30), "kind": "heard", "body": NEED})
    small.case("goal", objectives=[{"objective": NEED, "stated_on": ago(40)}])
    small.case("ahead", tickets={"opened_on": ago(1), "body": NEED})
    small.case("bulk", events=[{"occurred_on": ago(3), "kind": "load", "body": NEED} for _ in range(80)])
    people = ["Head of Reports", "VP Reports", "Reports Director", "Report Engineer", "Cook"]
    small.case("people", contacts=[{"title": t, "name": t, "first_seen_on": ago(90)} for t in people])
    return small.world


def built(world: World, warehouse: Warehouse, dates: Sequence[date]) -> dict[str, Rows]:
    queries = queries_in("adjoin.language")
    open_moments(warehouse, [max(dates)], ago(500))
    texts = warehouse.fetch(queries["texts"], {"days": 600})["text"].to_pylist()
    titles = warehouse.fetch(queries["titles"])["title"].to_pylist()
    warehouse.put("text_matches", match_texts(texts, world.catalog))
    warehouse.put("title_matches", match_titles(titles, world.catalog))
    open_moments(warehouse, dates, ago(500))
    build_facts(warehouse, world.catalog, {})
    return {name: ordered(warehouse.read(name)) for name in ("described_needs", "stakeholders")}


def at(dates: Sequence[date]) -> dict[str, Rows]:
    world = small()
    with duckdb.connect() as connection:
        return built(world, world.load(connection), dates)


def test_every_source_is_read_once() -> None:
    rows = at([AS_OF])["described_needs"]
    assert {(row["account_id"], row["source"], row["kind"], row["direction"]) for row in rows} == {
        ("ticket", "tickets", "post", None), ("subject", "tickets", None, None), ("ahead", "tickets", None, None),
        ("inbound", "interactions", "call", "in"), ("event", "events", "heard", None),
        ("goal", "objectives", None, None),
    }  # fmt: skip
    assert len(rows) == 6
    for row in rows:
        assert row["product_id"] == "more"
        assert row["solves"] == CATALOG.product("more").solves[0]
        assert row["similarity"] >= row["threshold"]
        assert row["quote"].endswith(NEED)


def test_many_moments_are_the_union_of_single_ones() -> None:
    together = at(DATES)
    for name, rows in together.items():
        alone = [row for day in DATES for row in at([day])[name]]
        assert sorted(map(str, rows)) == sorted(map(str, alone))
    assert {row["as_of"] for row in together["described_needs"]} == {ago(5), AS_OF}
    assert "ahead" not in {row["account_id"] for row in together["described_needs"] if row["as_of"] < AS_OF}


def test_near_titles_join_those_word_for_word() -> None:
    rows = {row["title"]: row for row in at([AS_OF])["stakeholders"]}
    assert rows.keys() == {"Head of Reports", "VP Reports", "Reports Director", "Report Engineer"}
    assert (rows["Head of Reports"]["similarity"], rows["Head of Reports"]["role"]) == (1.0, "buyer")
    assert rows["VP Reports"]["similarity"] == pytest.approx(0.95)
    assert rows["Report Engineer"]["role"] == "evaluator"


def test_what_the_room_leaves_is_what_the_facts_read() -> None:
    assert MATCHES["text_matches"].equals(TEXT_MATCHES)
    assert MATCHES["title_matches"].equals(TITLE_MATCHES)


def test_a_looser_level_shows_more() -> None:
    world = small()
    matches = pa.table(
        {
            "text": [f"Reports. {NEED}"], "product_id": ["more"], "similarity": [0.2], "threshold": [0.25],
            "solves": ["x"], "passage": [NEED],
        },
        schema=TEXT_MATCHES,
    )  # fmt: skip
    for looser, expected in ((0.0, 0), (0.06, 1)):
        with duckdb.connect() as connection:
            warehouse = world.load(connection)
            warehouse.put("text_matches", matches)
            open_moments(warehouse, [AS_OF], ago(500))
            build_facts(warehouse, world.catalog, {"described_needs": {"looser": looser}})
            assert warehouse.read("described_needs").num_rows == expected


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = small()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS text_matches, title_matches")
        found = built(world, load_postgres(world, connection), DATES)
        connection.execute("DROP TABLE IF EXISTS text_matches, title_matches CASCADE")
    assert found == at(DATES)
