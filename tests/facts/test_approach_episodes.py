"""Approach episodes against the definition gone through row by row in plain Python, and its boundaries by hand."""

from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pytest

from adjoin.facts.build import build_facts
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD
from small_world import AS_OF, SmallWorld, ago, line
from worlds import World, day, random_world

Row = dict[str, Any]
Told = dict[tuple[str, str], tuple[str, date, date | None, bool, bool | None, str]]
LATE = date(9999, 12, 31)


def built(world: World, as_of: date, *names: str) -> list[list[Row]]:
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [as_of], FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        return [warehouse.read(name).to_pylist() for name in names]


def told(rows: list[Row]) -> Told:
    return {
        (r["approach_id"], r["product_id"]): (
            r["root_id"], r["approached_on"], r["started_on"], r["matured"], r["outcome"], r["label"]
        )
        for r in rows
    }  # fmt: skip


def by_hand(world: World, as_of: date, roots: dict[str, str], spans: list[Row]) -> Told:
    """method.md, "Labels", from the canonical rows; roots and spans have witnesses of their own."""
    products = list(world.catalog.ids)
    talks = [t for t in world.rows["interactions"] if t["occurred_on"] <= as_of and t["account_id"] in roots]
    plays = {p["play_id"]: p["product_id"] for p in world.rows["plays"] if p["accepted_on"] <= as_of}
    approaches = []
    for talk in talks:
        if talk["direction"] == "out" and talk["purpose"] in {"discovery", "demo", "pitch"}:
            said = talk.get("products_mentioned") or plays.get(talk.get("play") or "") or ""
            for product in products:
                if product in said.replace(" ", "").split(","):
                    approaches.append(
                        (roots[talk["account_id"]], product, talk["occurred_on"], talk["interaction_id"])
                    )
    found: Told = {}
    for root, product, on, name in sorted(approaches, key=lambda a: (a[2], a[3])):
        earlier = [
            other
            for other in approaches
            if other[:2] == (root, product) and (other[2], other[3]) < (on, name)
        ]
        if any((on - other[2]).days <= 90 for other in earlier):
            continue
        found |= outcome(spans, roots, root, product, on, as_of, name, None)
    if approaches:
        return found
    for deal in world.rows["opportunities"]:
        if deal["created_on"] > as_of or deal["account_id"] not in roots:
            continue
        root = roots[deal["account_id"]]
        heard = [
            t
            for t in talks
            if t["direction"] == "in"
            and roots[t["account_id"]] == root
            and 0 <= (deal["created_on"] - t["occurred_on"]).days <= 14
            and deal["product_id"] in (t["products_mentioned"] or deal["product_id"])
        ]
        if not heard:
            closed = deal["outcome"] != "open" and deal["closed_on"] <= as_of
            won = (deal["outcome"] == "won") if closed else None
            found |= outcome(
                spans, roots, root, deal["product_id"], deal["created_on"], as_of, deal["opportunity_id"], (won,)
            )  # fmt: skip
    return found


def outcome(
    spans: list[Row], roots: dict[str, str], root: str, product: str, on: date, as_of: date, name: str,
    won: tuple[bool | None] | None,
) -> Told:  # fmt: skip
    own = [s for s in spans if roots[s["account_id"]] == root and s["product_id"] == product]
    if any(s["is_floor"] or s["began_on"] < on for s in own):
        return {}
    start = min((s["began_on"] for s in own), default=None)
    old = on + timedelta(days=90) <= as_of
    if won is not None:
        matured = old and won[0] is not None
        return {(name, product): (root, on, start, matured, won[0] if matured else None, "opportunity")}
    led = start is not None and (start - on).days <= 90
    return {(name, product): (root, on, start, old, led if old else None, "approach")}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("without_approaches", [False, True])
