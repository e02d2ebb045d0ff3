"""Deals whose touches can be counted on one hand."""

import json
from typing import Any

import pytest

from measurement.attribution.sold_worlds import attributed, deal, fired, line, spoke, world
from worlds import day

Row = dict[str, Any]
START = 800


def only(told: dict[str, list[Row]]) -> Row:
    (found,) = told["attributed_deals"]
    return found


def shares(told: dict[str, list[Row]], dimension: str, model: str) -> dict[str, float]:
    return {
        row["name"]: row["deals"]
        for row in told["attribution"]
        if (row["dimension"], row["model"]) == (dimension, model)
    }


LINES = [line("a", "base", 0), line("a", "more", START, acv=900.0)]


def test_first_last_and_linear() -> None:
    told = attributed(
        world(
            LINES,
            interactions=[
                spoke("a", 760, purpose="discovery"),
                spoke("a", 770, purpose="demo"),
                spoke("a", 780, purpose="pitch"),
            ],
            events=[
                {"event_id": "e", "account_id": "a", "occurred_on": day(765), "kind": "partner_project",
                 "partner": "PA"},
            ],
        ),
        [fired("a", 750, "usage_ceiling"), fired("a", 775, "asked")],
    )  # fmt: skip
    found = only(told)
    assert (found["state"], found["trigger"], found["trigger_on"]) == (
        "attributed",
        "usage_ceiling",
        day(750),
    )
    assert [touch["name"] for touch in json.loads(found["touches"])] == [
        *(
            "usage_ceiling",
            "approach: discovery",
            "Partner & Co",
            "approach: demo",
            "asked",
            "approach: pitch",
        ),
    ]
    assert shares(told, "trigger", "first") == {"usage_ceiling": 1, "asked": 0}
    assert shares(told, "trigger", "last") == {"usage_ceiling": 0, "asked": 1}
    assert shares(told, "trigger", "linear") == {"usage_ceiling": 0.5, "asked": 0.5}
    assert shares(told, "motion", "first")["approach: discovery"] == 1
    assert shares(told, "motion", "last")["approach: pitch"] == 1
    assert shares(told, "motion", "linear") == {
        "approach: discovery": 0.333333, "approach: demo": 0.333334, "approach: pitch": 0.333333,
    }  # fmt: skip
    assert shares(told, "partner", "linear") == {"Partner & Co": 1}


def test_what_came_before_the_trigger_does_not_count() -> None:
    told = attributed(world(LINES, interactions=[spoke("a", 740)]), [fired("a", 750)])
    found = only(told)
    assert (found["state"], found["organic"]) == ("organic", True)
    assert "before the trigger" in found["why"]
    assert shares(told, "motion", "first") == {"none": 1}


def test_a_signal_after_the_opportunity_is_its_echo() -> None:
    opened = [deal("a", 760, motion="outbound", trigger="Told by a friend")]
    told = attributed(world(LINES, opportunities=opened), [fired("a", 770)])
    found = only(told)
    assert (found["trigger"], found["trigger_on"]) == ("told by a friend", day(760))
    assert (found["state"], found["opened_on"]) == ("attributed", day(760))


@pytest.mark.parametrize(
    ("tables", "state"),
    [
        ({}, "organic"),
        ({"interactions": [spoke("a", 790, product="here")]}, "organic"),
        ({"interactions": [spoke("a", 790, product=None)]}, "organic"),
        ({"interactions": [spoke("a", 600)]}, "organic"),
        ({"interactions": [spoke("a", 801)]}, "organic"),
        ({"interactions": [spoke("a", 790, direction="in")]}, "organic"),
        ({"interactions": [spoke("a", 790)]}, "attributed"),
        ({"interactions": [spoke("a", 790, direction=None, purpose=None, channel="In-App")]}, "attributed"),
        ({"opportunities": [deal("a", 790)]}, "organic"),
        ({"opportunities": [deal("a", 790, motion="Inbound")]}, "organic"),
        ({"opportunities": [deal("a", 790, "lost", motion="outbound")]}, "organic"),
        ({"opportunities": [deal("a", 790, motion="Outbound")]}, "attributed"),
        ({"plays": [{"play_id": "play-1", "account_id": "a", "product_id": "more",
                     "accepted_on": day(770)}]}, "attributed"),
    ],
)  # fmt: skip
def test_only_a_motion_of_ours_for_this_product_in_time_makes_a_deal(
    tables: dict[str, list[Row]], state: str
) -> None:
    assert only(attributed(world(LINES, **tables)))["state"] == state


