"""Witness: every journey counted by permutations in plain Python, its last step by Aalen–Johansen in loops."""

import json
from collections import Counter
from datetime import date
from itertools import combinations, pairwise, permutations
from math import factorial
from statistics import median
from typing import Any

import numpy as np
import pytest
from scipy import stats

from adjoin.affinity.paths.journeys import journeys_against_chance
from adjoin.affinity.paths.orders import LEAST, Orders, adds, against_chance, chosen, code_of, digits, longest
from adjoin.domain.catalog import Catalog
from paths.walked import Row, busy_world, first_starts, steps_taken, walked
from worlds import World, day

AS_OF = day(850)
Starts = dict[str, dict[str, date]]


def in_order(starts: Starts, journey: tuple[str, ...]) -> list[str]:
    """The accounts that began these products in this order, each on a later day."""
    found = []
    for account, own in starts.items():
        days = [own[product] for product in journey if product in own]
        if len(days) == len(journey) and all(a < b for a, b in pairwise(days)):
            found.append(account)
    return found


def incidence(entries: list[tuple[int, str]], horizon: int) -> float:
    free, total = 1.0, 0.0
    for t in range(horizon + 1):
        at_risk = sum(d >= t for d, _ in entries)
        if at_risk:
            total += free * sum(d == t and what == "event" for d, what in entries) / at_risk
            free *= 1 - sum(d == t and what != "censored" for d, what in entries) / at_risk
    return total


def last_step(
    starts: Starts, first: dict[str, dict[str, Row]], journey: tuple[str, ...]
) -> list[tuple[int, str]]:
    """How the last step went for each account that had come so far: day and course."""
    *_, before, last = journey
    entries = []
    for account in in_order(starts, journey[:-1]):
        clock = first[account][before]
        span = first[account].get(last)
        if span and (span["is_floor"] or span["began_on"] <= clock["began_on"]):
            continue
        end = ((clock["ended_on"] or AS_OF) - clock["began_on"]).days
        begun = (span["began_on"] - clock["began_on"]).days if span else None
        if begun is not None and begun <= end:
            entries.append((begun, "event" if last in starts[account] else "replaced"))
        else:
            entries.append((end, "ended" if clock["ended_on"] else "censored"))
    return entries


@pytest.mark.parametrize("seed", [1, 2])
def test_journeys_are_those_of_plain_python(seed: int) -> None:
    world = busy_world(seed)
    with walked(world, AS_OF) as warehouse:
        table = warehouse.read("journeys", ("rank",)).to_pylist()
        tests = {row["length"]: row for row in warehouse.read("journey_tests").to_pylist()}
        spans, first = first_starts(warehouse, AS_OF)
        starts = {account: steps_taken(spans[account], first[account]) for account in spans}
        courses = Counter((r["length"], r["course"]) for r in warehouse.read("journey_courses").to_pylist())
    ids = world.catalog.ids
    told = {tuple(json.loads(row["journey"])): row for row in table}
    assert len(told) > 10
    for length in (3, 4, 5):
        counts = {
            order: len(in_order(starts, order))
            for of in combinations(ids, length)
            for order in permutations(of)
        }
        common = {of for of in combinations(ids, length) if sum(counts[o] for o in permutations(of)) >= 5}
        assert tests.get(length, {"sets": 0})["sets"] == len(common)
        for of in common:
            for order in permutations(of):
                code = code_of(tuple(ids.index(p) for p in order), len(ids) + 1)
                assert courses[length, code] == counts[order]
        for order in (o for o in told if len(o) == length):
            _same(told[order], order, starts, first)
            assert told[order]["among"] == sum(counts[o] for o in permutations(order))
    listed = {order for order in told if len(order) == 3}
    assert listed == {o for o in permutations(ids, 3) if len(in_order(starts, o)) >= LEAST}
    assert [row["rank"] for row in table] == list(range(1, len(table) + 1))


def _same(row: Row, order: tuple[str, ...], starts: Starts, first: dict[str, dict[str, Row]]) -> None:
    own = in_order(starts, order)
    took = [(starts[a][order[-1]] - starts[a][order[0]]).days for a in own]
    assert row["accounts"] == len(own)
    assert row["median_days"] == median(took)
    assert row["quarter_days"], row["three_quarter_days"] == pytest.approx(np.percentile(took, [25, 75]))
    low, high = stats.binomtest(len(own), row["among"]).proportion_ci(method="exact")
    assert (row["share_low"], row["share_high"]) == pytest.approx((low, high))
    entries = last_step(starts, first, order)
    assert row["step_at_risk"] == len(entries)
    assert row["step_probability"] == pytest.approx(incidence(entries, 365))
    assert row["step_enough"] == (sum(d >= 365 for d, _ in entries) >= 10)


def test_late_entry_leaves_out_steps_that_nobody_could_have_seen_fail() -> None:
    world = busy_world(3)
    with walked(world, AS_OF) as all_seen, walked(world, AS_OF, ends_from=day(400)) as late:
        one, other = (w.read("journeys", ("journey",)).to_pylist() for w in (all_seen, late))
    assert [r["accounts"] for r in one] == [r["accounts"] for r in other]
    assert sum(r["step_at_risk"] for r in other) < sum(r["step_at_risk"] for r in one)


def orders(counts: dict[str, int], base: int = 10) -> Orders:
    """Orders written as digits from 1, with how many took each."""
    codes = [tuple(int(c) for c in order) for order in counts]
    sets = [code_of(tuple(sorted(code)), base) for code in codes]
    among = [sum(n for other, n in zip(sets, counts.values(), strict=True) if other == own) for own in sets]
    columns: list[list[Any]] = [
        [len(c) for c in codes], [code_of(c, base) for c in codes], sets, list(counts.values()), among,
    ]  # fmt: skip
    return Orders(base, *(np.array(column, dtype=np.int64) for column in columns))


