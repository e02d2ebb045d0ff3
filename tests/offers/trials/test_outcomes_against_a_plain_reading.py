"""On random worlds: outcomes are those of a plain reading in Python, and what comes later changes nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from offers.trials.tables_of import Rows, tables_of
from worlds import World, day, random_catalog

AS_OF = day(600)
GAP, WITHIN = 5, 30
SETTINGS = {"trials_mapped": {"gap_days": GAP}}
Row = dict[str, Any]
Span = tuple[date, date | None]


def random_world(seed: int) -> World:
    rng = np.random.default_rng(seed)
    world = World(random_catalog(rng, 3))
    rows: Rows = []
    for number in range(60):
        for product in ("p0", "p1", "p2"):
            at = int(rng.integers(0, 500))
            for _ in range(int(rng.integers(0, 5))):
                long = int(rng.integers(1, 90))
                ended = None if rng.random() < 0.15 else day(at + long)
                rows.append(
                    {
                        "subscription_id": f"s{len(rows)}",
                        "account_id": f"a{number}",
                        "product_id": product,
                        "started_on": day(at),
                        "ended_on": ended,
                        "is_trial": bool(rng.random() < 0.6),
                        "acv": 100.0,
                    }
                )
                at += long + int(rng.integers(0, 70))
    world.rows["accounts"] = [{"account_id": f"a{number}", "name": f"A{number}"} for number in range(60)]
    world.rows["subscriptions"] = rows
    return world


def joined(lines: Sequence[Row], as_of: date, gap: int) -> list[Span]:
    """Lines known on a day, closed over gaps; an end that lies ahead is not known."""
    found: list[Span] = []
    known = [one for one in lines if one["started_on"] <= as_of]
    for one in sorted(known, key=lambda one: one["started_on"]):
        ended = one["ended_on"] if one["ended_on"] and one["ended_on"] <= as_of else None
        if found and (found[-1][1] is None or (one["started_on"] - found[-1][1]).days - 1 <= gap):
            first, last = found[-1]
            found[-1] = (first, None if last is None or ended is None else max(last, ended))
        else:
            found.append((one["started_on"], ended))
    return found


def plain(world: World, as_of: date) -> Rows:
    cells: dict[tuple[str, str], list[Row]] = {}
    for one in world.rows["subscriptions"]:
        cells.setdefault((one["account_id"], one["product_id"]), []).append(one)
    found = []
    for (account, product), lines in cells.items():
        trials = joined([one for one in lines if one["is_trial"]], as_of, GAP)
        paid = joined([one for one in lines if not one["is_trial"]], as_of, 90)
        for place, (began, ended) in enumerate(trials):
            after = trials[place + 1][0] if place + 1 < len(trials) else date.max
            until = (ended or as_of) + timedelta(days=WITHIN)
            starts = [first for first, _ in paid if began <= first <= until and first < after]
            held = any(first < began and (last is None or last >= began) for first, last in paid)
            found.append(
                {
                    "trial_id": f"subscriptions:{account}:{product}:{began}",
                    "ended_on": ended,
                    "paid_on": min(starts, default=None),
                    "held_before": held,
                    "matured": ended is not None and ended + timedelta(days=WITHIN) <= as_of,
                }
            )
    return sorted(found, key=lambda row: str(row["trial_id"]))


@pytest.mark.parametrize("seed", range(4))
def test_outcomes_are_those_of_a_plain_reading(seed: int) -> None:
    world = random_world(seed)
    rows = tables_of(world, AS_OF, settings=SETTINGS)["trial_outcomes"]
    expected = plain(world, AS_OF)
    assert len(expected) > 50
    assert any(row["paid_on"] for row in expected)
    assert [{name: row[name] for name in expected[0]} for row in rows] == expected


def test_what_comes_later_changes_nothing() -> None:
    world = random_world(9)
    cut = day(400)
    before = tables_of(world, cut)
    known = [one for one in world.rows["subscriptions"] if one["started_on"] <= cut]
    masked = [
        one | {"ended_on": None if one["ended_on"] and one["ended_on"] > cut else one["ended_on"]}
        for one in known
    ]
    then = World(world.catalog, {**world.rows, "subscriptions": masked})
    assert before == tables_of(then, cut)
    assert before == tables_of(world, cut)
    assert before != tables_of(world, AS_OF)
