"""Which orders of three and more products are journeys: counted, tested against chance, ranked, repeats left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import factorial, log

import numpy as np
import numpy.typing as npt

from adjoin.statistics.binomial_tail import at_least, rejected_by_chance

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LONGEST = 5
TAIL = 0.025
"""Share of orders whose lower bound would lie above chance if every order were as likely as any other."""
FALSE = 0.05
"""Share of the orders that hold which chance may explain."""
SHOWN = 100
LEAST = 5
"""Accounts that must have taken an order for it to be a journey."""


@dataclass(frozen=True)
class Orders:
    """Counted orders, one an element; `base` of the digits in `course` and `set_code` (see journey_courses.sql)."""

    base: int
    length: Ints
    course: Ints
    set_code: Ints
    accounts: Ints
    among: Ints

    def products(self, row: int) -> tuple[int, ...]:
        """The numbers of its products, in order."""
        return digits(int(self.course[row]), int(self.length[row]), self.base)

    @cached_property
    def by_chance(self) -> Floats:
        """How often at least so many accounts would take the order if all orders were alike (binomial).

        The exact (Clopper–Pearson) lower bound of accounts ÷ among lies above 1 ÷ length! where it is below TAIL.
        """
        return at_least(self.accounts, self.among, 1 / _factorials(self.length))

    @cached_property
    def holds(self) -> npt.NDArray[np.bool_]:
        """Beyond chance, so many orders tested: of those that hold about `FALSE` do so by chance.

        Benjamini & Hochberg (1995), JRSS B 57, 289–300, over all orders of the sets of one length; those that
        nobody took count as tested.
        """
        holds = np.zeros(len(self.length), dtype=np.bool_)
        for length in np.unique(self.length):
            own = np.flatnonzero(self.length == length)
            tested = len(np.unique(self.set_code[own])) * factorial(int(length))
            ordered = np.sort(self.by_chance[own])
            under = np.flatnonzero(ordered <= FALSE * np.arange(1, len(own) + 1) / tested)
            limit = ordered[under[-1]] if len(under) else -1.0
            holds[own] = (self.by_chance[own] <= limit) & (self.by_chance[own] < TAIL)
        return holds


@dataclass(frozen=True)
class Tested:
    """Of one length: sets of products, accounts of the rarest set, orders tested, found, expected by chance."""

    length: int
    sets: int
    rarest: int
    tested: int
    found: int
    by_chance: float


def longest(products: int) -> int:
    """The most products an order can have so that its digits fit a 64-bit number."""
    return min(LONGEST, int(62 * log(2) / log(products + 1)))


def digits(code: int, length: int, base: int) -> tuple[int, ...]:
    """The digits of a code, first one first."""
    found = []
    for _ in range(length):
        code, digit = divmod(code, base)
        found.append(digit)
    return tuple(reversed(found))


def code_of(products: tuple[int, ...], base: int) -> int:
    """The number of which these are the digits."""
    code = 0
    for product in products:
        code = code * base + product
    return code


def against_chance(orders: Orders) -> list[Tested]:
    """By length, how many orders lie beyond chance and how many would if all orders were alike.

    Every order of every set is tested, also those that nobody took: sets are chosen by how common they are in any
    order, so that the choice does not favour an order. The expected number is exact, from the binomial.
    """
    told = []
    for length in np.unique(orders.length):
        own = orders.length == length
        _, first = np.unique(orders.set_code[own], return_index=True)
        among = orders.among[own][first]
        ways = factorial(int(length))
        told.append(
            Tested(
                length=int(length),
                sets=len(among),
                rarest=int(among.min()),
                tested=len(among) * ways,
                found=int((orders.by_chance[own] < TAIL).sum()),
                by_chance=float(ways * rejected_by_chance(among, 1 / ways, TAIL).sum()),
            )
        )
    return told


def chosen(orders: Orders, shown: int = SHOWN) -> list[int]:
    """The rows of the journeys to show, the first one first.

    Those that hold come first, then those that most accounts took more than chance gives, accounts −
    among ÷ length!.
    A journey of more than three is shown only if it adds to the shorter ones in it, see `adds`.
    """
    keys = zip(orders.length.tolist(), orders.course.tolist(), strict=True)
    counted = dict(zip(keys, orders.accounts.tolist(), strict=True))
    rows = np.flatnonzero(orders.accounts >= LEAST)
    more = orders.accounts - orders.among / _factorials(orders.length)
    ranking = np.lexsort((orders.course[rows], orders.length[rows], -more[rows], ~orders.holds[rows]))
    kept: list[int] = []
    for row in rows[ranking]:
        if len(kept) == shown:
            break
        if orders.length[row] == 3 or adds(orders.products(int(row)), orders.base, counted):
            kept.append(int(row))
    return kept


def adds(products: tuple[int, ...], base: int, counted: dict[tuple[int, int], int]) -> bool:
    """Whether both ends of a journey say something: that it ends so, and that it begins so.

    Of the accounts that began all of its products on different days, and all but the last in its order, more than
    one in length end with the last, beyond chance; the same for the first. Else the journey only repeats a shorter
    one, followed or preceded by whatever is common.
    """
    length, taken = len(products), counted[len(products), code_of(products, base)]
    ends = ((products[:-1], products[-1]), (products[1:], products[0]))
    for rest, end in ends:
        among = sum(counted.get((length, code_of(way, base)), 0) for way in _placed(rest, end))
        if not at_least(taken, among, 1 / length) < TAIL:
            return False
    return True


def _placed(rest: tuple[int, ...], one: int) -> Iterator[tuple[int, ...]]:
    for place in range(len(rest) + 1):
        yield (*rest[:place], one, *rest[place:])


def _factorials(length: Ints) -> Floats:
    table = np.array([factorial(n) for n in range(LONGEST + 1)], dtype=np.float64)
    values: Floats = table[length]
    return values