def test_equal_the_definition_row_by_row(seed: int, without_approaches: bool) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng, accounts=60), day(int(rng.integers(400, 800)))
    for row in world.rows["interactions"]:
        row["purpose"] = str(rng.choice(["demo", "pitch", "qbr"]))
        row["occurred_on"] = as_of - timedelta(days=int(rng.integers(-30, 300)))
    for number, row in enumerate(world.rows["subscriptions"]):
        row["start_is_floor"] = number % 9 == 0
        if number % 5 == 0:
            row["started_on"], row["is_trial"] = as_of - timedelta(days=int(rng.integers(0, 200))), False
            row["ended_on"] = None
    if without_approaches:
        world.rows["interactions"] = [i for i in world.rows["interactions"] if i["direction"] == "in"]
    episodes, roots, spans = built(world, as_of, "approach_episodes", "roots", "spans")
    expected = by_hand(world, as_of, {r["account_id"]: r["root_id"] for r in roots}, spans)
    assert told(episodes) == expected
    assert len(expected) > 15
    assert len({r[3] for r in expected.values()}) == 2


def pitch(days: int, **rest: Any) -> Row:
    return {
        "direction": "out", "purpose": "Pitch", "products_mentioned": "more", "occurred_on": ago(days), **rest
    }  # fmt: skip


def start(days: int, **rest: Any) -> Row:
    return line(product_id="more", started_on=ago(days), **rest)


def test_boundaries() -> None:
    small = SmallWorld(used=False)

    def case(name: str, *talks: Row, more: Row | None = None) -> None:
        small.case(name, interactions=list(talks), subscriptions=[line(), *([more] if more else [])])

    case("day 0", pitch(100), more=start(100))
    case("day 90", pitch(100), more=start(10))
    case("day 91", pitch(100), more=start(9))
    case("just matured", pitch(90))
    case("too young", pitch(89), more=start(50))
    case("held the day before", pitch(100), more=start(101))
    case("held once", pitch(100), more=start(400, ended_on=ago(300)))
    case("held, nobody knows since when", pitch(100), more=start(50, start_is_floor=True))
    case("a trial is not held", pitch(100), more=start(400, is_trial=True))
    case("again after 90 days", pitch(300), pitch(210))
    case("again after 91 days", pitch(300), pitch(209))
    case("a chain", pitch(300), pitch(240), pitch(180), pitch(120))
    case("by somebody", pitch(100, rep="r7"))
    case("a call", pitch(100, purpose="qbr"))
    case("about nothing", pitch(100, products_mentioned=None))
    (rows,) = built(small.world, AS_OF, "approach_episodes")
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["approached_on"]):
        found.setdefault(row["account_id"], []).append(row)
    assert {name: [row["outcome"] for row in of] for name, of in found.items()} == {
        "day 0": [True],
        "day 90": [True],
        "day 91": [False],
        "just matured": [False],
        "too young": [None],
        "a trial is not held": [False],
        "again after 90 days": [False],
        "again after 91 days": [False, False],
        "a chain": [False],
        "by somebody": [False],
    }
    assert found["too young"][0]["started_on"] == ago(50)
    assert not found["too young"][0]["matured"]
    assert found["by somebody"][0]["owner"] == "r7"


def test_an_opportunity_after_an_inbound_interaction_is_inbound() -> None:
    small = SmallWorld(used=False)
    deal = {"product_id": "more", "created_on": ago(200), "closed_on": ago(150), "outcome": "won"}
    heard = {"direction": "in", "purpose": "question", "products_mentioned": None}
    small.case("alone", opportunities=deal)
    small.case("heard 14 days before", opportunities=deal, interactions={**heard, "occurred_on": ago(214)})
    small.case("heard 15 days before", opportunities=deal, interactions={**heard, "occurred_on": ago(215)})
    other = {**heard, "occurred_on": ago(201), "products_mentioned": "here"}
    small.case("heard about another", opportunities=deal, interactions=other)
    small.case("still open", opportunities={**deal, "outcome": "open"})
    small.case("closes later", opportunities={**deal, "closed_on": AS_OF + timedelta(days=1)})
    small.case("lost", opportunities={**deal, "outcome": "lost"})
    (rows,) = built(small.world, AS_OF, "approach_episodes")
    assert {row["label"] for row in rows} == {"opportunity"}
    assert {row["account_id"]: row["outcome"] for row in rows} == {
        "alone": True,
        "heard 15 days before": True,
        "heard about another": True,
        "still open": None,
        "closes later": None,
        "lost": False,
    }
