"""Books with known log-odds, for the ranking, and the floors that it has to beat."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Attribute
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.ease import ease

Array = npt.NDArray[np.floating]


def simulated(
    rng: np.random.Generator, accounts: int, products: int, by_attributes: float = 1.0, by_taste: float = 1.0
) -> Book:
    """Accounts with an industry, a size and three hidden tastes, all of which move what they hold."""
    industry, size = rng.integers(0, 6, accounts), rng.normal(size=accounts)
    taste = rng.normal(size=(accounts, 3))
    logit = rng.normal(-2, 1, products) + by_taste * taste @ rng.normal(size=(3, products))
    logit += by_attributes * rng.normal(size=(6, products))[industry]
    logit += by_attributes * np.outer(size, rng.normal(size=products))
    held = (rng.random(logit.shape) < 1 / (1 + np.exp(-logit))).astype(np.float32)
    kept = held.sum(axis=1) > 0
    employees = np.exp(size[kept] + 4).astype(np.float32)
    attributes = (
        Attribute("industry", industry[kept].astype(np.float32), tuple(f"branch {i}" for i in range(6))),
        Attribute("employees", employees),
    )
    return Book(held[kept], attributes, np.arange(int(kept.sum())))


def hiding_one(book: Book, rng: np.random.Generator) -> tuple[Book, npt.NDArray[np.int64]]:
    """The book without one product of each account that holds two or more, and which: −1 where none."""
    noise = np.where(book.held > 0, rng.random(book.held.shape), -1)
    hidden = np.where(book.held.sum(axis=1) > 1, noise.argmax(axis=1), -1)
    left = book.held.copy()
    left[hidden >= 0, hidden[hidden >= 0]] = 0
    return Book(left, book.attributes, book.root), hidden


def reciprocal_ranks(score: Array, held: Array, hidden: npt.NDArray[np.int64]) -> Array:
    """1 / the hidden product's place among the open ones, an account; ties share their places."""
    rows = np.flatnonzero(hidden >= 0)
    shown = np.where(held[rows] > 0, -np.inf, score[rows])
    own = shown[np.arange(len(rows)), hidden[rows]][:, None]
    found: Array = 1 / (1 + (shown > own).sum(axis=1) + 0.5 * ((shown == own).sum(axis=1) - 1))
    return found


def best_ease(book: Book, hidden: npt.NDArray[np.int64]) -> Array:
    """Reciprocal ranks of EASE with the ridge that does best on the hidden products themselves."""
    gram = (book.held.T @ book.held).astype(np.float64)
    ranks = [
        reciprocal_ranks(book.held @ ease(gram, ridge), book.held, hidden) for ridge in (1, 10, 100, 1000)
    ]
    return max(ranks, key=lambda found: float(found.mean()))


def plain_boosting(book: Book, rng: np.random.Generator) -> Array:
    """Probabilities of plain gradient boosting, a model a product on all else, in five folds of accounts."""
    import lightgbm  # noqa: PLC0415

    fold = rng.permutation(len(book.held)) % 5
    found = np.zeros(book.held.shape)
    settings = {"objective": "binary", "learning_rate": 0.05, "num_leaves": 15, "verbosity": -1}
    settings |= {"num_threads": 1, "deterministic": True, "seed": 1}
    for product in range(book.held.shape[1]):
        features = np.hstack([np.delete(book.held, product, axis=1), book.plain])
        places = [book.held.shape[1] - 1 + place for place in book.categories]
        for left_out in range(5):
            learn = fold != left_out
            data = lightgbm.Dataset(features[learn], book.held[learn, product], categorical_feature=places)
            model = lightgbm.train(settings, data, 100)
            found[~learn, product] = model.predict(features[~learn])
    return found
