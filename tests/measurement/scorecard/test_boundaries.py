"""What counts at the edges of a window, without prices, tables or accounts, by hand."""

from datetime import date

import pytest

from facts.as_known import later_rows
from measurement.scorecard.carded import AS_OF, Left, Row, approach, book, carded, deal, line, number
from measurement.scorecard.test_plain_witness import at_random
from worlds import World, day

ONE = {"scorecard_floors": {"least": 1}}


def small(**tables: list[Row]) -> World:
    """Two accounts that hold one product since long ago."""
    return book(["one", "two", "three"], [line("a", "one", 0), line("b", "one", 0)], **tables)


@pytest.mark.parametrize(("closed", "counts"), [(535, 0), (536, 1), (900, 1), (901, 0)])
def test_a_deal_counts_from_the_first_to_the_last_day_of_the_window(closed: int, counts: int) -> None:
    found = carded(small(opportunities=[deal("d", "a", "two", 400, closed)]), settings=ONE)
    assert number(found, "win_rate")["denominator"] == counts


@pytest.mark.parametrize(("at", "counts"), [(810, 0), (811, 1), (900, 1), (901, 0)])
def test_an_approach_counts_from_the_first_to_the_last_day_of_the_window(at: int, counts: int) -> None:
    left = Left({"whitespace": [{"account_id": "a", "product_id": "two", "state": "open"}]})
    row = number(carded(small(interactions=[approach("i", "a", "two", at)]), left, settings=ONE), "coverage")
    assert (row["numerator"], row["denominator"]) == (counts, 1)


def test_new_business_and_more_of_what_is_held_are_no_cross_sell() -> None:
    lines = [line("a", "one", 100), line("b", "one", 0), line("b", "two", 200, 300)]
    deals = [
        deal("new", "a", "one", 90, 880),
        deal("more", "b", "one", 700, 890),
        deal("back", "b", "two", 700, 890),
    ]
    found = carded(book(["one", "two"], lines, opportunities=deals), settings=ONE)
    assert [row["unit_id"] for row in found["scorecard_accounts"] if row["metric"] == "win_rate"] == ["back"]


@pytest.mark.parametrize(("ended", "held"), [(899, 0), (900, 1), (None, 1)])
def test_the_last_day_held_is_still_held_and_still_pays(ended: int | None, held: int) -> None:
    lines = [line("a", "one", 0), line("a", "two", 0, ended)]
    found = carded(book(["one", "two"], lines), settings=ONE)
    assert number(found, "penetration")["numerator"] == held
    assert number(found, "grr")["value"] == (1.0 if held else 0.5)


def test_an_account_that_left_stays_in_what_it_paid() -> None:
    lines = [line("a", "one", 0, 700), line("b", "one", 0), line("b", "two", 800, acv=300.0)]
    found = carded(book(["one", "two"], lines), settings=ONE)
    assert (number(found, "nrr")["value"], number(found, "grr")["value"]) == (2.0, 0.5)
    assert number(found, "penetration")["denominator"] == 1


def test_expansion_that_hides_churn_is_a_treadmill() -> None:
    lines = [line("a", "one", 0, 700), line("b", "one", 0), line("b", "two", 800, acv=300.0)]
    row = number(carded(book(["one", "two"], lines), settings=ONE), "nrr")
    assert "treadmill" in row["warning"]
    kept = {"scorecard_floors": {"least": 1, "treadmill_grr": 0.5}}
    assert number(carded(book(["one", "two"], lines), settings=kept), "nrr")["warning"] is None


def test_a_line_without_a_price_leaves_its_product_out_on_both_days() -> None:
    lines = [line("a", "one", 0), line("a", "two", 0, 700, None), line("a", "two", 701, None, 900.0)]
    row = number(carded(book(["one", "two"], lines), settings=ONE), "nrr")
    assert (row["numerator"], row["denominator"]) == (100.0, 100.0)


def test_a_renewal_signed_late_is_no_churn_and_parallel_lines_are_not_counted_twice() -> None:
    lines = [line("a", "one", 0, 530), {**line("a", "one", 560), "subscription_id": "later"}]
    assert number(carded(book(["one"], lines), settings=ONE), "nrr")["value"] == 1.0
    both = [line("a", "one", 0, 500), line("a", "one", 1, 534), line("a", "one", 560)]
    assert number(carded(book(["one"], both), settings=ONE), "nrr")["denominator"] == 100.0


def test_uplift_takes_the_money_of_the_eve_of_the_first_start() -> None:
    lines = [
        line("a", "one", 0, acv=200.0),
        line("a", "two", 600, acv=60.0),
        line("a", "three", 700, acv=40.0),
    ]
    row = number(carded(book(["one", "two", "three"], lines), settings=ONE), "acv_uplift")
    assert (row["numerator"], row["denominator"], row["value"]) == (100.0, 200.0, 0.5)


def test_only_approaches_before_the_year_make_the_targeted_cohort() -> None:
    calls = [approach("in", "a", None, 535), approach("after", "b", None, 536)]
    found = carded(small(interactions=calls), settings=ONE)
    assert [r["account_id"] for r in found["scorecard_accounts"] if r["metric"] == "cohort_nrr"] == ["a"]
    assert [r["account_id"] for r in found["scorecard_accounts"] if r["metric"] == "untargeted_nrr"] == ["b"]


