"""By hand: which deals are asked, what was known before each, what is said; and the laws of time and engines."""

import numpy as np
import psycopg
import pytest

from adjoin.offers.demand.responses_table import PRICE_RESPONSES
from adjoin.offers.settings import Settings
from facts.test_engines import _load
from offers.demand.sold import AS_OF, AS_THEY_ARE, build, deal, demanded, small, sold
from worlds import Rows, World, day

SEED = 5


def test_only_closed_deals_with_an_arbitrary_reason_are_asked() -> None:
    world = small(
        [
            deal(0, discount_reason="Q3 PRICE TEST (north)", discount=0.0),
            deal(1, discount_reason="spring campaign, price test"),
            deal(2, discount_reason="negotiated"),
            deal(3, discount_reason=None),
            deal(4, outcome="open"),
            deal(5, discount=None),
            deal(6, closed_on=day(1401)),
            deal(7, product_id=None),
            deal(8, outcome="lost", discount_reason=" Negotiated", created_on=day(100)),
        ]
    )
    with demanded(world) as (warehouse, found):
        rows = warehouse.read("price_deals", ["opportunity_id"]).to_pylist()
        reasons = {row["reason"]: row for row in warehouse.read("discount_reasons").to_pylist()}
    assert [(row["opportunity_id"], row["word"], row["discount"]) for row in rows] == [
        ("o0", "price test", 0.0),
        ("o1", "price test", 0.1),
    ]
    assert (reasons["negotiated"]["deals"], reasons["negotiated"]["discounted_meanwhile"]) == (2, 1)
    assert not reasons["negotiated"]["arbitrary"]
    assert reasons["q3 price test (north)"]["discounted"] == 0
    assert [d.response for d in found.values()] == [None] * 3


def test_what_was_known_on_the_day_before() -> None:
    lines: Rows = [
        {"product_id": "elm", "started_on": day(400), "ended_on": None},
        {"product_id": "fir", "started_on": day(100), "ended_on": day(450)},
        {"product_id": "fir", "started_on": day(600), "ended_on": None},
        {"product_id": "oak", "started_on": day(498), "ended_on": None},
    ]
    lines = [
        {"subscription_id": f"s{i}", "account_id": "a", "acv": 1.0, **line} for i, line in enumerate(lines)
    ]
    tickets: Rows = [
        {"ticket_id": f"t{at}", "account_id": "a", "opened_on": day(at)} for at in (319, 320, 499, 500)
    ]
    earlier = [
        deal(1, discount_reason=None, outcome="lost", created_on=day(400), closed_on=day(499)),
        deal(2, discount_reason=None, outcome="lost", created_on=day(400), closed_on=day(500)),
        deal(3, discount_reason=None, created_on=day(400), closed_on=day(450)),
    ]
    with demanded(small([deal(0), *earlier], subscriptions=lines, tickets=tickets)) as (warehouse, _):
        (row,) = warehouse.read("price_deals").to_pylist()
    # The product of the deal itself is left out: a sale may be entered before its deal is.
    known = [row[name] for name in ("held", "held_days", "lost_before", "tickets_before")]
    assert known == [1, 100, 1, 2]
    assert (row["segment"], row["employees"], row["root_id"], row["won"]) == ("small", 12.0, "a", True)


def test_own_deals_where_they_suffice_and_else_those_of_all_products() -> None:
    with demanded(sold(np.random.default_rng(SEED), deals=700)) as (warehouse, found):
        table = warehouse.read("price_responses", ["product_id"])
    rows = {row["product_id"]: row for row in table.to_pylist()}
    assert table.schema.names == PRICE_RESPONSES.names
    assert list(rows) == ["elm", "fir", "oak"]
    assert [rows[product]["basis"] for product in rows] == ["pooled", "pooled", "own"]
    for product, row in rows.items():
        response = found[product].response
        assert response is not None
        assert row["as_of"] == AS_OF
        assert row["estimated"]
        assert row["says"] == found[product].says
        assert row["slope_low"] < 6 < row["slope_high"], product
        assert row["slope"] == pytest.approx(response.slope)
        assert row["take_rate_at_list_low"] < row["take_rate_at_list"] < row["take_rate_at_list_high"]
    assert rows["fir"]["deals"] == 0
    assert "that of all products together" in rows["fir"]["says"]
    assert "its own" in rows["elm"]["says"]
    assert "its own" not in rows["oak"]["says"]


def test_discounts_that_go_with_trouble_are_refused_though_called_a_test() -> None:
    with demanded(sold(np.random.default_rng(SEED), given_for=0.03)) as (warehouse, found):
        rows = warehouse.read("price_responses", ["product_id"]).to_pylist()
    assert not any(row["estimated"] for row in rows)
    assert all(row["slope"] is None and row["basis"] is None for row in rows)
    assert "the tickets of the months before" in found["oak"].says
    assert found["fir"].says.startswith("Without the deals of elm, oak, whose discounts were not arbitrary")


def test_what_is_advised_where_reasons_are_not_recorded() -> None:
    def said(world: World, of_offers: Settings = AS_THEY_ARE) -> str:
        with demanded(world, of_offers=of_offers) as (_, found):
            (says,) = {one.says for one in found.values()}
        return says

    assert "map opportunities.discount " in said(small([deal(0, discount=None)]))
    assert "map opportunities.discount_reason" in said(small([deal(0, discount_reason=None)]))
    none = said(small([deal(0, discount_reason="Negotiated"), deal(1, discount_reason="competitor ")]))
    assert "'competitor' (1 deal), 'negotiated' (1 deal)" in none
    world = sold(np.random.default_rng(SEED))
    assert "none of these is arbitrary ('lottery')" in said(world, Settings(arbitrary_reasons=("lottery",)))
    for number, row in enumerate(world.rows["opportunities"]):
        if number % 3 == 0:
            row["discount_reason"] = None
    assert "have no reason recorded" in said(world)


def test_later_rows_change_nothing() -> None:
    world = sold(np.random.default_rng(SEED), deals=700)
    at = day(540)
    known = {name: list(rows) for name, rows in world.rows.items()}
    known["opportunities"] = [row for row in known["opportunities"] if row["created_on"] <= at]
    for row in known["opportunities"]:
        if row["closed_on"] > at:
            row |= {"outcome": "open", "discount": None, "discount_reason": None}
    later = sold(np.random.default_rng(SEED), deals=700)
    with demanded(World(world.catalog, known), at) as (warehouse, _):
        expected = {
            name: warehouse.read(name).to_pylist() for name in ("price_responses", "discount_reasons")
        }
    with demanded(later, at) as (warehouse, _):
        for name, rows in expected.items():
            assert sorted(map(str, warehouse.read(name).to_pylist())) == sorted(map(str, rows))
    assert any(row["estimated"] for row in expected["price_responses"])


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = sold(np.random.default_rng(SEED), deals=700)
    names = ("price_deals", "discount_reasons", "price_responses")
    with demanded(world) as (duck, _):
        expected = {
            name: sorted(str(sorted(row.items())) for row in duck.read(name).to_pylist()) for name in names
        }
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        build(warehouse, world)
        for name in names:
            found = sorted(str(sorted(row.items())) for row in warehouse.read(name).to_pylist())
            assert found == expected[name], name
