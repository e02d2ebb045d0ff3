"""Velocity = open × win rate × mean money ÷ median days, by hand."""

import pytest

from measurement.scorecard.carded import Left, Row, book, carded, deal, line


def velocity(deals: list[Row]) -> dict[str, Row]:
    world = book(["one", "two"], [line("a", "one", 0)], opportunities=deals)
    return {row["motion"]: row for row in carded(world, Left())["velocity"]}


def test_four_open_half_won_a_thousand_in_twenty_days() -> None:
    deals = [deal(f"o{i}", "a", "two", 890, None) for i in range(4)]
    deals += [deal("w", "a", "two", 800, 820), deal("l", "a", "two", 800, 870, "lost")]
    row = velocity(deals)["outbound"]
    assert (row["open"], row["won"], row["lost"], row["median_days"]) == (4, 1, 1, 20)
    assert row["velocity"] == pytest.approx(4 * 0.5 * 1000 / 20)


def test_without_amounts_or_closed_deals_it_says_why() -> None:
    won = {**deal("w", "a", "two", 800, 820), "amount": None, "motion": None}
    row = velocity([won])["not known"]
    assert row["velocity"] is None
    assert "no won deal has an amount" in row["says"]
    assert "nothing can be told" in velocity([deal("o", "a", "two", 890, None)])["all"]["says"]
    assert velocity([]) == {}
