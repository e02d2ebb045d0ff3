"""What missing integrations cost against a plain reading in Python, cell by cell."""

from math import exp, log
from typing import Any

import numpy as np
import pytest

from offers.integrations.pairs_by_hand import ASPECTS, WEIGHTS, Missing, Rows, missing, random_missing

CLOSING = ("eligibility", "adjacency", "competitor_bought")


def gain(chance: float, log_odds: float) -> float:
    return 1 / (1 + exp(-(log(chance / (1 - chance)) + log_odds))) - chance


def open_cells(world: Missing) -> Rows:
    closed = {
        (gate["account_id"], gate["product_id"])
        for gate in world.gates
        if gate["gate"] in CLOSING and gate["counts_as"] == "block"
    }
    return [row for row in world.scored if (row["account_id"], row["product_id"]) not in closed]


def lacks(world: Missing, row: dict[str, Any]) -> set[str]:
    return {
        need["aspect"]
        for need in world.prerequisites_met
        if need["state"] == "unmet" and all(need[key] == row[key] for key in ("account_id", "product_id"))
    }


def shifts(world: Missing, row: dict[str, Any]) -> tuple[float, float, float]:
    """Log-odds of what we would build, of what the account would switch on, and of both."""
    (told,) = [
        entry
        for entry in world.pair_readiness
        if all(entry[key] == row[key] for key in ("product_id", "base_product_id"))
    ]
    absent = lacks(world, row)
    built = WEIGHTS["separate"] if told["separate"] else 0.0
    switched = 0.0
    whole = built
    for aspect in ASPECTS:
        there = told[aspect]
        gap = 0.0 if there is None else WEIGHTS[aspect] * (1 - there)
        if aspect in absent:
            own = WEIGHTS[aspect] * (1.0 if there is None else there)
            switched, whole = switched + own, whole + own + gap
        else:
            built, whole = built + gap, whole + gap
    return built, switched, whole


@pytest.mark.parametrize("seed", range(6))
def test_pairs_cost_what_their_cells_would_gain(seed: int) -> None:
    world = random_missing(np.random.default_rng(seed))
    found = missing(world)
    rows = {
        (row["product_id"], row["base_product_id"]): row
        for row in found["integrations"]
        if row["kind"] == "pair"
    }
    for told in world.pair_readiness:
        key = (told["product_id"], told["base_product_id"])
        cells = [row for row in open_cells(world) if (row["product_id"], row["base_product_id"]) == key]
        known = [told[aspect] for aspect in ASPECTS if told[aspect] is not None]
        lacking = told["separate"] or any(there < 1 for there in known)
        if not cells or not (lacking or not known):
            assert key not in rows
            continue
        assert rows[key]["accounts"] == len(cells)
        priced = [row for row in cells if row["expected_acv"] is not None]
        assert rows[key]["priced"] == len(priced)
        if not lacking or not priced:
            assert rows[key]["money"] is None
            continue
        expected = sum(
            row["expected_acv"] * gain(row["probability"], shifts(world, row)[0]) for row in priced
        )
        assert rows[key]["money"] == pytest.approx(expected, abs=0.02)
        assert rows[key]["money_low"] <= rows[key]["money"] <= rows[key]["money_high"]


@pytest.mark.parametrize("seed", range(6))
def test_totals_count_each_cell_once(seed: int) -> None:
    world = random_missing(np.random.default_rng(seed))
    totals = {row["kind"]: row for row in missing(world)["integration_totals"]}
    priced = [row for row in open_cells(world) if row["expected_acv"] is not None]
    for place, kind in enumerate(("pair", "prerequisite", "both")):
        expected = sum(
            row["expected_acv"] * gain(row["probability"], shifts(world, row)[place]) for row in priced
        )
        assert totals[kind]["money"] == pytest.approx(expected, abs=0.2)
    assert totals["prerequisite"]["cells"] == sum(bool(lacks(world, row)) for row in priced)


@pytest.mark.parametrize("seed", range(4))
def test_bounds_hold_the_gain_at_every_chance_between_the_chances_bounds(seed: int) -> None:
    world = random_missing(np.random.default_rng(seed), accounts=1)
    world.gates = []
    for row in missing(world)["integrations"]:
        if row["kind"] != "pair" or row["money"] is None:
            continue
        (one,) = [c for c in world.scored if all(c[k] == row[k] for k in ("product_id", "base_product_id"))]
        shift = shifts(world, one)[0]
        grid = np.linspace(one["probability_low"], one["probability_high"], 500)
        gains = [one["expected_acv"] * gain(float(chance), shift) for chance in grid]
        assert row["money_low"] == pytest.approx(min(gains), abs=0.02)
        assert row["money_high"] == pytest.approx(max(gains), rel=1e-3, abs=0.02)


@pytest.mark.parametrize("seed", range(6))
def test_prerequisites_cost_what_their_accounts_would_gain(seed: int) -> None:
    world = random_missing(np.random.default_rng(seed))
    rows = [row for row in missing(world)["integrations"] if row["kind"] == "prerequisite"]
    assert rows
    pairs = {(row["product_id"], row["base_product_id"]): row for row in world.pair_readiness}
    cells = {(row["account_id"], row["product_id"]): row for row in open_cells(world)}
    for row in rows:
        total, accounts, unknown = 0.0, 0, 0
        for need in world.prerequisites_met:
            at = cells.get((need["account_id"], need["product_id"]))
            if at is None or any(need[key] != row[key] for key in ("product_id", "name", "aspect")):
                continue
            unknown += need["state"] == "unknown"
            accounts += need["state"] == "unmet"
            if need["state"] == "unmet" and at["expected_acv"] is not None:
                there = pairs[at["product_id"], at["base_product_id"]][row["aspect"]]
                worth = WEIGHTS[row["aspect"]] * (1.0 if there is None else there)
                total += at["expected_acv"] * gain(at["probability"], worth)
        assert (row["accounts"], row["unknown"]) == (accounts, unknown)
        assert row["money"] == pytest.approx(total, abs=0.02)
        assert row["money_low"] <= row["money"] <= row["money_high"]
