"""Sightings, signals and what goes with them: many moments are the union of single ones, the future is unknown."""

from datetime import date

import numpy as np
import pytest

from adjoin.signals.detectors import detectors
from facts.as_known import later_knowledge, later_rows
from signals.seen import LEFT, lively, seen_at
from worlds import World, day, random_world

DATES = [day(offset) for offset in (30, 380, 640, 899)]


def busy(seed: int) -> World:
    rng = np.random.default_rng(seed)
    return lively(random_world(rng, accounts=60), rng)


@pytest.mark.parametrize("seed", range(2))
def test_many_moments_are_the_union_of_single_ones(seed: int) -> None:
    world = busy(seed)
    together = seen_at(world, DATES)
    for at in DATES:
        for name, rows in seen_at(world, [at]).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"


@pytest.mark.parametrize("later", [later_rows, later_knowledge])
@pytest.mark.parametrize("seed", range(2))
def test_what_is_known_later_changes_nothing(seed: int, later: object) -> None:
    assert callable(later)
    world, rng = busy(seed), np.random.default_rng(seed)
    as_of: date = day(int(rng.integers(400, 800)))
    assert seen_at(later(world, as_of, rng), [as_of]) == seen_at(world, [as_of])


def test_the_worlds_show_what_the_laws_are_about() -> None:
    """The laws would hold of empty tables too."""
    tables = [seen_at(busy(seed), DATES) for seed in range(2)]
    for name in LEFT:
        assert any(each[name] for each in tables), name
    signals = [row for each in tables for row in each["signals"]]
    assert {row["kind"] for row in signals} == {detector.kind for detector in detectors()}
    assert {row["state"] for row in signals} == {"open", "fading", "snoozed", "closed"}
    assert any(row["ended_on"] for each in tables for row in each["sightings"])


def test_every_sighting_lies_in_the_past_and_says_why() -> None:
    for seed in range(2):
        for row in seen_at(busy(seed), DATES)["sightings"]:
            assert row["detected_on"] <= row["as_of"]
            assert 0 < row["strength"] <= 1
            assert row["says"]
            assert row["evidence"].startswith("{")
            assert row["ended_on"] is None or row["detected_on"] <= row["ended_on"] <= row["as_of"], row
