"""Witness: lives and means by plain loops, segment by segment, on random worlds and on cases by hand."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from adjoin.affinity.paths.hero_products import HORIZON
from adjoin.domain.catalog import Catalog
from paths.walked import Row, busy_world, first_starts, steps_taken, walked
from worlds import World, day

AS_OF = day(1500)
Life = tuple[int, bool, list[int]]
Line = tuple[str, int, int | None]
Account = tuple[str, Sequence[Line]]


def lives_of(
    spans: dict[str, list[Row]], first: dict[str, dict[str, Row]]
) -> dict[str, tuple[str | None, Life]]:
    """By account whose first product is known: that product (None for several) and its life."""
    found = {}
    for account, rows in spans.items():
        if any(span["is_floor"] for span in first[account].values()):
            continue
        birth = rows[0]["began_on"]
        last = birth
        for row in rows:
            if (row["began_on"] - last).days - 1 > 90:
                break
            last = max(last, row["ended_on"] or date.max)
            if last == date.max:
                break
        ended = last != date.max
        life = (min(last, AS_OF) - birth).days
        steps = steps_taken(rows, first[account]).values()
        days = [(s - birth).days for s in steps if 0 < (s - birth).days <= life]
        entry = [p for p, span in first[account].items() if span["began_on"] == birth]
        found[account] = (entry[0] if len(entry) == 1 else None, (life, ended, sorted(days)))
    return found


def mean_by(lives: list[Life], horizon: int) -> float:
    surviving, mean = 1.0, 0.0
    for t in range(horizon + 1):
        at_risk = [life for life in lives if life[0] >= t]
        if at_risk:
            mean += surviving * sum(life[2].count(t) for life in at_risk) / len(at_risk)
            surviving *= 1 - sum(life[1] and life[0] == t for life in at_risk) / len(at_risk)
    return mean


@pytest.mark.parametrize("seed", [1, 4])
def test_means_are_those_of_plain_loops(seed: int) -> None:
    world = busy_world(seed, accounts=250, products=4)
    with walked(world, AS_OF) as warehouse:
        table = {row["product_id"]: row for row in warehouse.read("hero_products").to_pylist()}
        spans, first = first_starts(warehouse, AS_OF)
        segment = {r["account_id"]: r["segment"] for r in warehouse.read("known.accounts").to_pylist()}
        held = {r["account_id"] for r in warehouse.read("holdings").to_pylist()}
    lives = lives_of(spans, first)
    book = [segment[a] for a in spans if a in held]
    assert set(table) == set(world.catalog.ids)
    for product, row in table.items():
        own = {a: life for a, (entry, life) in lives.items() if entry == product}
        together = [a for a, (entry, _) in lives.items() if entry is None
                    and first[a].get(product, {}).get("began_on") == spans[a][0]["began_on"]]  # fmt: skip
        assert (row["accounts"], row["together"]) == (len(own), len(together))
        assert row["ended"] == sum(ended and last <= HORIZON for last, ended, _ in own.values())
        long = {a for a in own if (AS_OF - spans[a][0]["began_on"]).days >= HORIZON}
        assert row["followed"] == len(long)
        assert row["further_raw"] == pytest.approx(mean_by(list(own.values()), HORIZON))
        total, weight = 0.0, 0
        for name in {segment[a] for a in spans}:
            if sum(segment[a] == name for a in long) >= 10:
                total += book.count(name) * mean_by([own[a] for a in own if segment[a] == name], HORIZON)
                weight += book.count(name)
        assert row["covered"] == pytest.approx(weight / len(book))
        assert row["further"] == pytest.approx(total / weight)
        assert row["further_low"] < row["further"] < row["further_high"]
        assert row["enough"] is (weight / len(book) >= 0.8)
        assert (row["segments_left_out"] is None) == (weight == len(book))
    ranked = sorted((r for r in table.values() if r["enough"]), key=lambda r: -r["further_low"])
    assert [r["rank"] for r in ranked] == list(range(1, len(ranked) + 1))
    assert [r["hero"] for r in ranked] == [True] + [False] * (len(ranked) - 1)


def company(lives: Sequence[Account]) -> World:
    """Accounts of a segment with lines (product, first day, last day)."""
    products = [{"id": p, "name": p.upper()} for p in ("door", "room", "roof")]
    world = World(Catalog.model_validate({"products": products}))
    world.rows["accounts"] = [
        {"account_id": f"a{i}", "name": "a", "segment": s} for i, (s, _) in enumerate(lives)
    ]
    world.rows["subscriptions"] = [
        {"subscription_id": f"{i}-{p}", "account_id": f"a{i}", "product_id": p, "started_on": day(start),
         "ended_on": None if end is None else day(end)}
        for i, (_, lines) in enumerate(lives) for p, start, end in lines
    ]  # fmt: skip
    return world


def times(number: int, segment: str, *lines: Line) -> list[Account]:
    return [(segment, lines)] * number


def test_who_left_stays_in_the_denominator_and_segments_are_weighed_as_the_book() -> None:
    # Small: 10 begin with door and leave without more, 10 go on to room. Large: all 10 go on to both.
    lives = times(10, "small", ("door", 0, 100)) + times(10, "small", ("door", 0, None), ("room", 50, None))
    lives += times(10, "large", ("door", 0, None), ("room", 50, None), ("roof", 60, None))
    with walked(company(lives), AS_OF) as warehouse:
        rows = {r["product_id"]: r for r in warehouse.read("hero_products").to_pylist()}
    assert rows["door"]["further_raw"] == pytest.approx((10 * 0 + 10 * 1 + 10 * 2) / 30)
    # The book has 10 small (the others left) and 10 large.
    assert rows["door"]["further"] == pytest.approx(0.5 * 0.5 + 0.5 * 2)
    assert (rows["door"]["ended"], rows["door"]["hero"], rows["door"]["covered"]) == (10, True, 1.0)
    assert rows["roof"]["reason"] == "no account was seen to begin with it alone"
    assert rows["roof"]["rank"] is None


def test_a_segment_without_numbers_is_named() -> None:
    lives = times(12, "small", ("door", 0, None)) + times(12, "large", ("room", 0, None))
    with walked(company(lives), AS_OF) as warehouse:
        rows = {r["product_id"]: r for r in warehouse.read("hero_products").to_pylist()}
    assert rows["door"]["segments_left_out"] == "large"
    assert rows["door"]["reason"] == "segments with 10 or more make up 50 % of the book"
    assert rows["door"]["says"].startswith("Accounts that begin with DOOR: cannot tell yet")
    assert not any(row["enough"] for row in rows.values())


def test_coming_back_after_three_months_without_anything_is_another_life() -> None:
    back, late = 100 + 90, 100 + 92
    lives = times(10, "s", ("door", 0, 100), ("room", back, None))
    lives += times(10, "s", ("door", 0, 100), ("roof", late, None))
    with walked(company(lives), AS_OF) as warehouse:
        door = next(r for r in warehouse.read("hero_products").to_pylist() if r["product_id"] == "door")
    assert (door["ended"], door["further"]) == (10, pytest.approx(0.5))


def test_nobody_followed_for_24_months() -> None:
    with walked(company(times(20, "s", ("door", 900, None))), AS_OF) as warehouse:
        rows = {r["product_id"]: r for r in warehouse.read("hero_products").to_pylist()}
    assert (rows["door"]["reason"], rows["door"]["further"]) == ("not followed that long", None)
    assert rows["door"]["further_raw"] == 0
    assert day(900) + timedelta(days=HORIZON) > AS_OF