def test_an_exposure_in_the_product_is_one_touch_not_two() -> None:
    told = attributed(world(LINES, interactions=[spoke("a", 790, channel="in_product")]))
    assert shares(told, "motion", "linear") == {"in the product": 1}


@pytest.mark.parametrize(
    "lines",
    [
        [line("a", "more", START)],
        [line("a", "base", START), line("a", "more", START)],
        [line("a", "base", 0, ended_on=day(790)), line("a", "more", START)],
        [line("a", "base", 0, ended_on=day(850)), line("a", "more", START)],
        [line("a", "base", 0), line("a", "more", 0, ended_on=day(300)), line("a", "more", START)],
        [line("a", "base", 0), line("a", "more", START, start_is_floor=True)],
        [line("a", "base", 0), line("a", "more", START, is_trial=True)],
        [line("a", "base", 0), line("a", "more", 500)],
    ],
    ids=["first", "together", "after", "replaced", "again", "floor", "trial", "long ago"],
)
def test_what_is_no_further_product_of_the_year(lines: list[Row]) -> None:
    assert attributed(world(lines))["attributed_deals"] == []


def test_a_child_counts_with_its_parent() -> None:
    told = attributed(
        world(
            [line("a", "base", 0), line("b", "more", START)],
            accounts=[{"account_id": "b", "parent_account_id": "a"}],
            interactions=[spoke("a", 790)],
        ),
        [fired("a", 780)],
    )
    found = only(told)
    assert (found["root_id"], found["account_id"], found["state"]) == ("a", "b", "attributed")
    assert found["trigger"] == "asked"


def test_what_lies_below_the_floor_is_not_told() -> None:
    lines = [line(name, "base", 0) for name in "abc"]
    prices = {"a": 1000.0, "b": 1000.0, "c": 49.0}
    lines += [line(name, "more", START, acv=price) for name, price in prices.items()]
    told = attributed(world(lines, interactions=[spoke(name, 790) for name in "abc"]))
    assert [row["state"] for row in told["attributed_deals"]] == ["attributed", "attributed", "below_floor"]
    (summary,) = told["attribution_summary"]
    assert (summary["attributed"], summary["below_floor"], summary["attributed_money"]) == (2, 1, 2000.0)
    assert sum(shares(told, "motion", "first").values()) == 2


def test_money_of_the_opportunity_stands_in_where_the_line_has_no_price() -> None:
    lines = [line("a", "base", 0), line("a", "more", START, acv=None)]
    assert only(attributed(world(lines)))["money"] is None
    told = attributed(world(lines, opportunities=[deal("a", 790, amount=500.0, motion="outbound")]))
    assert only(told)["money"] == 500.0


def test_without_any_price_there_is_no_money_and_without_any_motion_no_verdict() -> None:
    told = attributed(world([line("a", "base", 0), line("a", "more", START, acv=None)]))
    assert {row["money"] for row in told["attribution"]} == {None}
    (summary,) = told["attribution_summary"]
    assert (summary["organic"], summary["organic_money"], summary["attributed_money"]) == (1, None, 0.0)
    assert "Cannot tell after what" in summary["says"]
    (spoken,) = attributed(world(LINES, interactions=[spoke("a", 780)]))["attribution_summary"]
    assert "1 (100 %) after a motion of ours" in spoken["says"]
