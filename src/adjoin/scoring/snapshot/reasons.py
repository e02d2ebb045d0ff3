"""What moved an account's best open cells, in sentences whose numbers anybody can count again in the book."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.counting import Counting
from adjoin.scoring.snapshot.rank import Ranking
from adjoin.words.share import percent

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]
CELLS_AT_ONCE = 20_000
FEWEST_TOGETHER = 20
"""Customers that hold both products, for two to be spoken of together."""
WEAKEST = 0.05
"""Log-odds below which nothing is said."""


@dataclass(frozen=True)
class Moved:
    """One entry a cell. `base`: the held product that speaks most for it, by place; `said`: JSON."""

    base: Places
    said: Words


def moved(book: Book, ranking: Ranking, names: tuple[str, ...], account: Places, product: Places) -> Moved:
    """Of each cell: the two held products that speak most for it, the group that moves it most, and the held
    product that speaks most against it; the largest first. Where only popularity was learned, nothing is said.

    Log-odds are the middle logistic regression's, of the fold that left the account out, each against its mean.
    """
    base = np.zeros(len(account), np.int64)
    said = np.full(len(account), "[]", object)
    counting = Counting(book)
    for start in range(0, len(account), CELLS_AT_ONCE):
        part = slice(start, start + CELLS_AT_ONCE)
        weights = _weights(book, ranking, account[part], product[part])
        base[part], said[part] = _of_cells(book, counting, names, product[part], *weights)
    return Moved(base, said)


def _weights(book: Book, ranking: Ranking, account: Places, product: Places) -> tuple[Floats, Floats]:
    """Log-odds by held product and by group, cells × each; NaN where the account does not have it."""
    features = book.features[account, :-1]
    found = np.zeros_like(features)
    mean = book.features[:, :-1].mean(axis=0)
    for fold, weights in enumerate(ranking.weights):
        here = ranking.fold[account] == fold
        found[here] = weights[:-1, product[here]].T * (1 - mean)
    found = np.where(features > 0, found, np.nan).astype(np.float32)
    products = book.held.shape[1]
    return found[:, :products], found[:, products:]


def _of_cells(
    book: Book, counting: Counting, names: tuple[str, ...], product: Places, by_held: Floats, by_group: Floats
) -> tuple[Places, Words]:
    ordered = np.argsort(-np.nan_to_num(by_held, nan=-np.inf), axis=1, kind="stable")
    first, second = ordered[:, 0], ordered[:, min(1, ordered.shape[1] - 1)]
    rows = np.arange(len(product))
    odds_first, odds_second = by_held[rows, first], by_held[rows, second]
    both = (odds_second > 0) & (counting.together(first, second) >= FEWEST_TOGETHER) & (first != second)
    second = np.where(both, second, first)
    total = np.where(both, odds_first + odds_second, odds_first)
    against = np.argmin(np.nan_to_num(by_held, nan=np.inf), axis=1)
    odds_against = by_held[rows, against]
    parts = [
        _sentences(lambda *key: _co_holding(counting, names, *key), total, total > WEAKEST, first, second, product),
        _sentences(
            lambda *key: _co_holding(counting, names, *key),
            odds_against, odds_against < -WEAKEST, against, against, product,
        ),
    ]  # fmt: skip
    size = [np.where(total > WEAKEST, total, 0), np.where(odds_against < -WEAKEST, -odds_against, 0)]
    if by_group.shape[1]:
        strongest = np.argmax(np.nan_to_num(np.abs(by_group), nan=-1), axis=1)
        odds = by_group[rows, strongest]
        tells = np.abs(odds) > WEAKEST
        parts.append(
            _sentences(lambda *key: _attribute(book, counting, *key), odds, tells, strongest, product)
        )
        size.append(np.where(tells, np.abs(odds), 0))
    return first, _joined(np.column_stack(parts), np.column_stack(size))


def _sentences(
    say: Callable[..., dict[str, str]], odds: Floats, tells: npt.NDArray[np.bool_], *key: Places
) -> Words:
    """JSON of each cell, written once for cells that say the same; empty where there is nothing to tell."""
    found = np.full(len(odds), "", object)
    if not tells.any():
        return found
    tenths = np.round(odds[tells] * 100).astype(np.int64)
    distinct, which = np.unique(np.column_stack([*key, tenths])[:, :] if tells.all() else
                                np.column_stack([*(part[tells] for part in key), tenths]),
                                axis=0, return_inverse=True)  # fmt: skip
    written = np.array(
        [
            json.dumps({**say(*(int(place) for place in row[:-1])), "log_odds": row[-1] / 100}, ensure_ascii=False)
            for row in distinct
        ],
        object,
    )  # fmt: skip
    found[tells] = written[which.ravel()]
    return found


def _co_holding(
    counting: Counting, names: tuple[str, ...], first: int, second: int, product: int
) -> dict[str, str]:
    holders, also = counting.holders(first, second, product)
    hold = names[first] if first == second else f"{names[first]} and {names[second]}"
    return {
        "kind": "co-holding",
        "says": f"{percent(also / holders)} of the {holders:,} customers that hold {hold} hold this too, "
        f"against {percent(counting.share(product))} of all",
    }


def _attribute(book: Book, counting: Counting, group: int, product: int) -> dict[str, str]:
    members, also = counting.members(group, product)
    told = book.groups[group]
    return {
        "kind": told.name,
        "says": f"{percent(also / members)} of the {members:,} customers with {told.says} hold this, "
        f"against {percent(counting.share(product))} of all",
    }


def _joined(parts: Words, size: Floats) -> Words:
    order = np.argsort(-size, axis=1, kind="stable")
    placed = np.take_along_axis(parts, order, axis=1)
    filled = placed != ""
    joined = placed[:, 0]
    for place in range(1, placed.shape[1]):
        joined = joined + np.where(filled[:, place], ", ", "").astype(object) + placed[:, place]
    whole: Words = "[" + joined + "]"
    return whole
