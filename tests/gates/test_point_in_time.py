"""Gates and verdicts: many moments are the union of single ones; what comes later changes nothing."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from facts.as_known import later_knowledge, later_rows
from gates.judged import before_gates, judged
from gates.peopled import peopled
from whole_run import ordered
from worlds import World, day

DATES = [day(offset) for offset in (380, 640, 899)]
Tables = dict[str, list[dict[str, Any]]]


def affinity_at(world: World, at: date) -> dict[str, pa.Table]:
    with duckdb.connect() as connection:
        return before_gates(world, at, connection)


def tables_at(world: World, dates: Sequence[date], affinity: Mapping[str, pa.Table] | None = None) -> Tables:
    with judged(world, dates, affinity=affinity) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in ("gates", "verdicts", "departures")}


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = peopled(np.random.default_rng(3))
    affinity = affinity_at(world, DATES[-1])
    together = tables_at(world, DATES, affinity)
    for at in DATES:
        for name, rows in tables_at(world, [at], affinity).items():
            assert rows == [row for row in together[name] if row["as_of"] in (at, None)], f"{name} at {at}"


@pytest.mark.parametrize("seed", range(2))
def test_what_comes_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = peopled(rng), day(int(rng.integers(300, 800)))
    before = tables_at(world, [as_of])
    changed = with_later_moods(later_knowledge(later_rows(world, as_of, rng), as_of, rng), as_of)
    assert tables_at(changed, [as_of]) == before


def with_later_moods(world: World, as_of: date) -> World:
    """What was said, felt, bought or aimed at after the date turned into its opposite."""
    changed = copy.deepcopy(world)
    for row in changed.rows["health"]:
        if row["day"] > as_of:
            row |= {"score": -99.0}
    for row in changed.rows["interactions"]:
        if row["occurred_on"] > as_of:
            row |= {"sentiment": -1.0, "channel": "call"}
    changed.rows["objectives"] = [row for row in changed.rows["objectives"] if row["stated_on"] <= as_of]
    for row in changed.rows["events"]:
        if row["occurred_on"] > as_of:
            row |= {"kind": "competitor_purchase", "vendor": "Toolbox", "product_id": None}
    return changed


def test_the_world_shows_what_the_laws_are_about() -> None:
    rows = [
        row
        for seed in range(2)
        for row in tables_at(peopled(np.random.default_rng(seed)), [day(640)])["gates"]
    ]
    codes = {row["reason_code"] for row in rows}
    missing = {
        *("dissatisfied", "satisfied", "not_asked_lately", "never_asked", "no_meeting", "tone_falling"),
        *("champion_left", "in_touch", "no_objective", "objective_known", "rival_bought", "one_contact_only"),
        *("nobody_known", "people_known", "buyer_unknown"),
    } - codes
    assert not missing