def test_an_order_holds_where_chance_over_all_orders_does_not_explain_it() -> None:
    told = orders({"123": 40, "132": 10, "213": 10, "231": 10, "312": 10, "321": 10})
    assert told.holds.tolist() == [True, False, False, False, False, False]
    assert [told.products(row) for row in chosen(told)[:2]] == [(1, 2, 3), (1, 3, 2)]
    (tested,) = against_chance(told)
    assert (tested.sets, tested.tested, tested.found, tested.rarest) == (1, 6, 1, 90)
    least = next(k for k in range(91) if stats.binom.sf(k - 1, 90, 1 / 6) < 0.025)
    assert tested.by_chance == pytest.approx(6 * stats.binom.sf(least - 1, 90, 1 / 6))


def test_a_longer_journey_must_add_something_at_both_ends() -> None:
    # 1 → 2 → 3 always; 4 falls anywhere among them.
    anywhere = {"1234": 20, "1243": 20, "1423": 20, "4123": 20}
    # 1 → 2 → 3 → 4 far more often than 4 falls anywhere.
    last = {"1234": 70, "1243": 5, "1423": 5, "4123": 5, "2341": 5, "2314": 5, "2134": 5}
    for counts, expected in ((anywhere, False), (last, True)):
        told = orders(counts)
        counted = dict(zip(zip(told.length, told.course, strict=True), told.accounts, strict=True))
        assert adds((1, 2, 3, 4), 10, counted) is expected


@pytest.mark.parametrize("products", [1, 3, 300, 6000, 50_000])
def test_codes_fit_a_64_bit_number(products: int) -> None:
    length = longest(products)
    code = code_of((products,) * length, products + 1)
    assert code < 2**63
    assert digits(code, length, products + 1) == (products,) * length
    assert length == (5 if products <= 5000 else longest(products))
    assert longest(50_000) >= 3


def planted_order(seed: int, accounts: int) -> World:
    """Accounts that begin most of five products on random days, half of them 0, 1, 2 in this order."""
    rng = np.random.default_rng(seed)
    world = World(Catalog.model_validate({"products": [{"id": f"q{i}", "name": f"Q{i}"} for i in range(5)]}))
    world.rows["accounts"] = [{"account_id": f"a{i}", "name": "a"} for i in range(accounts)]
    lines: list[Row] = []
    for i in range(accounts):
        at = rng.choice(800, 5, replace=False)
        if rng.random() < 0.5:
            at[:3] = sorted(at[:3])
        for product, offset in enumerate(at):
            if rng.random() < 0.8:
                lines.append({"subscription_id": f"{i}-{product}", "account_id": f"a{i}",
                              "product_id": f"q{product}", "started_on": day(offset)})  # fmt: skip
    world.rows["subscriptions"] = lines
    return world


def test_a_planted_order_is_found_first() -> None:
    with walked(planted_order(1, 400), AS_OF) as warehouse:
        best, *_ = warehouse.read("journeys", ("rank",)).to_pylist()
        (sentence,) = journeys_against_chance(warehouse.read("journey_tests"))
    assert (json.loads(best["journey"]), best["holds"]) == (["q0", "q1", "q2"], True)
    assert best["share_low"] > 1 / factorial(3)
    assert "orders of three to five products" in sentence


def random_orders(rng: np.random.Generator, accounts: int, products: int) -> Orders:
    """Every account begins each product with chance 0.8, in an order that means nothing."""
    counts: Counter[str] = Counter()
    for _ in range(accounts):
        own = [str(p + 1) for p in rng.permutation(products) if rng.random() < 0.8]
        counts.update("".join(of) for n in (3, 4) for of in combinations(own, n))
    return orders(dict(counts))


def test_where_order_means_nothing_as_many_are_found_as_chance_gives_and_hardly_any_holds() -> None:
    rng = np.random.default_rng(2)
    worlds = [random_orders(rng, 150, 6) for _ in range(25)]
    tests = [tested for told in worlds for tested in against_chance(told)]
    found, by_chance = sum(t.found for t in tests), sum(t.by_chance for t in tests)
    assert found == pytest.approx(by_chance, rel=0.2)
    assert by_chance < 0.025 * sum(t.tested for t in tests)
    # The false discovery rate: worlds with any order that holds, where none should.
    assert sum(bool(told.holds.any()) for told in worlds) <= 5


def test_only_the_most_common_sets_are_followed_and_none_more_common_is_missed() -> None:
    world = busy_world(5, accounts=200, products=6)
    with (
        walked(world, AS_OF) as whole,
        walked(world, AS_OF, settings={"journey_courses": {"at_most": 8}}) as cut,
    ):
        every, some = ({(r["length"], r["set_code"]): r["among"] for r in _sets(w)} for w in (whole, cut))
    assert 0 < len(some) < len(every)
    rarest = 0
    for length in sorted({n for n, _ in some}):
        own = {key: among for key, among in some.items() if key[0] == length}
        assert len(own) <= 8
        rarest = max(rarest, min(own.values()))
        assert {k: v for k, v in every.items() if k[0] == length and v >= rarest}.items() <= own.items()


def _sets(warehouse: Any) -> list[Row]:
    counts = Counter((r["length"], r["set_code"]) for r in warehouse.read("journey_courses").to_pylist())
    return [{"length": n, "set_code": code, "among": among} for (n, code), among in counts.items()]
