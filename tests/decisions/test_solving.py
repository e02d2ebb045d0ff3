"""The assignment against a witness that tries every choice, and the laws it must keep."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoin.decisions.assignment.solving import Pairs, Whole, accept, dual_bound, solve

WORLDS = st.tuples(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 3)), max_size=9
    ),  # value, root, owner
    st.lists(st.integers(0, 3), min_size=4, max_size=4),  # slots by owner
)
LARGE = st.tuples(
    st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 30), st.integers(0, 5)), max_size=120),
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
)


def made(rows: list[tuple[float, int, int]]) -> Pairs:
    """Pairs in order of preference: the worth first, then as given."""
    ordered = sorted(rows, key=lambda row: -row[0])
    columns = np.array(ordered, dtype=np.float64).reshape(len(ordered), 3)
    return Pairs(columns[:, 0], columns[:, 1].astype(np.int64), columns[:, 2].astype(np.int64))


def allowed(pairs: Pairs, which: list[int], slots: Whole) -> bool:
    roots = pairs.root[which]
    used = np.bincount(pairs.owner[which], minlength=len(slots))
    return len(set(roots.tolist())) == len(roots) and bool((used <= slots).all())


def best_of_all(pairs: Pairs, slots: Whole) -> float:
    """Every subset tried."""
    choices = range(len(pairs.value))
    subsets = itertools.chain.from_iterable(
        itertools.combinations(choices, size) for size in range(len(pairs.value) + 1)
    )
    return max(float(pairs.value[list(s)].sum()) for s in subsets if allowed(pairs, list(s), slots))


def one_by_one(pairs: Pairs, slots: Whole) -> np.ndarray:
    """Greedy as a person would do it: down the list, wherever there is room."""
    left, roots, taken = slots.copy(), set(), np.zeros(len(pairs.value), dtype=bool)
    for i, (root, owner) in enumerate(zip(pairs.root.tolist(), pairs.owner.tolist(), strict=True)):
        if root not in roots and left[owner] > 0:
            taken[i] = True
            roots.add(root)
            left[owner] -= 1
    return taken


@settings(max_examples=150, deadline=None)
@given(WORLDS)
def test_it_is_worth_what_the_best_of_all_choices_is(
    world: tuple[list[tuple[int, int, int]], list[int]],
) -> None:
    pairs, slots = made(list(world[0])), np.array(world[1])
    solution = solve(pairs, slots)
    assert allowed(pairs, np.flatnonzero(solution.taken).tolist(), slots)
    assert solution.value == pytest.approx(best_of_all(pairs, slots), abs=1e-9)
    assert solution.gap == 0


@settings(max_examples=150, deadline=None)
@given(LARGE)
def test_no_owner_has_too_many_no_root_two_and_no_room_is_left(
    world: tuple[list[tuple[float, int, int]], list[int]],
) -> None:
    pairs, slots = made(world[0]), np.array(world[1])
    solution = solve(pairs, slots)
    taken = np.flatnonzero(solution.taken)
    assert allowed(pairs, taken.tolist(), slots)
    assert solution.value <= solution.bound * (1 + 1e-9) + 1e-6
    left = slots - np.bincount(pairs.owner[taken], minlength=len(slots))
    could = (left[pairs.owner] > 0) & ~np.isin(pairs.root, pairs.root[taken])
    assert not could.any()
    assert (solve(pairs, slots).taken == solution.taken).all()


@settings(max_examples=150, deadline=None)
@given(LARGE)
def test_rounds_of_proposals_are_greedy_and_its_bound_holds(
    world: tuple[list[tuple[float, int, int]], list[int]],
) -> None:
    pairs, slots = made(world[0]), np.array(world[1])
    taken = accept(pairs, slots)
    assert (taken == one_by_one(pairs, slots)).all()
    bound, exact = dual_bound(pairs, slots, taken), solve(pairs, slots)
    assert bound >= exact.value * (1 - 1e-9) - 1e-6
    greedy = solve(pairs, slots, most_pairs=0)
    assert (greedy.taken == taken).all()
    assert 0 <= greedy.gap <= 1


def test_ties_go_to_the_first_in_order() -> None:
    pairs = Pairs(np.ones(5), np.arange(5), np.zeros(5, dtype=np.int64))
    assert solve(pairs, np.array([2])).taken.tolist() == [True, True, False, False, False]


def test_greedy_is_not_enough_where_a_root_has_two_owners() -> None:
    """Root 0 could take a slot of either owner; greedy gives it the one that root 1 needs."""
    pairs = Pairs(np.array([10.0, 9.0, 8.0]), np.array([0, 0, 1]), np.array([0, 1, 0]))
    slots = np.array([1, 1])
    assert solve(pairs, slots, most_pairs=0).value == 10
    assert solve(pairs, slots, most_pairs=0).gap == pytest.approx(
        1 - 10 / 19
    )  # owner 0 at price 10, root 0 above
    best = solve(pairs, slots)
    assert (best.value, best.gap, best.taken.tolist()) == (17, 0, [False, True, True])


def fifty_thousand(rng: np.random.Generator) -> tuple[Pairs, Whole]:
    size = 50_000
    order = np.argsort(-(value := rng.lognormal(9, 1, size)), kind="stable")
    return Pairs(value[order], rng.integers(0, 20_000, size), rng.integers(0, 200, size)), np.full(200, 25)


@pytest.mark.bench
def test_fifty_thousand_pairs_and_two_hundred_owners_take_three_seconds() -> None:
    pairs, slots = fifty_thousand(np.random.default_rng(0))
    started = time.perf_counter()
    solution = solve(pairs, slots)
    assert time.perf_counter() - started < 3
    assert solution.gap == 0
    greedy = solve(pairs, slots, most_pairs=0)
    assert greedy.value < solution.value <= greedy.bound
    assert greedy.gap < 0.25
