"""Trials beside those of subscriptions, and which of them converted: cases told by hand, one an account."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from scipy.stats import binomtest

from adjoin.domain.trial import KeptStep, TrialHistory
from adjoin.offers.trials import steps
from adjoin.offers.trials.by import By
from adjoin.offers.trials.starting import start
from offers.trials.some_trials import NOON, after, wanted
from offers.trials.tables_of import Rows, tables_of
from small_world import AS_OF, SmallWorld, ago, ahead, line

Row = dict[str, Any]


def sub(started: date, ended: date | None = None, *, trial: bool = False, **rest: Any) -> Row:
    return {
        "product_id": "more",
        "started_on": started,
        "ended_on": ended,
        "is_trial": trial,
        "acv": 10.0,
        **rest,
    }


def told(
    number: int, account: str, started: date, ends: date, *, over: date | None = None, seeds: str = "deals"
) -> TrialHistory:
    """A trial of `more` that somebody told of; `over`: the day on which it was ended."""
    wish = wanted(account_id=account, product_id="more", ends_on=ends, seeded_with=(seeds,))
    trial, step = start(wish, By("ann", started))
    history = TrialHistory(replace(trial, trial_id=number), (KeptStep(number, 1, step, NOON, None),))
    return history if over is None else after(history, steps.end(history, By("bob", over)))


def of(rows: Rows, account: str) -> Row:
    (row,) = (row for row in rows if row["account_id"] == account)
    return row


CASES: list[tuple[str, list[Row], str, date | None]] = [
    ("went over into a contract", [sub(ago(90), ago(60), trial=True), sub(ago(59))], "converted", ago(59)),
    ("paid on the last day that counts", [sub(ago(90), ago(60), trial=True), sub(ago(30))], "converted", ago(30)),
    ("paid a day too late", [sub(ago(90), ago(60), trial=True), sub(ago(29))], "ended", None),
    ("paid in the middle", [sub(ago(90), ago(60), trial=True), sub(ago(80))], "converted", ago(80)),
    ("ended", [sub(ago(90), ago(60), trial=True)], "ended", None),
    ("runs", [sub(ago(20), trial=True)], "running", None),
    ("will end, which nobody knows yet", [sub(ago(20), ahead(10), trial=True)], "running", None),
    ("monthly lines are one", [sub(ago(90), ago(61), trial=True), sub(ago(60), ago(31), trial=True)], "ended", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "state", "converted_on"), CASES)
def test_trials_of_subscriptions(name: str, lines: list[Row], state: str, converted_on: date | None) -> None:
    world = SmallWorld()
    world.case("one", subscriptions=[line(), *lines])
    row = of(tables_of(world.world, AS_OF)["trials"], "one")
    assert (row["state"], row["converted_on"], row["paid_on"]) == (state, converted_on, converted_on)
    first = min(one["started_on"] for one in lines if one["is_trial"])
    assert row["trial_id"] == f"subscriptions:one:more:{first}"
    assert (row["source"], row["criteria"], row["criteria_total"]) == ("subscriptions", "[]", 0)
    assert "no criteria" in row["says"]


def test_what_was_held_before_tells_nothing() -> None:
    world = SmallWorld()
    world.case("held", subscriptions=[line(), sub(ago(300)), sub(ago(90), ago(60), trial=True)])
    world.case(
        "long", subscriptions=[line(), sub(ago(80), start_is_floor=True), sub(ago(90), ago(60), trial=True)]
    )
    found = tables_of(world.world, AS_OF)
    assert [row["held_before"] for row in found["trial_outcomes"]] == [True, True]
    assert "held already" in of(found["trials"], "held")["says"]
    (row,) = found["trial_conversion"]
    assert (row["trials"], row["held_before"], row["ended"]) == (2, 2, 0)


def test_a_start_belongs_to_the_last_trial_before_it() -> None:
    world = SmallWorld()
    lines = [sub(ago(200), ago(119), trial=True), sub(ago(110), ago(100), trial=True), sub(ago(95))]
    world.case("twice", subscriptions=[line(), *lines])
    rows = tables_of(world.world, AS_OF, settings={"trials_mapped": {"gap_days": 7}})["trial_outcomes"]
    assert [(row["started_on"], row["paid_on"]) for row in rows] == [(ago(200), None), (ago(110), ago(95))]


def test_a_contract_above_that_covers_the_account_counts() -> None:
    world = SmallWorld()
    world.case("parent", subscriptions=[line(), sub(ago(50), covers_children=True)])
    world.case("near", subscriptions=[line(), sub(ago(50))])
    for child, parent in (("child", "parent"), ("cousin", "near")):
        trial = sub(ago(90), ago(60), trial=True)
        world.case(child, accounts={"parent_account_id": parent}, subscriptions=[line(), trial])
    rows = tables_of(world.world, AS_OF)["trials"]
    assert of(rows, "child")["paid_on"] == ago(50)
    assert of(rows, "cousin")["paid_on"] is None


def test_a_trial_told_of_is_one_with_its_lines() -> None:
    world = SmallWorld()
    world.case("a", subscriptions=[line(), sub(ago(40), trial=True)])
    world.case("b", subscriptions=[line(), sub(ago(20))])
    histories = [told(7, "a", ago(35), ago(5)), told(9, "b", ago(35), ahead(5))]
    found = tables_of(world.world, AS_OF, histories)
    assert [row["trial_id"] for row in found["trials"]] == ["7", "9"]
    over, paid = found["trials"]
    assert (over["state"], over["days_left"]) == ("running", -5)
    assert over["says"].startswith("Over since 5 days: decide")
    assert (paid["state"], paid["converted_on"], paid["ended_on"]) == ("converted", ago(20), None)
    assert json.loads(paid["criteria"])[0] == {
        "number": 1, "what": "Ten deals forecast", "metric": "deals", "target": 10.0, "met_on": None, "met_by": None,
    }  # fmt: skip
    assert json.loads(paid["participants"])[0]["email"] == "kim@theirs.example"


def test_shares_have_their_exact_interval_and_say_what_they_hold() -> None:
    world, histories = SmallWorld(), []
    for number in range(24):
        seeded, buys = number < 12, number in (0, 1, 2, 3, 4, 12)
        account = f"c{number:02}"
        world.case(account, subscriptions=[line(), *([sub(ago(50))] if buys else [])])
        seeds = "deals" if seeded else "nothing"
        histories.append(told(number, account, ago(90), ago(60), over=ago(60), seeds=seeds))
    late = told(50, "late", ago(40), ago(29), over=ago(39))  # its planned end lies 29 days back
    world.case("late", subscriptions=[line(), sub(ago(39))])
    (row,) = tables_of(world.world, AS_OF, [*histories, late])["trial_conversion"]
    assert (row["trials"], row["ended"], row["converted"]) == (25, 24, 6)
    for group, converted, ended in (("", 6, 24), ("seeded_", 5, 12), ("unseeded_", 1, 12)):
        exact = binomtest(converted, ended).proportion_ci(method="exact")
        assert (row[f"{group}ended"], row[f"{group}converted"]) == (ended, converted)
        assert row[f"{group}share"] == pytest.approx(converted / ended)
        assert row[f"{group}share_low"] == pytest.approx(exact.low)
        assert row[f"{group}share_high"] == pytest.approx(exact.high)
    assert row["says"] == (
        "6 of 24 trials converted (25 %); 42 % of those with the customer's data, 8.3 % of those without: who got "
        "which was not drawn by lot"
    )
    (few,) = tables_of(world.world, AS_OF, histories[:9])["trial_conversion"]
    assert (few["share"], few["ended"]) == (None, 9)
    assert few["says"] == "Too few: 9 trials ended long enough ago; 10 are needed"


def test_what_a_person_said_counts_without_a_start() -> None:
    world = SmallWorld()
    world.case("said", subscriptions=[line()])
    history = told(7, "said", ago(90), ago(60))
    history = after(history, steps.convert(history, By("bob", ago(55)), "order signed"))
    found = tables_of(world.world, AS_OF, [history])
    assert (found["trials"][0]["converted_on"], found["trials"][0]["paid_on"]) == (ago(55), None)
    assert found["trial_conversion"][0]["converted"] == 1


def test_no_trials_are_empty_tables() -> None:
    world = SmallWorld()
    world.case("a")
    found = tables_of(world.world, AS_OF)
    assert not any(found.values())
