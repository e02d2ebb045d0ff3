"""How many of the book hold some products together, counted on bits."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.book import Book

Places = npt.NDArray[np.int64]


class Counting:
    """Counts over all accounts of the book, each remembered."""

    def __init__(self, book: Book) -> None:
        self.accounts = len(book.held)
        self._held = np.packbits(book.held.astype(np.bool_).T, axis=1)
        self._pairs = np.round(book.held.T @ book.held).astype(np.int64)
        groups = [np.packbits(group.member) for group in book.groups]
        self._groups = np.array(groups, np.uint8)
        self.holders = cache(self._holders)
        self.members = cache(self._members)

    def together(self, one: Places, other: Places) -> Places:
        """Holders of both products, pair by pair."""
        return self._pairs[one, other]

    def share(self, product: int) -> float:
        """Of all accounts, those that hold it."""
        return float(self._pairs[product, product]) / self.accounts

    def _holders(self, one: int, other: int, product: int) -> tuple[int, int]:
        """Holders of both products; how many of them hold the third too."""
        if one == other:
            return int(self._pairs[one, one]), int(self._pairs[one, product])
        both = self._held[one] & self._held[other]
        return int(self._pairs[one, other]), _ones(both & self._held[product])

    def _members(self, group: int, product: int) -> tuple[int, int]:
        """Accounts in the group; how many of them hold the product."""
        return _ones(self._groups[group]), _ones(self._groups[group] & self._held[product])


def _ones(bits: npt.NDArray[np.uint8]) -> int:
    return int(np.bitwise_count(bits).sum())
