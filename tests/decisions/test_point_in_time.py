"""From signals to recommendations: many moments are the union of single ones; the future cannot change the past."""

import numpy as np
import pytest

from facts.as_known import later_knowledge, later_rows
from whole_run import affinity_at, tables_at
from worlds import day, random_world

DATES = [day(offset) for offset in (380, 640, 899)]


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = random_world(np.random.default_rng(3))
    affinity = affinity_at(world, DATES[-1])
    together = tables_at(world, DATES, affinity)
    for at in DATES:
        for name, rows in tables_at(world, [at], affinity).items():
            assert rows == [row for row in together[name] if row["as_of"] in (at, None)], f"{name} at {at}"


@pytest.mark.parametrize("seed", range(2))
def test_rows_after_the_date_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng), day(int(rng.integers(200, 800)))
    assert tables_at(later_rows(world, as_of, rng), [as_of]) == tables_at(world, [as_of])


@pytest.mark.parametrize("seed", range(2))
def test_what_became_known_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng), day(int(rng.integers(200, 800)))
    assert tables_at(later_knowledge(world, as_of, rng), [as_of]) == tables_at(world, [as_of])


def test_the_world_shows_what_the_laws_are_about() -> None:
    """The laws would hold of empty tables too: every kind fires and every gate blocks somewhere."""
    tables = [
        tables_at(random_world(np.random.default_rng(seed), accounts=80), [day(640)]) for seed in range(2)
    ]
    kinds = {row["kind"] for each in tables for row in each["signals"]}
    assert kinds == {
        *("asked", "competitive_evaluation", "heard", "integration_activity", "partner_signal"),
        *("problem_emergence", "stakeholder_expansion", "usage_ceiling", "workaround"),
    }
    blocking = {row["gate"] for each in tables for row in each["gates"] if row["verdict"] == "block"}
    assert blocking >= {"adoption", "eligibility", "escalation", "fatigue", "health", "hold", "renewal"}
    actions = {row["action"] for each in tables for row in each["recommendations"]}
    assert actions >= {"play", "discover", "none"}
