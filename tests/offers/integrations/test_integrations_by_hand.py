"""What is missing between products, on cases small enough to work out on paper."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from adjoin.warehouse.query import queries_in
from offers.integrations.pairs_by_hand import (
    AS_OF,
    Missing,
    cell,
    closed_by,
    missing,
    needs,
    pair,
    random_missing,
)
from worlds import day

USUAL = "; the money is by the usual weights, not yet learned from your deals"


def ranked(world: Missing, **settings: Any) -> list[dict[str, Any]]:
    rows = missing(world, settings=settings or None)["integrations"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    return rows


def test_one_cell_on_paper() -> None:
    """Odds 1 to 4; shared data missing would make them 1 to 3: from 20 to 25 % of a thousand."""
    world = Missing([cell("a")], [pair(shared_data=0.0, cycle_days=75, cycle_basis="default")])
    (row,) = ranked(world)
    assert row["money"] == 50.0
    assert (row["kind"], row["aspect"], row["accounts"]) == ("pair", "shared_data", 1)
    assert json.loads(row["missing"]) == [{"aspect": "shared_data", "state": "missing", "money": 50.0}]
    assert (row["delay_days"], row["cycle_basis"], row["horizon_days"]) == (45, "default", 90)
    assert (
        row["says"]
        == f"Missing between Base and More: shared data; 1 account could go on from one to the other{USUAL}"
    )
    assert row["what_to_do"] == "Let More read what Base keeps"


def test_what_is_partly_there_adds_half_in_log_odds() -> None:
    whole = ranked(Missing([cell("a")], [pair(activation=0.0)]))[0]["money"]
    half = ranked(Missing([cell("a")], [pair(activation=0.5)]))[0]
    assert whole == pytest.approx(1000 * (1 / (1 + 4 * 0.8) - 0.2), abs=0.01)
    assert half["money"] == pytest.approx(1000 * (1 / (1 + 4 * 0.8**0.5) - 0.2), abs=0.01)
    assert "(partly there)" in half["says"]


def test_a_project_of_its_own_costs_what_the_prior_says() -> None:
    world = Missing([cell("a")], [pair(separate=True)])
    assert ranked(world)[0]["money"] == pytest.approx(1000 * (1 / (1 + 4 * 0.6) - 0.2), abs=0.01)
    assert ranked(world, prior={"separate_implementation": 1.0})[0]["money"] == 0
    default = queries_in("adjoin.scoring")["prior"].parameters["separate_implementation"]
    own = queries_in("adjoin.offers.integrations")["aspect_weights"].parameters["separate_implementation"]
    assert own == default


def test_the_dearer_pair_stands_first_and_what_is_not_said_last_without_a_price() -> None:
    cells = [cell("a"), cell("b"), cell("a", "other"), *(cell(f"c{i}", "other", "more") for i in range(9))]
    world = Missing(cells, [pair(sign_on=0.0), pair("other", sign_on=0.0)])
    first, second, last = ranked(world)
    assert (first["name"], second["name"]) == ("Base → More", "Base → Other")
    assert first["money"] == pytest.approx(2 * second["money"], abs=0.02)
    assert (last["base_product_id"], last["accounts"], last["money"], last["aspect"]) == (
        "more",
        9,
        None,
        None,
    )
    assert {part["state"] for part in json.loads(last["missing"])} == {"unknown"}
    assert last["what_to_do"] == "Say in catalog.yaml how they work together: works_with of Other"


def test_where_nothing_is_said_of_any_pair_there_are_no_rows() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("sign_on", "shared_data", "activation", "experience"))
    assert not ranked(Missing([cell("a")], [pair(**nothing)]))


def test_a_pair_that_is_ready_has_no_row_and_costs_nothing() -> None:
    found = missing(Missing([cell("a")], [pair()]))
    assert found["integrations"] == []
    assert {row["kind"]: row["money"] for row in found["integration_totals"]} == {
        "pair": 0.0,
        "prerequisite": 0.0,
        "both": 0.0,
    }


@pytest.mark.parametrize("gate", ["eligibility", "adjacency", "competitor_bought"])
def test_what_is_blocked_for_good_does_not_wait_for_an_integration(gate: str) -> None:
    world = Missing([cell("a"), cell("b")], [pair(sign_on=0.0)], gates=[closed_by("b", gate)])
    assert ranked(world)[0]["accounts"] == 1
    assert ranked(replace(world, gates=[closed_by("b", gate, counts_as="warn")]))[0]["accounts"] == 2
    assert ranked(replace(world, gates=[closed_by("b", "health")]))[0]["accounts"] == 2
    everything = [closed_by("a", gate), closed_by("b", gate)]
    assert missing(replace(world, gates=everything))["integrations"] == []


def test_a_switch_costs_what_the_pair_would_bring_there_and_the_pair_is_not_counted_at_that_account() -> None:
    world = Missing(
        [cell("a"), cell("b")],
        [pair(sign_on=0.5)],
        [needs("a", "unmet"), needs("b", "met")],
    )
    found = missing(world)
    by_kind = {row["kind"]: row for row in found["integrations"]}
    half = 1000 * (1 / (1 + 4 * 0.85**0.5) - 0.2)
    assert by_kind["pair"]["money"] == pytest.approx(half, abs=0.01)
    assert by_kind["prerequisite"]["money"] == pytest.approx(half, abs=0.01)
    assert (
        by_kind["prerequisite"]["says"]
        == f"Single sign-on is missing at 1 account that could buy More{USUAL}"
    )
    whole = next(row for row in found["integration_totals"] if row["kind"] == "both")
    assert whole["money"] == pytest.approx(half + 1000 * (1 / (1 + 4 * 0.85) - 0.2), abs=0.01)


def test_without_prices_accounts_are_counted_and_no_money_is_guessed() -> None:
    (row,) = ranked(Missing([cell("a", expected_acv=None)], [pair(sign_on=0.0)]))
    assert (row["accounts"], row["priced"], row["money"], row["money_low"]) == (1, 0, None, None)
    assert row["aspect"] == "sign_on"


def test_history_is_told_only_where_it_has_enough_of_the_pair_and_of_ready_ones() -> None:
    seen = {"from_product": "base", "horizon_days": 365, "enough": True}
    world = Missing(
        [cell("a")],
        [pair(sign_on=0.0), pair("other")],
        affinity=[{**seen, "to_product": "more", "probability": 0.04},
                  {**seen, "to_product": "other", "probability": 0.1}],
    )  # fmt: skip
    row = ranked(world)[0]
    assert (row["observed_share"], row["ready_share"]) == (0.04, 0.1)
    assert row["observed"] == (
        "4.0 % of those that begin Base begin More within a year; of the 1 pair that lacks nothing it is 10.0 %"
    )
    for number in (0, 1):
        rows = [dict(entry) for entry in world.affinity]
        rows[number]["enough"] = False
        assert ranked(replace(world, affinity=rows))[0]["observed"] is None


def test_an_empty_book_leaves_empty_tables() -> None:
    assert not any(
        missing(Missing([], [pair(sign_on=0.0)]))[name] for name in ("integrations", "integration_totals")
    )


def test_certain_and_impossible_chances_gain_nothing() -> None:
    sure: dict[str, Any] = {"probability": 1.0, "probability_low": 1.0, "probability_high": 1.0}
    never: dict[str, Any] = dict.fromkeys(sure, 0.0)
    (row,) = ranked(Missing([cell("a", **sure), cell("b", **never)], [pair(sign_on=0.0)]))
    assert (row["money"], row["money_low"], row["money_high"]) == (0.0, 0.0, 0.0)


def test_many_moments_are_the_union_of_single_ones() -> None:
    rng = np.random.default_rng(4)
    moments = [random_missing(rng, as_of=AS_OF), random_missing(rng, as_of=day(800))]
    together = missing(*moments)
    for name in ("integrations", "integration_totals"):
        apart = [row for moment in moments for row in missing(moment)[name]]
        key = ("as_of", "rank") if name == "integrations" else ("as_of", "kind")
        assert sorted(together[name], key=lambda row: tuple(row[k] for k in key)) == sorted(
            apart, key=lambda row: tuple(row[k] for k in key)
        )
