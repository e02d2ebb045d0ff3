"""The laws of time: many moments are the union of single ones, and the future cannot change the past."""

import numpy as np
import pytest

from facts.as_known import facts_at, later_knowledge, later_rows
from worlds import day, random_world

DATES = [day(offset) for offset in (350, 351, 500, 640, 899)]


@pytest.mark.parametrize("seed", range(3))
def test_many_moments_are_the_union_of_single_ones(seed: int) -> None:
    world = random_world(np.random.default_rng(seed))
    together = facts_at(world, DATES)
    for at in DATES:
        for name, rows in facts_at(world, [at]).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"


@pytest.mark.parametrize("seed", range(8))
def test_rows_after_the_date_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng), day(int(rng.integers(100, 800)))
    assert facts_at(later_rows(world, as_of, rng), [as_of]) == facts_at(world, [as_of])


@pytest.mark.parametrize("seed", range(8))
def test_what_became_known_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng), day(int(rng.integers(100, 800)))
    assert facts_at(later_knowledge(world, as_of, rng), [as_of]) == facts_at(world, [as_of])


def test_the_fuzz_does_change_the_world() -> None:
    rng = np.random.default_rng(1)
    world, as_of = random_world(rng), day(400)
    later = day(899)
    assert facts_at(later_knowledge(world, as_of, rng), [later]) != facts_at(world, [later])
    assert facts_at(later_rows(world, as_of, rng), [later]) != facts_at(world, [later])
