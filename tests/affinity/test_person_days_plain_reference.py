"""Witness: person-days counted one day and one account at a time; sums must be equal, not close."""

from collections import Counter
from datetime import date
from itertools import permutations

import numpy as np
import pytest

from adjoin.statistics.rate_ratio import rate_ratio
from adjoin.statistics.strata import Strata
from affinity.measured import Measured, measured
from affinity.plain import Sums, by_account, person_days
from affinity.real_lists import oss_adopters
from affinity.test_sequences_plain_reference import coarse
from worlds import World, day, random_world


def sums_of(found: Measured, a: str, b: str) -> Sums:
    """The product's sums by stratum, the stratum's number taken apart."""
    pairs = found.exposed.pairs
    row = int(pairs.row(np.array([pairs.products.index(a)]), np.array([pairs.products.index(b)]))[0])
    rows = found.exposed.contributions(row)
    segments = sorted({r["segment"] or "" for r in found.accounts})
    sums: Sums = {}
    for stratum, *numbers in zip(
        rows.stratum,
        rows.events_exposed,
        rows.days_exposed,
        rows.events_unexposed,
        rows.days_unexposed,
        strict=True,
    ):
        rest, year = divmod(int(found.exposed.strata[stratum]), 10000)
        rest, band = divmod(rest, 10)
        segment, held = divmod(rest, 1000)
        cell = sums.setdefault((segments[segment - 1], held, band, year), [0, 0, 0, 0])
        sums[segments[segment - 1], held, band, year] = [
            x + int(y) for x, y in zip(cell, numbers, strict=True)
        ]
    return sums


def check_every_pair(found: Measured, world: World, as_of: date, ends_from: date | None = None) -> None:
    spans, segments = by_account(found.spans), {r["account_id"]: r["segment"] for r in found.accounts}
    # Segments are numbered among those that have held something.
    object.__setattr__(found, "accounts", [r for r in found.accounts if r["account_id"] in spans])
    for a, b in permutations(world.catalog.ids, 2):
        expected = person_days(spans, segments, a, b, as_of, ends_from)
        assert sums_of(found, a, b) == dict(expected), (a, b)
        witness = rate_ratio(Strata(*np.array(list(expected.values()), dtype=float).reshape(-1, 4).T))
        lift = found.row(a, b)["lift"]
        assert lift == (None if witness.ratio is None else pytest.approx(witness.ratio, rel=1e-9))


@pytest.mark.parametrize("seed", range(2))
def test_random_worlds(seed: int) -> None:
    rng = np.random.default_rng(200 + seed)
    world = coarse(random_world(rng, accounts=30, products=3, days=500), rng)
    as_of = day(int(rng.integers(500, 900)))
    check_every_pair(measured(world, as_of, other_dates=(day(450),)), world, as_of)


def test_a_world_whose_ends_are_recorded_late() -> None:
    rng = np.random.default_rng(7)
    world = random_world(rng, accounts=30, products=3, days=500)
    check_every_pair(measured(world, day(700), day(200)), world, day(700), day(200))


def test_real_adopter_lists_of_organisations_with_two_products() -> None:
    world, as_of = oss_adopters(), date(2026, 8, 31)
    listings = Counter(row["account_id"] for row in world.rows["subscriptions"])
    several = sorted(account for account, count in listings.items() if count > 1)
    # Every second of them: counting day by day takes its time.
    kept = set(several[::2])
    world.rows["subscriptions"] = [r for r in world.rows["subscriptions"] if r["account_id"] in kept]
    found = measured(world, as_of)
    spans = by_account(found.spans)
    for a, b in (("Argo CD", "Argo Workflows"), ("Flux v1", "Flux v2")):
        assert sums_of(found, a, b) == dict(person_days(spans, {}, a, b, as_of))
