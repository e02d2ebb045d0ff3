"""How far the book holds several products, by hand and against a plain reading."""

from collections import defaultdict
from math import ceil, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats

from adjoin.offers.strategy.penetration_table import penetration_table
from offers.strategy.books import AS_OF, Rows, began, book, catalog, fitted, random_book, random_cells, sells

PRODUCTS: dict[str, Any] = {"base": {}, "more": {}, "other": {}}


def penetration(lines: Rows, cells: Rows, **settings: Any) -> dict[str, dict[str, Any]]:
    rows = fitted(book(catalog(PRODUCTS), lines), cells, settings=settings or None)["penetration"]
    return {row["scope"]: row for row in rows}


def ten(multi: int) -> Rows:
    """Ten accounts with one product, the first of them with two."""
    lines = [began(f"a{number}", "base", 0) for number in range(10)]
    return lines + [began(f"a{number}", "more", 50) for number in range(multi)]


def test_the_gap_on_paper() -> None:
    """Two of ten hold two: three short of half; those could buy for 1,000 or 3,000."""
    cells = [
        row
        for number in range(2, 10)
        for row in (
            sells(f"a{number}", "more", expected_acv=3000.0 if number % 2 else 1000.0, expected_value=500.0),
            sells(f"a{number}", "other", probability=0.9, expected_value=499.0),
        )
    ]
    found = penetration(ten(2), cells)
    row = found["all"]
    assert (row["accounts"], row["multi"], row["penetration"]) == (10, 2, 0.2)
    assert (row["low"], row["high"]) == pytest.approx(stats.beta.ppf([0.025, 0.975], [2, 3], [9, 8]))
    assert (row["gap_accounts"], row["reachable"]) == (3, 3)
    # Three of eight prices, four of 1,000 and four of 3,000: variance 8 / 7 of a million, five eighths of it left open.
    reach = 1.96 * 1000 * sqrt(3 * 8 / 7 * 5 / 8)
    assert row["worth"] == 6000.0
    assert (row["worth_low"], row["worth_high"]) == pytest.approx((6000 - reach, 6000 + reach), abs=1)
    assert row["likely"] == pytest.approx(0.2 * 16000)
    assert (row["likely_low"], row["likely_high"]) == pytest.approx((1600.0, 4800.0))
    assert row["likely_accounts"] == pytest.approx(1.6)
    assert found["small"] == {**row, "scope": "small"}
    assert row["says"].endswith("typical is 25–30 %, the target 50 %. 3 more would reach it")


def test_at_the_target_there_is_no_gap_and_what_is_likely_stays() -> None:
    row = penetration(ten(5), [sells("a9", "more")])["all"]
    assert (row["gap_accounts"], row["worth"], row["likely"]) == (0, 0.0, 200.0)
    assert row["says"].endswith("The target is reached")
    beyond = penetration(ten(5), [sells("a9", "more")], penetration_counts={"target": 0.6})["all"]
    assert (beyond["gap_accounts"], beyond["reachable"], beyond["worth"]) == (1, 1, 1000.0)


def test_a_target_that_is_no_exact_binary_asks_for_no_account_too_many() -> None:
    lines = [began(f"a{number}", "base", 0) for number in range(100)]
    assert penetration(lines, [], penetration_counts={"target": 0.55})["all"]["gap_accounts"] == 55


def test_where_everything_is_blocked_the_gap_stays_and_is_worth_nothing() -> None:
    row = penetration(ten(0), [])["all"]
    assert (row["gap_accounts"], row["reachable"], row["worth"], row["likely"]) == (5, 0, 0.0, None)
    assert row["says"].endswith("of which only 0 could buy another product now")


def test_without_prices_no_money_is_guessed() -> None:
    row = penetration(ten(4), [sells("a9", "more", expected_acv=None, expected_value=None)])["all"]
    assert (row["reachable"], row["worth"], row["likely"], row["likely_accounts"]) == (1, None, None, 0.2)


def test_an_empty_book() -> None:
    found = penetration([], [])
    assert list(found) == ["all"]
    row = found["all"]
    assert (row["accounts"], row["penetration"], row["gap_accounts"], row["worth"]) == (0, None, 0, 0.0)
    assert row["says"] == "No account holds a product"


def test_the_bounds_of_what_the_gap_is_worth_cover_what_drawing_accounts_gives() -> None:
    rng = np.random.default_rng(1)
    prices = rng.gamma(2.0, 5000.0, 80)
    told = {
        "scope": "all", "accounts": 100, "multi": 20, "able": 80, "priced": 80, "acv": float(prices.mean()),
        "acv_sd": float(prices.std(ddof=1)), "target": 0.5, "typical_low": 0.25, "typical_high": 0.3,
    }  # fmt: skip
    (row,) = penetration_table([told]).to_pylist()
    drawn = [rng.choice(prices, 30, replace=False).sum() for _ in range(4000)]
    inside = np.mean([row["worth_low"] <= total <= row["worth_high"] for total in drawn])
    assert 0.93 <= inside <= 0.97


@pytest.mark.parametrize("seed", range(4))
def test_against_a_plain_reading(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world = random_book(rng)
    cells = random_cells(rng, world)
    found = fitted(world, cells)
    held = _held(world)
    segments = {row["account_id"]: row["segment"] for row in world.rows["accounts"]}
    for row in found["penetration"]:
        inside = [account for account in held if row["scope"] in ("all", segments[account])]
        best = []
        for account in inside:
            own = [cell for cell in cells if cell["account_id"] == account] if held[account] == 1 else []
            if own:
                best.append(
                    max(own, key=lambda cell: (_or_least(cell["expected_value"]), cell["probability"]))
                )
        prices = [cell["expected_acv"] for cell in best if cell["expected_acv"] is not None]
        multi = sum(held[account] > 1 for account in inside)
        assert (row["accounts"], row["multi"]) == (len(inside), multi)
        assert row["gap_accounts"] == max(0, ceil(len(inside) / 2) - multi)
        reach = min(row["gap_accounts"], len(best))
        assert row["reachable"] == reach
        if prices and reach:
            assert row["worth"] == pytest.approx(reach * np.mean(prices), abs=0.5)
            assert row["worth_low"] <= row["worth"] <= row["worth_high"]
        expected = sum(c["probability"] * c["expected_acv"] for c in best if c["expected_acv"] is not None)
        assert (row["likely"] or 0.0) == pytest.approx(expected, abs=0.5)
        assert (row["likely_accounts"] or 0.0) == pytest.approx(sum(c["probability"] for c in best), abs=1e-4)


def _or_least(value: float | None) -> float:
    return float("-inf") if value is None else value


def _held(world: Any) -> dict[str, int]:
    """Products that each account holds on the day, by its lines; gaps of the paperwork close only between lines."""
    held: dict[str, set[str]] = defaultdict(set)
    for line in world.rows["subscriptions"]:
        begun = line["started_on"] is None or line["started_on"] <= AS_OF
        if begun and not line["is_trial"] and (line["ended_on"] is None or line["ended_on"] >= AS_OF):
            held[line["account_id"]].add(line["product_id"])
    return {account: len(products) for account, products in held.items()}
