"""The table `hero_products`: with which first product accounts go on to begin the most further ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.paths.published import HERO_PRODUCTS
from adjoin.domain.catalog import Catalog
from adjoin.statistics.mean_cumulative import (
    Lives,
    MeanCumulative,
    mean_cumulative,
    mean_interval,
    standardised,
)

Ints = npt.NDArray[np.int64]
OF_LIVES = ("account", "root", "segment", "product", "entry", "exit", "ended", "since")
"""Columns of lives_by_product.sql."""
HORIZON = 730
"""Days after an account's first start within which further products count: 24 months."""
LEAST_FOLLOWED = 10
"""Accounts that must have begun a horizon ago for a segment to count."""
LEAST_COVERED = 0.8
"""Share of the book that the segments with numbers must make up for a product to be ranked."""


@dataclass(frozen=True)
class Entrants:
    """Accounts whose first product was seen to begin, by account number, and what each began later.

    `product`: number of the only product of the first day, −1 where there were several; `since`: days from the
    first day to the as-of date. `account_of`, `day`: one row a further product.
    """

    account: Ints
    root: Ints
    segment: Ints
    product: Ints
    entry: Ints
    exit: Ints
    ended: Ints
    since: Ints
    account_of: Ints
    day: Ints

    def only(self, chosen: npt.NDArray[np.bool_]) -> Entrants:
        """Some of the accounts, with what they began later."""
        own = {name: getattr(self, name)[chosen] for name in OF_LIVES}
        mine = np.isin(self.account_of, own["account"])
        return Entrants(**own, account_of=self.account_of[mine], day=self.day[mine])

    def lives(self) -> Lives:
        """As the estimator wants them."""
        return Lives(
            entry=self.entry,
            exit=self.exit,
            ended=self.ended == 1,
            cluster=self.root,
            event_of=np.searchsorted(self.account, self.account_of),
            event_day=self.day,
        )


@dataclass(frozen=True)
class Book:
    """Accounts of the book by segment: numbers, names (None for accounts without one) and sizes."""

    segment: Ints
    name: Sequence[str | None]
    accounts: Ints


def hero_products(entrants: Entrants, together: Mapping[int, int], book: Book, catalog: Catalog) -> pa.Table:
    """One row a catalog product. `together`: by product, accounts that began it with others on their first day."""
    rows: list[dict[str, Any]] = [
        {"product_id": product, "together": together.get(number, 0), **_of(entrants, number, book)}
        for number, product in enumerate(catalog.ids)
    ]
    ranked = sorted(
        (row for row in rows if row["enough"]), key=lambda r: (-r["further_low"], r["product_id"])
    )
    for place, row in enumerate(ranked):
        row |= {"rank": place + 1, "hero": place == 0}
    for row in rows:
        row["says"] = _says(row, catalog.product(row["product_id"]).name)
    return pa.Table.from_pylist(rows, schema=HERO_PRODUCTS)


def _of(entrants: Entrants, product: int, book: Book) -> dict[str, Any]:
    own = entrants.only(entrants.product == product)
    followed = own.since >= HORIZON
    raw = mean_cumulative(own.lives(), HORIZON)
    with_numbers = [
        place
        for place, segment in enumerate(book.segment)
        if int((followed & (own.segment == segment)).sum()) >= LEAST_FOLLOWED
    ]
    parts = [
        mean_cumulative(own.only(own.segment == book.segment[place]).lives(), HORIZON)
        for place in with_numbers
    ]
    weights = [float(book.accounts[place]) for place in with_numbers]
    covered = sum(weights) / max(float(book.accounts.sum()), 1.0)
    reason = _reason(len(own.account), int(followed.sum()), covered)
    return {
        "hero": False,
        "accounts": len(own.account),
        "ended": int(((own.ended == 1) & (own.exit <= HORIZON)).sum()),
        "followed": int(followed.sum()),
        **_numbers(parts, weights, int(followed.sum()), ("further", "further_low", "further_high")),
        **_numbers([raw], [1.0], int(followed.sum()), ("further_raw", "raw_low", "raw_high")),
        "horizon_days": HORIZON,
        "covered": covered,
        "segments_left_out": _left_out(book, with_numbers),
        "enough": reason is None,
        "reason": reason,
    }


def _numbers(
    parts: Sequence[MeanCumulative], weights: Sequence[float], known: int, names: tuple[str, str, str]
) -> dict[str, float | None]:
    mean, variance = standardised(parts, weights)
    values = (mean, *mean_interval(mean, variance, known))
    return {
        name: None if np.isnan(value) else round(value, 12) for name, value in zip(names, values, strict=True)
    }


def _reason(accounts: int, followed: int, covered: float) -> str | None:
    if accounts == 0:
        return "no account was seen to begin with it alone"
    if followed < LEAST_FOLLOWED:
        return "not followed that long"
    if covered < LEAST_COVERED:
        return f"segments with {LEAST_FOLLOWED} or more make up {100 * covered:.0f} % of the book"
    return None


def _left_out(book: Book, with_numbers: Sequence[int]) -> str | None:
    names = [name or "no segment" for place, name in enumerate(book.name) if place not in with_numbers]
    return ", ".join(names) or None


def _says(row: Mapping[str, object], name: str) -> str:
    if not row["enough"]:
        return f"Accounts that begin with {name}: cannot tell yet, {row['reason']}"
    return (
        f"Accounts that begin with {name} have begun {row['further']:.2f} further products after 24 months "
        f"({row['further_low']:.2f} to {row['further_high']:.2f}), those that have ended counted with what they "
        "began, weighted to the segments of the book"
    )
