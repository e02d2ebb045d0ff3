"""The ranking: out of fold, calibrated, at least as good as its floors, and sensible where there is next to nothing."""

import numpy as np
import numpy.typing as npt
import pytest

from adjoin.scoring.snapshot.attributes import Attribute
from adjoin.scoring.snapshot.book import Book, telling
from adjoin.scoring.snapshot.folds import folds
from adjoin.scoring.snapshot.rank import rank_snapshot
from scoring.snapshot.worlds_without_dates import (
    best_ease,
    hiding_one,
    plain_boosting,
    reciprocal_ranks,
    simulated,
)


def test_no_cell_is_scored_by_a_model_that_saw_it() -> None:
    """Whether the cell itself is held changes nothing about its own probability."""
    book = simulated(np.random.default_rng(3), 120, 4)
    before = rank_snapshot(book, 1).probability
    account = int(np.flatnonzero(book.held.sum(axis=1) >= 3)[0])
    for product in np.flatnonzero(book.held[account])[:1]:
        held = book.held.copy()
        held[account, product] = 0
        after = rank_snapshot(Book(held, book.attributes, book.root), 1).probability
        assert after[account, product] == pytest.approx(before[account, product], abs=1e-5)


def test_nor_by_one_that_saw_another_account_of_its_root() -> None:
    root = np.repeat(np.arange(200), 3)
    fold = folds(root, np.random.default_rng(4))
    assert all(len(set(fold[root == one])) == 1 for one in range(200))
    assert len(set(fold)) == 6
    sizes = np.bincount(fold)
    assert sizes.max() - sizes.min() <= 3


def test_the_same_seed_gives_the_same_numbers() -> None:
    book = simulated(np.random.default_rng(5), 100, 4)
    one, other = rank_snapshot(book, 7), rank_snapshot(book, 7)
    assert (one.probability == other.probability).all()
    assert (one.low < one.probability).all()
    assert (one.probability < one.high).all()


def test_probabilities_are_what_comes_true() -> None:
    book = simulated(np.random.default_rng(6), 1800, 8)
    told = telling(book.held)
    chance, held = rank_snapshot(book, 1).probability[told], book.held[told]
    edges = np.quantile(chance, np.linspace(0, 1, 11)[1:-1])
    part = np.searchsorted(edges, chance)
    for tenth in range(10):
        expected, seen = chance[part == tenth].mean(), held[part == tenth].mean()
        assert abs(expected - seen) < 4 * np.sqrt(seen * (1 - seen) / (part == tenth).sum()) + 0.01


def test_the_highest_chances_are_not_overstated() -> None:
    """Few cells are likely, and those are the ones that are shown."""
    book = simulated(np.random.default_rng(16), 2000, 6, 2.0, 0.2)
    told = telling(book.held)
    chance, held = rank_snapshot(book, 1).probability[told], book.held[told]
    for low, high in ((0.5, 0.65), (0.65, 0.8), (0.8, 1.0)):
        here = (chance > low) & (chance <= high)
        expected, seen, cells = chance[here].mean(), held[here].mean(), here.sum()
        assert cells > 30
        assert expected - seen < 3 * np.sqrt(expected * (1 - expected) / cells) + 0.01


def test_the_bounds_hold_what_cells_alike_come_to() -> None:
    """Of a product's cells in fifths by chance; the share seen has an error of its own."""
    book = simulated(np.random.default_rng(17), 1600, 8)
    found, told = rank_snapshot(book, 1), telling(book.held)
    inside = []
    for product in range(8):
        rows = np.flatnonzero(told[:, product])
        for fifth in np.array_split(rows[np.argsort(found.probability[rows, product])], 5):
            chance, seen = found.probability[fifth, product].mean(), book.held[fifth, product].mean()
            low, high = found.low[fifth, product].mean(), found.high[fifth, product].mean()
            error = 1.96 * np.sqrt(chance * (1 - chance) / len(fifth))
            inside.append(-np.hypot(chance - low, error) <= seen - chance <= np.hypot(high - chance, error))
    assert np.mean(inside) >= 0.9


def _gain(ours: npt.NDArray[np.floating], floor: npt.NDArray[np.floating]) -> tuple[float, float]:
    """The mean difference of reciprocal ranks and its standard error, paired by account."""
    difference = ours - floor
    return float(difference.mean()), float(difference.std() / np.sqrt(len(difference)))


@pytest.mark.proof
@pytest.mark.parametrize(("by_attributes", "by_taste"), [(1.2, 0.2), (0.2, 1.2)])
def test_a_hidden_product_is_found_no_worse_than_by_the_floors(by_attributes: float, by_taste: float) -> None:
    rng = np.random.default_rng(8)
    book, hidden = hiding_one(simulated(rng, 700, 8, by_attributes, by_taste), rng)
    ours = reciprocal_ranks(rank_snapshot(book, 1).probability, book.held, hidden)
    for floor in (
        best_ease(book, hidden),
        reciprocal_ranks(plain_boosting(book, rng), book.held, hidden),
        reciprocal_ranks(np.tile(book.held.mean(axis=0), (len(book.held), 1)), book.held, hidden),
    ):
        gain, error = _gain(ours, floor)
        assert gain > -2 * error


def _book(held: npt.ArrayLike, *attributes: Attribute) -> Book:
    matrix = np.asarray(held, np.float32)
    return Book(matrix, attributes, np.arange(len(matrix)))


@pytest.mark.parametrize(
    "book",
    [
        _book(np.ones((60, 1))),
        _book(np.ones((60, 4))),
        _book([[1, 0], [0, 1], [1, 1]]),
        _book([[1, 0]]),
        _book(np.eye(5)[np.arange(50) % 5]),
        _book(np.hstack([np.ones((80, 2)), np.zeros((80, 2))])),
        _book(np.eye(3)[np.arange(40) % 3], Attribute("empty", np.full(40, np.nan, np.float32))),
        _book(np.eye(3)[np.arange(40) % 3], Attribute("one", np.zeros(40, np.float32), ("only",))),
    ],
    ids=[
        "one product",
        "all held",
        "three accounts",
        "one account",
        "one each",
        "never held",
        "unknown",
        "alike",
    ],
)
def test_next_to_nothing_still_gives_chances(book: Book) -> None:
    found = rank_snapshot(book, 1)
    for values in (found.probability, found.low, found.high):
        assert np.isfinite(values).all()
        assert ((values >= 0) & (values <= 1)).all()
