"""What contract.md promises of recommendations, whitespace, scores and held_back, on random worlds."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from small_world import AS_OF, SmallWorld, ago, ahead, line
from whole_run import FROM_SIGNALS, whole_run
from worlds import World, day, random_world

Rows = list[dict[str, Any]]
AT = day(640)
TABLES = ("holdings", "cells", *FROM_SIGNALS)


def a_world(seed: int) -> World:
    return random_world(np.random.default_rng(seed), accounts=150)


@pytest.fixture(scope="module", params=range(2))
def run(request: pytest.FixtureRequest) -> Iterator[dict[str, Rows]]:
    with whole_run(a_world(request.param), [AT]) as warehouse:
        yield {name: warehouse.read(name).to_pylist() for name in TABLES}


def test_every_account_of_the_book_has_one_row(run: dict[str, Rows]) -> None:
    book = {row["account_id"] for row in run["holdings"]}
    assert Counter(row["account_id"] for row in run["recommendations"]) == Counter(book)


def test_priority_is_unique_and_in_the_order_promised(run: dict[str, Rows]) -> None:
    rows = sorted(run["recommendations"], key=lambda row: row["priority"])
    assert [row["priority"] for row in rows] == list(range(1, len(rows) + 1))

    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        value, likely = row["expected_value"], row["probability"]
        return (
            {"play": 0, "discover": 1}.get(row["action"], 2),
            value is None,
            -(value or 0),
            -(likely or 0),
            row["account_id"],
        )

    assert rows == sorted(rows, key=place)


def test_actions_keep_their_meaning(run: dict[str, Rows]) -> None:
    cells = {(row["account_id"], row["product_id"]) for row in run["cells"]}
    signalled = {(row["account_id"], row["product_id"]) for row in run["signals"]}
    for row in run["recommendations"]:
        assert row["why"], row
        assert "None" not in row["why"], row
        if row["product_id"] is None:
            assert row["action"] == "none"
        elif row["probability"] is not None:
            assert (row["account_id"], row["product_id"]) in cells
        if row["action"] == "play":
            assert (row["account_id"], row["product_id"]) in signalled, "a play cites its signal"
        if row["action"] in ("play", "discover"):
            assert row["blocked_by"] is None
            assert row["blockers"] == 0
            assert row["reopens_on"] is None
        if row["action"] == "wait":
            assert row["reopens_on"] > AT
        if row["action"] == "fix_adoption":
            assert row["blocked_by"] == "adoption"
        if row["action"] == "fold_into_renewal":
            assert row["blocked_by"] == "renewal"
        if row["action"] not in ("play", "discover"):
            assert row["look_again_on"] > AT


def test_whitespace_is_the_book_times_the_products(run: dict[str, Rows]) -> None:
    book = {row["account_id"] for row in run["holdings"]}
    cells = Counter((row["account_id"], row["product_id"]) for row in run["whitespace"])
    assert cells == Counter((account, f"p{i}") for account in book for i in range(4))
    held = {(row["account_id"], row["product_id"]) for row in run["holdings"]}
    proposed = {
        (row["account_id"], row["product_id"])
        for row in run["recommendations"]
        if row["action"] in ("play", "discover")
    }
    for row in run["whitespace"]:
        cell = row["account_id"], row["product_id"]
        assert (row["state"] == "held") == (cell in held)
        assert (row["state"] == "recommended") == (cell in proposed)
        if row["state"] in ("blocked", "not_sold", "in_play"):
            assert row["reason"]


def test_what_is_held_back_is_counted_once_an_account(run: dict[str, Rows]) -> None:
    blocked = [
        row for row in run["recommendations"] if row["blocked_by"] and "is in play since" not in row["why"]
    ]
    assert sum(row["accounts"] for row in run["held_back"]) == len(blocked)
    money = sum(row["expected_value"] or 0 for row in blocked)
    assert sum(row["expected_value"] or 0 for row in run["held_back"]) == pytest.approx(money)
    sole = Counter(row["blocked_by"] for row in blocked if row["blockers"] == 1)
    assert {row["gate"]: row["accounts"] for row in run["held_back"] if row["sole"]} == sole


def test_scores_are_probabilities_of_open_cells(run: dict[str, Rows]) -> None:
    cells = {(row["account_id"], row["product_id"]) for row in run["cells"]}
    assert {(row["account_id"], row["product_id"]) for row in run["scores"]} == cells
    for row in run["scores"]:
        assert 0 < row["probability_low"] <= row["probability"] <= row["probability_high"] < 1
        assert (row["basis"], row["source"], row["horizon_days"]) == ("practice", "prior", 90)
        assert row["baseline_probability"] is None


def test_a_rerun_gives_the_same_rows(run: dict[str, Rows], request: pytest.FixtureRequest) -> None:
    seed = request.node.callspec.params["run"]
    with whole_run(a_world(seed), [AT]) as warehouse:
        for name in FROM_SIGNALS:
            again = warehouse.read(name).to_pylist()
            assert sorted(map(repr, again)) == sorted(map(repr, run[name])), name


def test_cases_by_hand() -> None:
    small = SmallWorld()
    heard = {"kind": "heard", "product_id": "more", "occurred_on": ago(3), "body": "they want it"}
    everything = [line(), line(product_id="more"), line(product_id="here")]
    red = {"measure": "overall", "day": ago(1), "score": 5.0, "colour": "red"}
    small.case("hears", events=heard)
    small.case("quiet")
    small.case("has all", subscriptions=everything)
    small.case("renews", events=heard, subscriptions=line(renews_on=ahead(30)))
    small.case("renews today", events=heard, subscriptions=line(renews_on=AS_OF))
    small.case("renewed", events=heard, subscriptions=line(renews_on=ago(30)))
    small.case("ill", events=heard, health=red)
    small.case("ill and renews", events=heard, health=red, subscriptions=line(renews_on=ahead(30)))
    small.case("under-used", events=heard, subscriptions=line(seats=1000.0))
    small.case("at rest", events=heard, holds={"entered_on": ago(1), "until": ahead(9), "kind": "snooze"})
    small.case("plays", events=heard, plays={"product_id": "more", "accepted_on": ago(9)})
    small.case("played it in", subscriptions=[line(), line(product_id="more")],
               plays={"product_id": "more", "accepted_on": ago(9)})  # fmt: skip
    with whole_run(small.world, [AS_OF]) as warehouse:
        told = {row["account_id"]: row for row in warehouse.read("recommendations").to_pylist()}
        states = {
            (r["account_id"], r["product_id"]): r["state"] for r in warehouse.read("whitespace").to_pylist()
        }
    actions = {
        name: (row["action"], row["product_id"], row["blocked_by"], row["reopens_on"])
        for name, row in told.items()
    }
    assert actions == {
        "hears": ("play", "more", None, None),
        "quiet": ("discover", "more", None, None),
        "has all": ("none", None, None, None),
        "renews": ("fold_into_renewal", "more", "renewal", ahead(91)),
        "renews today": ("wait", "more", "renewal", ahead(61)),
        "renewed": ("wait", "more", "renewal", ahead(31)),
        "ill": ("none", "more", "health", None),
        "ill and renews": ("none", "more", "health", None),
        "under-used": ("fix_adoption", "more", "adoption", None),
        "at rest": ("wait", "more", "hold", ahead(9)),
        "plays": ("none", "more", "fatigue", None),
        "played it in": ("none", "more", "fatigue", None),
    }
    assert told["hears"]["why"].startswith("Heard on 2023-12-01: they want it; ")
    assert told["quiet"]["why"].endswith("no signal yet, so ask before pitching")
    assert told["plays"]["why"] == "More is in play since 2023-11-25"
    assert states["hears", "more"] == "recommended"
    assert states["hears", "here"] == "not_sold"
    assert states["plays", "more"] == "in_play"
    assert states["renews", "more"] == "blocked"
    assert states["played it in", "more"] == "held"
