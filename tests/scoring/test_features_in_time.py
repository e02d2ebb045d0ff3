"""The laws of time for features: single accounts are cut out of the whole book, and the future changes nothing."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from facts.as_known import later_knowledge, later_rows
from scoring.pairs import judged_book, judged_pairs
from whole_run import affinity_at, ordered
from worlds import World, day, random_world

DATES = [day(offset) for offset in (350, 351, 500, 640, 899)]
Rows = list[dict[str, Any]]


def of_moments(rows: Rows, moments: set[tuple[object, object]]) -> Rows:
    return [row for row in rows if (row["as_of"], row["account_id"]) in moments]


def chosen_pairs(world: World, rng: np.random.Generator, share: float) -> pa.Table:
    ids = [row["account_id"] for row in world.rows["accounts"]]
    picked = [(on, account) for on in DATES for account in ids if rng.random() < share]
    return pa.table(
        {
            "as_of": pa.array([on for on, _ in picked], pa.date32()),
            "account_id": [account for _, account in picked],
        }
    )


@pytest.mark.parametrize("seed", range(3))
def test_single_accounts_are_what_the_whole_book_says_of_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world = random_world(rng, accounts=50)
    for row in world.rows[
        "usage"
    ]:  # so that the vendor has long recorded it: that is measured against the book
        row["metric"] = row["metric"].replace("exports", "other")
    affinity = affinity_at(world, DATES[0])
    pairs = chosen_pairs(world, rng, 0.1)
    book = judged_book(world, DATES, affinity)
    alone = judged_pairs(world, pairs, affinity, book)
    moments = {(row["as_of"], row["account_id"]) for row in alone.told["moments"]}
    assert moments < {(row["as_of"], row["account_id"]) for row in book.told["moments"]}
    for name, rows in alone.told.items():
        if rows and "account_id" in rows[0]:
            assert rows == of_moments(book.told[name], moments), name
    assert len(alone.told["features"]) > 10
    assert alone.told["signals"]


@pytest.mark.parametrize("seed", range(4))
def test_what_comes_later_changes_no_feature(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng), day(int(rng.integers(300, 800)))
    affinity = affinity_at(world, as_of)
    now = judged_book(world, [as_of], affinity).told["features"]
    for other in (later_rows(world, as_of, rng), later_knowledge(world, as_of, rng)):
        assert judged_book(other, [as_of], affinity).told["features"] == now


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = random_world(np.random.default_rng(3))
    affinity = affinity_at(world, DATES[0])
    together = judged_book(world, DATES, affinity)
    for on in DATES:
        alone = judged_book(world, [on], affinity)
        for name in ("features", "prior"):
            assert alone.told[name] == [row for row in together.told[name] if row["as_of"] == on], name
        for name, table in alone.book.items():
            assert ordered(table) == [row for row in ordered(together.book[name]) if row["as_of"] == on]


def test_a_root_is_opened_whole() -> None:
    world = random_world(np.random.default_rng(8))
    for row in world.rows["accounts"]:
        row |= {"parent_account_id": None, "customer_since": day(0)}
    by_id = {row["account_id"]: row for row in world.rows["accounts"]}
    by_id["a1"]["parent_account_id"] = by_id["a2"]["parent_account_id"] = "a3"
    by_id["a3"]["parent_account_id"] = "a2"  # in a circle
    by_id["a4"]["parent_account_id"] = "a1"
    pairs = pa.table({"as_of": pa.array([day(500)], pa.date32()), "account_id": ["a4"]})
    affinity = affinity_at(world, day(500))
    alone = judged_pairs(world, pairs, affinity, judged_book(world, [day(500)], affinity))
    assert {row["account_id"] for row in alone.told["moments"]} == {"a1", "a2", "a3", "a4"}
