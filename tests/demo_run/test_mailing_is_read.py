"""The mailing made elsewhere is read out as it was planted: how much it moved, and whom."""

import json
from pathlib import Path
from typing import Any

import pytest

from adjoin.desk import Desk
from companies import rows
from demo_run.test_truth_is_recovered import truth


@pytest.fixture(scope="module")
def drawn(demo_company: Path) -> dict[str, dict[str, str]]:
    return {row["account_id"]: row for row in truth(demo_company, "campaign")}


@pytest.fixture(scope="module")
def arm(desk: Desk) -> dict[str, Any]:
    """What uplift says of the mailed."""
    (only,) = rows(desk, "uplift_summary")
    return only


def added(drawn: dict[str, dict[str, str]], *segments: str) -> float:
    """The true effect: what share starts if mailed and not otherwise."""
    some = [row for row in drawn.values() if not segments or row["segment"] in segments]
    return sum(row["starts_if_mailed"] != row["starts_if_not"] for row in some) / len(some)


def test_read_outs_hold_the_planted_effect(desk: Desk, drawn: dict[str, dict[str, str]]) -> None:
    read = [row for row in rows(desk, "readouts") if not row["is_control"]]
    assert {row["method"] for row in read} == {"anytime", "fixed_date"}
    for row in read:
        assert row["low"] < added(drawn) < row["high"], row["method"]
        assert (row["verdict"], row["not_matured"]) == ("works", 0)


def test_arms_and_what_was_left_out_are_those_drawn(desk: Desk, drawn: dict[str, dict[str, str]]) -> None:
    (one,) = rows(desk, "experiments")
    assert (one["source"], one["control_arm"], one["left_out"]) == ("elsewhere", "not mailed", 0)
    assert one["approached"] == sum(row["mailed"] == "true" for row in drawn.values())
    assert one["approached"] + one["held"] == one["matured"] == len(drawn)


def test_whom_it_moved_is_found(arm: dict[str, Any], desk: Desk, drawn: dict[str, dict[str, str]]) -> None:
    assert arm["low"] < added(drawn) < arm["high"]
    assert arm["verdict"] == "differs"
    first = json.loads(arm["most_telling"])[0]
    assert (first["feature"], first["level"]) == ("segment", "mid-market")
    assert first["most_moved"] > 0.9
    assert first["least_moved"] < 0.1
    groups = {row["group_number"]: row for row in rows(desk, "uplift_groups")}
    assert groups[1]["sure_low"] < added(drawn, "mid-market") < groups[1]["sure_high"]
    assert [groups[number]["moved"] for number in sorted(groups)] == ["moved", "cannot_tell", "cannot_tell"]


def test_accounts_that_were_not_drawn_are_told_apart_too(
    desk: Desk, drawn: dict[str, dict[str, str]]
) -> None:
    segment = {row["account_id"]: row["segment"] for row in rows(desk, "accounts")}
    told: dict[bool, list[float]] = {True: [], False: []}
    for row in rows(desk, "uplift"):
        if row["account_id"] not in drawn:
            told[segment[row["account_id"]] == "mid-market"].append(row["added_probability"])
    middle, others = (sum(one) / len(one) for one in (told[True], told[False]))
    assert middle > 0.08
    assert others < 0.03
    assert min(len(one) for one in told.values()) > 30


def test_nobody_is_said_to_be_put_off(arm: dict[str, Any], desk: Desk) -> None:
    assert arm["do_not_disturb"] == 0
    assert not any(row["do_not_disturb"] for row in rows(desk, "uplift"))
    assert {row["state"] for row in rows(desk, "guard_rails")} <= {"ok", "cannot_tell", None}
