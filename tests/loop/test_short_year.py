"""A few weeks of a tiny world, through the same doors as the full one: what the engine says of its experiment is what
the simulator's own books say, nobody held out was sold to, and a past date stays as it was."""

from dataclasses import replace
from typing import Any

import pytest

from adjoin.desk.desk import open_desk
from adjoin.engine.run import run
from adjoin.project.project import open_project
from adjoin.warehouse.publication import Runs
from loop.books import Pick
from loop.measured import numbers
from loop.world import monday, name_of
from loop.year import SETTINGS, Plan, Year, live

TINY = Plan(accounts=60, seed=5, every=13, weeks=14, capacity=5, learns=(), by_the_book=2,
            settings={**SETTINGS, "past_moments": {"days": 28}})  # fmt: skip
DAYS_OUT = 13
"""Weeks, 91 days, after which a delayed start of 90 days has released whom it held out."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return live(TINY, tmp_path_factory.mktemp("loop"))


@pytest.fixture(scope="module")
def last(year: Year) -> dict[str, list[dict[str, Any]]]:
    """What the last run of the year published."""
    names = ("readouts", "experiments", "contaminated", "plays", "held_out")
    with open_desk(year.folder) as desk:
        return {name: desk.show(name).to_pylist() for name in names}


def first_ghost(year: Year) -> dict[int, int]:
    weeks: dict[int, int] = {}
    for pick in sorted(year.books.proposed, key=lambda p: p.week):
        if pick.kind.startswith("ghost"):
            weeks.setdefault(pick.account, pick.week)
    return weeks


def may_be_sold_to(year: Year, pick: Pick) -> bool:
    """By the arms as drawn: approached, or its first ghost play lies far enough back."""
    if year.books.arms[name_of(pick.account)] == "approached":
        return True
    return pick.week - first_ghost(year).get(pick.account, pick.week) >= DAYS_OUT


def test_people_carried_out_every_play_they_were_given(year: Year) -> None:
    assert not year.books.refused
    carried = {(p.week, p.account) for p in year.books.carried}
    shown = {(p.week, p.account) for p in year.books.proposed if not p.kind.startswith("ghost")}
    assert shown <= carried
    assert {p.kind for p in year.books.proposed} >= {"real", "ghost", "filler"}


def test_the_read_out_is_what_the_books_say(year: Year, last: dict[str, list[dict[str, Any]]]) -> None:
    told = {(row["is_control"], row["method"]): row for row in last["readouts"] if row["product_id"] is None}
    counted = year.books.count(year.world.began, range(TINY.weeks))
    methods = {method for _, method in told}
    assert methods
    for method in methods:
        treated, control = told[False, method], told[True, method]
        assert (treated["roots"], treated["converted"]) == (counted.of, counted.converted)
        assert (control["roots"], control["converted"]) == (counted.of_control, counted.converted_control)
    assert counted.of >= 5
    assert counted.of_control >= 5
    anytime = told[False, "anytime"]
    assert anytime["low"] <= counted.difference.value <= anytime["high"]


def test_nobody_held_out_was_sold_to(year: Year, last: dict[str, list[dict[str, Any]]]) -> None:
    assert all(may_be_sold_to(year, pick) for pick in year.books.carried)
    assert all(
        may_be_sold_to(year, pick) for pick in year.books.proposed if not pick.kind.startswith("ghost")
    )
    assert all(
        year.books.arms[name_of(p.account)] == "held"
        for p in year.books.proposed
        if p.kind.startswith("ghost")
    )
    (experiment,) = last["experiments"]
    assert not last["contaminated"]
    assert experiment["contamination"] == 0
    assert (experiment["held"], experiment["approached"]) == tuple(
        list(year.books.arms.values()).count(arm) for arm in ("held", "approached")
    )


def test_a_delayed_start_ends(year: Year, last: dict[str, list[dict[str, Any]]]) -> None:
    """Who had a ghost play long enough ago is held out no longer; who never had one still is."""
    held = {int(row["account_id"][1:]) for row in last["held_out"]}
    drawn = {n for n in range(TINY.accounts) if year.books.arms[name_of(n)] == "held"}
    assert held == drawn - set(first_ghost(year))
    assert first_ghost(year)


def test_every_play_ended_as_it_did_in_truth(year: Year, last: dict[str, list[dict[str, Any]]]) -> None:
    ended = {(row["account_id"], str(row["accepted_on"])): row["outcome"] for row in last["plays"]}
    assert len(ended) == len(year.books.carried)
    won = [p for p in year.books.carried if year.world.began[p.account, p.product] - p.week <= 10]
    assert sum(outcome == "won" for outcome in ended.values()) >= len(won) > 0


def test_the_numbers_of_a_year_can_be_told(year: Year) -> None:
    told = numbers(year)
    assert told["all"]["plays"] == told["first"]["plays"] + told["second"]["plays"] == len(year.books.carried)
    assert 0 < told["all"]["added"] <= told["all"]["best"] <= 0.4


@pytest.mark.proof
def test_a_past_date_stays_as_it_was(year: Year) -> None:
    """Run again with everything that is known since: the same recommendations, arms, signals, gates and scores."""
    week = TINY.every
    before = next(one for one in year.books.published if one.as_of == monday(week))
    again = run(open_project(year.folder), replace(year.order(year.world.week), as_of=monday(week)))
    runs = Runs(open_project(year.folder).state)
    with runs.open(before.run_id) as then, runs.open(again.run_id) as now:
        for name in ("recommendations", "held_out", "signals", "gates", "scores", "readouts"):
            assert now.table(name).to_arrow_table().equals(then.table(name).to_arrow_table()), name
