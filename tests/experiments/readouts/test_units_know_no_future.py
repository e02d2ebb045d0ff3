"""The laws of time for units, and a plain reading of the canonical rows as their witness."""

import copy
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from experiments.readouts.tried import Book, Row, read
from facts.as_known import later_rows
from worlds import World, day, random_world

DATES = [day(560), day(561), day(700)]


def tried_world(seed: int) -> World:
    """A random world with assignments and an experiment of ours drawn in it."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, accounts=20)
    book = Book()
    ids = [row["account_id"] for row in world.rows["accounts"]]
    for name in ids:
        on = day(rng.integers(400, 650))
        product = None if rng.random() < 0.3 else f"p{rng.integers(0, 4)}"
        book.add(
            "assignments", experiment="elsewhere", account_id=name, arm=str(rng.choice(["mail", "control", "call"])),
            assigned_on=on, product_id=product,
        )  # fmt: skip
        book.drawn(name, str(rng.choice(["held", "approached"])), on=day(rng.integers(395, 420)))
        for product in sorted({f"p{rng.integers(0, 4)}" for _ in range(3)}):
            book.slot(
                name, on=day(rng.integers(390, 640)), product_id=product, ghost=bool(rng.random() < 0.5),
                filler=bool(rng.random() < 0.2),
            )  # fmt: skip
    return World(world.catalog, {**world.rows, **book.world.rows})


@pytest.mark.parametrize("seed", range(1))
def test_many_moments_are_the_union_of_single_ones(seed: int) -> None:
    world = tried_world(seed)
    together = read(world, DATES)
    for at in DATES:
        for name, rows in read(world, [at]).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"


@pytest.mark.parametrize("seed", range(1))
def test_rows_after_the_date_change_nothing(seed: int) -> None:
    world, as_of = tried_world(seed), day(560)
    changed = later_rows(world, as_of, np.random.default_rng(seed + 9))
    for table, column in (("proposals", "shown_on"), ("assignments", "assigned_on"), ("arms", "drawn_on")):
        for row in copy.deepcopy(world.rows[table]):
            if row[column] > as_of:
                row[column] += timedelta(days=3)
                row["product_id"] = "p1"
                changed.rows[table].append(row | {"experiment": "later", "root_id": row.get("root_id")})
    changed.rows["experiments"][0] = changed.rows["experiments"][0] | {
        "stopped_on": as_of + timedelta(days=1)
    }
    assert read(changed, [as_of]) == read(world, [as_of])


@pytest.mark.parametrize("seed", range(2))
def test_units_elsewhere_are_those_of_a_plain_reading(seed: int) -> None:
    world, as_of = tried_world(seed), day(700)
    found = {
        row["unit_id"]: (row["matured"], row["left_out"], row["converted"])
        for row in read(world, [as_of])["experiment_units"]
        if row["experiment"] == "elsewhere"
    }
    known = {row["account_id"] for row in world.rows["accounts"]}
    expected = {
        row["account_id"]: plain(world, row)
        for row in world.rows["assignments"]
        if row["account_id"] in found and row["assigned_on"] <= as_of
    }
    assert len(found) > 0.9 * len(known)
    assert found == expected
    assert {told[2] for told in found.values()} == {None, True, False}


def plain(world: World, row: Row) -> tuple[bool, str | None, bool | None]:
    """matured, left_out, converted, straight from the contracts known on day 700."""
    first, last = row["assigned_on"], row["assigned_on"] + timedelta(days=90)
    products = [row["product_id"]] if row["product_id"] else world.catalog.ids
    new, held = False, False
    for product in products:
        spans = plain_spans(world, row["account_id"], product)
        had = any(began < first and ended >= first for began, ended in spans)
        new = new or (not had and any(first <= began <= last for began, _ in spans))
        held = held or had
    if held and row["product_id"]:
        return last <= day(700), "held_it_already", None
    return last <= day(700), None, new if last <= day(700) else None


def plain_spans(world: World, account: str, product: str) -> list[Any]:
    spans: list[Any] = []
    lines = [
        one
        for one in world.rows["subscriptions"]
        if (one["account_id"], one["product_id"]) == (account, product)
        and not one["is_trial"]
        and one["started_on"] <= day(700)
    ]
    for one in sorted(lines, key=lambda line: line["started_on"]):
        ended = one["ended_on"] if one["ended_on"] and one["ended_on"] <= day(700) else day(99999)
        if spans and (one["started_on"] - spans[-1][1]).days - 1 <= 90:
            spans[-1][1] = max(spans[-1][1], ended)
        else:
            spans.append([one["started_on"], ended])
    return spans