def test_the_clock_runs_from_the_signal_that_the_play_cites() -> None:
    play = {
        "play_id": 1, "account_id": "a", "root_id": "a", "product_id": "two", "kind": "cross_sell", "state": "won",
        "phase": "close", "accepted_on": day(795), "phase_since": day(830), "signal_on": day(790),
        "closed_on": day(840),
        "outcome": "won", "motion": "demo",
    }  # fmt: skip
    found = carded(
        small(opportunities=[deal("d", "a", "two", 800, 835)]), Left({"plays": [play]}), settings=ONE
    )
    row = number(found, "cycle_days")
    assert (row["value"], row["denominator"]) == (45.0, 1)
    alone = number(carded(small(), Left({"plays": [play]}), settings=ONE), "win_rate")
    assert (alone["numerator"], alone["denominator"]) == (1, 1)


def test_a_cycle_of_exactly_the_target_is_not_under_it() -> None:
    row = number(carded(small(opportunities=[deal("d", "a", "two", 800, 841)]), settings=ONE), "cycle_days")
    assert (row["value"], row["state"]) == (41.0, "typical")


def test_without_tables_nothing_is_told_and_it_says_what_to_map() -> None:
    found = carded(small())
    for metric, word in (
        ("coverage", "map interactions"),
        ("opportunity_creation", "map opportunities"),
        ("win_rate", "map opportunities"),
        ("cohort_nrr", "map interactions"),
        ("grr", "20 are needed"),
    ):
        row = number(found, metric)
        assert row["state"] == "cannot_tell"
        assert word in row["says"]  # fmt: skip
    nothing = carded(book(["one"], [], accounts=[{"account_id": "a", "name": "A"}]))
    assert {row["state"] for row in nothing["scorecard"]} == {"cannot_tell"}
    assert {row["value"] for row in nothing["scorecard"]} == {None}


def test_what_is_not_mapped_is_no_zero() -> None:
    left = Left({"whitespace": [{"account_id": "a", "product_id": "two", "state": "open"}]})
    row = number(carded(small(), left, settings=ONE), "coverage")
    assert (row["denominator"], row["value"], row["low"], row["high"]) == (1, None, None, None)
    lines = [line("a", "one", 0)]
    for metric in ("untargeted_nrr", "untargeted_grr"):
        assert number(carded(book(["one"], lines), settings=ONE), metric)["value"] is None


def test_deals_whose_closing_day_nobody_knows_are_not_open_for_ever_in_silence() -> None:
    found = carded(small(opportunities=[deal("d", "a", "two", 800, None)]), settings=ONE)
    assert "map opportunities.closed_on" in number(found, "win_rate")["says"]


def test_no_more_is_kept_than_there_was() -> None:
    lines = [
        line("a", "one", 0, acv=1000.0),
        *(line(name, "one", 0) for name in "bcd"),
        line("e", "one", 0, 700, 1.0),
    ]
    row = number(carded(book(["one"], lines), settings=ONE), "grr")
    assert row["value"] < row["high"] == 1.0


def test_an_account_that_left_the_book_is_still_its_owners() -> None:
    accounts = [{"account_id": "a", "name": "A", "segment": "S", "csm": "c", "ae": "x", "partner": "p"}]
    found = carded(book(["one"], [line("a", "one", 0, 700)], accounts=accounts), settings=ONE)
    (row,) = (row for row in found["scorecard_accounts"] if row["metric"] == "grr" and row["on_company_card"])
    assert [row[name] for name in ("name", "segment", "csm", "ae", "partner")] == ["A", "S", "c", "x", "p"]
    assert number(found, "grr", "owner", "x")["denominator"] == row["base"] == 100.0


def test_a_year_before_ends_were_recorded_tells_nothing_of_money_kept() -> None:
    row = number(carded(small(), settings=ONE, ends_from=date(2024, 1, 1)), "nrr")
    assert row["state"] == "cannot_tell"
    assert "ends are recorded only since" in row["says"]


def test_product_cards_say_who_holds_another_and_who_came_from_one() -> None:
    lines = [
        line("a", "one", 0),
        line("a", "two", 300),
        line("b", "two", 200),
        line("c", "two", 5),
        line("c", "one", 5),
    ]
    found = carded(book(["one", "two"], lines), settings=ONE)
    held, came = (number(found, metric, "product", "two") for metric in ("multi_product", "came_from_others"))
    assert (held["numerator"], held["denominator"]) == (2, 3)
    assert (came["numerator"], came["denominator"]) == (1, 3)


def test_deals_recorded_only_once_won_are_told_apart() -> None:
    won = [{**deal(f"w{i}", "a", "two", 800, 860), "motion": "inbound"} for i in range(20)]
    lost = [deal(f"l{i}", "a", "two", 800, 860, "won" if i < 2 else "lost") for i in range(8)]
    row = number(carded(small(opportunities=won + lost), settings=ONE), "win_rate")
    assert "without them 2 of 8 were won: 25 %" in row["warning"]


def test_what_happens_after_the_moment_changes_nothing() -> None:
    import numpy as np  # noqa: PLC0415 - of this test alone

    world, left, _ = at_random(5)
    before, after = carded(world, left), carded(later_rows(world, AS_OF, np.random.default_rng(6)), left)
    for name in ("scorecard", "scorecard_by", "scorecard_accounts", "velocity", "inspection"):
        assert before[name] == after[name], name
