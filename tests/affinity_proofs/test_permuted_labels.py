"""Where labels are dealt out by chance, at most 5 % of the pairs may show a lift above 1 (2.5 % are due)."""

import sys
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from affinity.real_lists import oss_adopters
from affinity_proofs.counted import measured, warehouse
from affinity_proofs.permuted import Lines, lower_limits, of_rows, of_simulated, permuted
from affinity_proofs.simulated import Simulated, simulate

LARGEST_SHARE = 0.05


def share_above(lines: Lines, times: int, seed: int) -> tuple[float, int]:
    """Share of pairs with a lower limit above 1, all permutations pooled, and the number of pairs."""
    rng = np.random.default_rng(seed)
    with warehouse() as told:
        found = np.concatenate([lower_limits(told, permuted(rng, lines)) for _ in range(times)])
    return float(np.mean(found > 1)), len(found)


def planted_world() -> Simulated:
    return simulate(np.random.default_rng(5), 2000, products=8, plants=4)


def simulated() -> Lines:
    return of_simulated(planted_world())


def real() -> Lines:
    return of_rows(oss_adopters(), date(2026, 8, 31))


def test_permuting_moves_labels_and_nothing_else() -> None:
    lines = simulated()
    dealt = permuted(np.random.default_rng(1), lines)
    assert (dealt.product != lines.product).mean() > 0.5
    first_day = np.full(len(lines.root), lines.began.max())
    np.minimum.at(first_day, lines.account, lines.began)
    first = lines.began == first_day[lines.account]
    assert 0 < first.sum() < len(first)
    for group in (first, ~first):
        assert (np.bincount(dealt.product[group]) == np.bincount(lines.product[group])).all()


def test_the_same_world_unpermuted_shows_what_was_planted() -> None:
    """Without it the share under permutation would prove nothing."""
    world = planted_world()
    with warehouse() as told:
        measured(told, world)
        low = {
            (row["from_product"], row["to_product"]): row["lift_low"]
            for row in told.read("affinity").to_pylist()
        }
    pull = {pair: law[90] / world.laws.into[pair[1]][90] for pair, law in world.laws.planted.items()}
    strong = [(f"p{a}", f"p{b}") for (a, b), times in pull.items() if times > 2]
    assert strong
    assert all(low[pair] > 1 for pair in strong)


def test_eight_permutations() -> None:
    share, pairs = share_above(simulated(), times=8, seed=6)
    assert pairs > 400
    assert share <= LARGEST_SHARE


@pytest.mark.proof
@pytest.mark.parametrize("lines", [simulated, real])
def test_two_hundred_permutations(lines: Callable[[], Lines]) -> None:
    share, pairs = share_above(lines(), times=200, seed=7)
    sys.stdout.write(f"\n{lines.__name__}, labels permuted: {share:.4f} of {pairs} pairs above 1\n")
    assert share <= LARGEST_SHARE
