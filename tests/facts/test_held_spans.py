"""Days held out of plays, by hand: from the draw to the release, whatever ends it, as known at each moment."""

from datetime import date
from typing import Any

import duckdb
import pytest

from adjoin.facts.build import build_facts
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD
from small_world import AS_OF, SmallWorld, ago

Row = dict[str, Any]


def experiment(name: str, design: str, delay: int | None, stopped: date | None = None) -> Row:
    return {
        "experiment": name, "design": design, "held_share": 0.5, "delay_days": delay, "horizon_days": 90,
        "started_on": ago(300), "stopped_on": stopped,
    }  # fmt: skip


def arm(root: str, name: str, drawn: int, arm: str = "held") -> Row:
    return {
        "experiment": name, "root_id": root, "arm": arm, "drawn_on": ago(drawn), "counts_on": ago(drawn - 1)
    }  # fmt: skip


def ghost(root: str, shown: int, ghost: bool = True) -> Row:
    return {
        "account_id": root, "product_id": "more", "root_id": root, "shown_on": ago(shown),
        "counts_on": ago(shown - 1), "ghost": ghost, "filler": False, "probability": 0.1, "signal_kind": "asked",
    }  # fmt: skip


def held(at: date) -> dict[str, tuple[date, date | None]]:
    world = SmallWorld()
    for name in ("waiting", "ghosted", "approached", "stopped", "lasting", "root", "mover"):
        world.case(name)
    world.case("child", accounts={"parent_account_id": "root"})
    rows = world.world.rows
    rows["experiments"] = [
        experiment("delay", "delayed_start", 90),
        experiment("until", "holdout", None, ago(50)),
        experiment("on", "holdout", None),
    ]
    rows["arms"] = [
        arm("waiting", "delay", 200), arm("ghosted", "delay", 200), arm("approached", "delay", 200, "approached"),
        arm("stopped", "until", 200), arm("lasting", "on", 120), arm("root", "delay", 150),
    ]  # fmt: skip
    rows["proposals"] = [
        ghost("ghosted", 180), ghost("lasting", 110), ghost("root", 100), ghost("waiting", 150, ghost=False)
    ]  # fmt: skip
    with duckdb.connect() as connection:
        warehouse = world.world.load(connection)
        open_moments(warehouse, [at], FIRST_LOAD)
        build_facts(warehouse, world.world.catalog, {})
        found = warehouse.read("held_spans").to_pylist()
    return {row["account_id"]: (row["from_on"], row["until_on"]) for row in found}


def test_from_the_draw_to_the_release() -> None:
    assert held(AS_OF) == {
        "waiting": (ago(200), None),
        "ghosted": (ago(200), ago(90)),
        "stopped": (ago(200), ago(50)),
        "lasting": (ago(120), None),
        "root": (ago(150), ago(10)),
        "child": (ago(150), ago(10)),
    }


@pytest.mark.parametrize(("back", "stopped"), [(51, None), (50, ago(50))])
def test_a_stop_is_known_from_its_day(back: int, stopped: date | None) -> None:
    assert held(ago(back))["stopped"] == (ago(200), stopped)


def test_an_arm_counts_from_the_day_after_its_draw() -> None:
    assert "lasting" not in held(ago(120))
    assert held(ago(119))["lasting"] == (ago(120), None)
