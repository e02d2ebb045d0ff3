"""Losses by pair and reason against a plain count, words against their meaning, bases by the way most go on."""

import json
from collections.abc import Mapping
from typing import Any

import duckdb
import pytest

from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.portfolio.losing import count_losses
from adjoin.measurement.portfolio.reasons import reason_meant
from adjoin.measurement.portfolio.settings import WORDS, words_of
from adjoin.statistics.share_interval import share_interval
from adjoin.warehouse.warehouse import open_moments
from measurement.pitfalls.built import LEFT, left_by_others
from small_world import AS_OF, SmallWorld, ago, line
from worlds import day

Row = dict[str, Any]
GOES_ON = [
    {"from_product": "here", "to_product": "more", "horizon_days": 365, "probability": 0.3},
    {"from_product": "base", "to_product": "more", "horizon_days": 365, "probability": 0.2},
]


def lost(days: int, reason: str | None, product: str = "more", **rest: Any) -> Row:
    return {"product_id": product, "created_on": ago(days + 30), "closed_on": ago(days), "outcome": "lost",
            "lost_reason": reason, "amount": 100.0, **rest}  # fmt: skip


def losses(
    small: SmallWorld, plays: list[Row] | None = None, settings: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[tuple[str, str, str], Row]:
    """Rows of `losses` by base, product and reason."""
    with duckdb.connect() as connection:
        warehouse = small.world.load(connection)
        open_moments(warehouse, [AS_OF], day(0))
        build_facts(warehouse, small.world.catalog, {})
        left_by_others(warehouse, {"plays": plays or [], "affinity": GOES_ON}, frozenset())
        schema = {**fact_schema(), **{name: tuple(one.names) for name, one in LEFT.items()}}
        count_losses(warehouse, schema, settings)
        rows = warehouse.read("losses").to_pylist()
    return {(row["base_product_id"], row["product_id"], row["reason"]): row for row in rows}


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        ("Price", "price"), ("too expensive!", "price"), ("Went with a competitor", "rival"), ("No budget", "timing"),
        ("No need", "no_need"), ("Needs an integration with SAP", "integration"), ("missing_sso", "integration"),
        ("price of integration", "integration"), ("Priced out", "price"), ("capital", "other"), ("weather", "other"),
        ("costa rica", "other"),
    ],
)  # fmt: skip
def test_recorded_words_mean_a_reason(recorded: str, reason: str) -> None:
    assert reason_meant(recorded, WORDS) == reason


def test_words_are_settings() -> None:
    words = words_of({"losses": {"integration": ["sap*"]}})
    assert reason_meant("SAPs fault", words) == "integration"
    assert reason_meant("no integration", words) == "other"
    with pytest.raises(ValueError, match="no reason 'prise'"):
        words_of({"losses": {"prise": []}})
    with pytest.raises(ValueError, match="is a list"):
        words_of({"losses": {"price": "dear"}})


def test_pairs_reasons_money_and_shares() -> None:
    small = SmallWorld()
    small.case("a", opportunities=[lost(10, "Price"), lost(400, "price too high", amount=None)])
    small.case("b", opportunities=lost(20, "competitor", competitor="Acme"))
    small.case("c", opportunities=lost(20, None, competitor="Acme"))
    small.case("d", opportunities=lost(20, "weird", competitor=" "))
    small.case("e", opportunities=lost(20, None))
    small.case("won", opportunities=lost(20, None, outcome="won"))
    small.case("open", opportunities=lost(20, "price", outcome="open"))
    small.case(
        "both",
        subscriptions=[line(), line(product_id="here", started_on=ago(300))],
        opportunities=lost(5, "sso"),
    )
    small.case("renewal", opportunities=lost(20, "price", type="Renewal"))
    small.case("held", opportunities=lost(20, "price", product="base"))
    small.case("new", subscriptions=line(started_on=ago(10)), opportunities=lost(20, "price"))
    small.case("long ago", opportunities=lost(1095, "price"), subscriptions=line(started_on=ago(2000)))
    found = losses(small)
    pairs = {key: row["deals"] for key, row in found.items() if key[0]}
    assert pairs == {
        ("base", "more", "price"): 2, ("base", "more", "rival"): 2, ("base", "more", "other"): 1,
        ("base", "more", "unknown"): 1, ("here", "more", "integration"): 1,
    }  # fmt: skip
    price = found["base", "more", "price"]
    assert (price["money"], price["priced"], price["closed"], price["won"]) == (100.0, 1, 7, 1)
    assert (price["share"], price["low"], price["high"]) == pytest.approx((2 / 7, *share_interval(2, 7)))
    assert (price["first_on"], price["last_on"]) == (ago(400), ago(10))
    assert json.loads(found["base", "more", "rival"]["rivals"]) == [{"rival": "Acme", "deals": 2}]
    assert json.loads(found["base", "more", "other"]["words"]) == [{"words": "weird", "deals": 1}]
    assert price["words"] is None
    total = found["", "", "price"]
    assert (total["deals"], total["closed"], total["money"]) == (2, 8, 100.0)
    assert sum(row["deals"] for key, row in found.items() if not key[0]) == sum(pairs.values())


def test_a_play_counts_where_no_opportunity_tells_of_it() -> None:
    def play(account: str, number: int, **rest: Any) -> Row:
        return {"account_id": account, "product_id": "more", "play_id": number, "kind": "cross_sell", "state": "lost",
                "accepted_on": ago(100), "closed_on": ago(50), "outcome": "lost",
                "reason": "integration", **rest}  # fmt: skip

    small = SmallWorld()
    small.case("alone")
    small.case("told", opportunities=lost(60, "price"))
    small.case("another time", opportunities=lost(131, "price"))
    small.case("declined")
    plays = [play(account, number) for number, account in enumerate(("alone", "told", "another time"))]
    plays.append(play("declined", 9, outcome="declined", state="declined"))
    found = losses(small, plays)
    assert {key[2]: row["deals"] for key, row in found.items() if key[0]} == {"integration": 2, "price": 2}
    assert found["base", "more", "integration"]["money"] is None
