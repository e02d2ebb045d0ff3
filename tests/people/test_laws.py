"""People: many moments are the union of single ones, the future is silent, engines agree, settings count."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg
import pytest

from adjoin.people.know import PUBLISHED
from facts.as_known import later_knowledge, later_rows, ordered
from facts.test_engines import _load, _plain
from people.knowing import build, people_at, sociable
from worlds import World, day

DATES = [day(offset) for offset in (380, 640, 899)]
BASES = [{"account_id": f"a{i}", "product_id": "p2", "base_product_id": "p0"} for i in range(25)]


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = sociable(np.random.default_rng(3))
    together = people_at(world, DATES, BASES)
    for at in DATES:
        for name, rows in people_at(world, [at], BASES).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"
            assert at != DATES[-1] or rows, name
    kinds = {(row["role"], row["source"]) for row in together["roles"]}
    assert kinds >= {
        *(("economic_buyer", word) for word in ("said", "title")),
        *((role, word) for role in ("champion", "blocker") for word in ("said", "observed")),
    }


@pytest.mark.parametrize("seed", range(2))
def test_what_happens_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = sociable(rng), day(int(rng.integers(500, 800)))
    expected = people_at(world, [as_of], BASES)
    assert people_at(_later_talk(later_rows(world, as_of, rng), as_of), [as_of], BASES) == expected
    assert people_at(later_knowledge(world, as_of, rng), [as_of], BASES) == expected


def _later_talk(world: World, as_of: date) -> World:
    """Beside it, everybody speaks with us and is called a blocker the day after."""
    after = {"occurred_on": as_of + timedelta(days=1)}
    for number, row in enumerate(list(world.rows["contacts"])):
        who = {"account_id": row["account_id"], **after}
        talk = {
            "interaction_id": f"x{number}",
            "contact_id": row["contact_id"],
            "rep": "r1",
            "sentiment": 1.0,
        }
        role = {"event_id": f"x{number}", "kind": "role", "category": "blocker", "body": row["contact_id"]}
        world.rows["interactions"].append({**who, **talk})
        world.rows["events"].append({**who, **role})
    return world


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = sociable(np.random.default_rng(5))
    expected = people_at(world, DATES, BASES)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        build(warehouse, world, DATES, BASES)
        for name in PUBLISHED:
            assert _plainly(ordered(warehouse.read(name))) == _plainly(expected[name]), name


def _plainly(rows: list[dict[str, Any]]) -> list[dict[str, object]]:
    plain = [{key: _plain(value) for key, value in row.items()} for row in rows]
    return sorted(plain, key=lambda row: [str(value) for value in row.values()])


def test_a_setting_counts() -> None:
    world = sociable(np.random.default_rng(3))
    usual = people_at(world, DATES[-1:], BASES)
    for settings, name in (
        ({"ties": {"half_life_days": 30.0}}, "acquaintance"),
        ({"chains": {"elsewhere": 0.9}}, "warm_paths"),
        ({"ways_in": {"colleague": 0.1}}, "warm_paths"),
        ({"threads": {"days": 30}}, "threads"),
        ({"conversations": {"answer_days": 200}}, "acquaintance"),
        ({"partner_starts": {"days": 5}}, "partner_records"),
        ({"seen_blockers": {"deep": 0.9}}, "roles"),
    ):
        assert people_at(world, DATES[-1:], BASES, settings)[name] != usual[name], settings
