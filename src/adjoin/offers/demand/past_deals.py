"""The rows of `price_deals` as the numbers that `price_response` takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.statistics.price_deals import Floats, Ints, PriceDeals

LEAST_OF_A_KIND, MOST_KINDS = 20, 30
"""A seller or a segment with fewer deals, or beyond the commonest so many, is one of the others."""
SEASON = 2 * np.pi / 365.25

Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class PastDeals:
    """`products`: the product of each deal, beside its numbers."""

    products: Words
    deals: PriceDeals


def past_deals(rows: pa.Table) -> PastDeals:
    """Strata are product × word of the reason. Who sells, the segment, the size and the past must not foretell the
    discount; the kind of deal, the year and the season may: a campaign has its time."""
    created = rows["created_on"].to_numpy().astype("datetime64[D]")
    years = created.astype("datetime64[Y]").astype(np.int64)
    season = SEASON * created.astype(np.int64)
    by_design = [_kinds(_words(rows, "type")), _kinds(years.astype(str).astype(object))]
    sides = [_kinds(_words(rows, "owner")), _kinds(_words(rows, "segment"))]
    numbers = {
        "the size of the account": np.log1p(_numbers(rows, "employees")),
        "the number of products held": _numbers(rows, "held"),
        "how long the account has been a customer": np.log1p(_numbers(rows, "held_days")),
        "earlier deals that were lost": np.log1p(_numbers(rows, "lost_before")),
        "the tickets of the months before": np.log1p(_numbers(rows, "tickets_before")),
    }
    filled = [_filled(column) for column in numbers.values()]
    names = [
        *["who sells"] * sides[0].shape[1],
        *["the account's segment"] * sides[1].shape[1],
        *(name for name, columns in zip(numbers, filled, strict=True) for _ in range(columns.shape[1])),
    ]
    products = _words(rows, "product_id")
    deals = PriceDeals(
        won=rows["won"].to_numpy().astype(bool),
        discount=_numbers(rows, "discount"),
        strata=_codes(products) * (len(rows) + 1) + _codes(_words(rows, "word")),
        covariates=np.column_stack([*sides, *filled]),
        names=tuple(names),
        adjusted=np.column_stack([*by_design, np.cos(season), np.sin(season)]),
        groups=_codes(_words(rows, "root_id")),
    )
    return PastDeals(products, deals)


def _words(rows: pa.Table, name: str) -> Words:
    return np.array([word or "" for word in rows[name].to_pylist()], dtype=object)


def _numbers(rows: pa.Table, name: str) -> Floats:
    numbers: Floats = rows[name].cast(pa.float64()).to_numpy().astype(np.float64)
    return numbers


def _codes(words: Words) -> Ints:
    codes: Ints = np.unique(words, return_inverse=True)[1].astype(np.int64)
    return codes


def _kinds(words: Words) -> Floats:
    """A column of 0 and 1 for each common word but the commonest."""
    kinds, counts = np.unique(words, return_counts=True)
    ordered = sorted(zip(-counts, kinds, strict=True))[1:MOST_KINDS]
    common = [kind for count, kind in ordered if -count >= LEAST_OF_A_KIND]
    columns: Floats = np.column_stack([np.zeros((len(words), 0)), *(words == kind for kind in common)])
    return columns


def _filled(column: Floats) -> Floats:
    """The numbers with their mean where they are unknown, and a flag where some are."""
    unknown = np.isnan(column)
    mean = float(column[~unknown].mean()) if not unknown.all() else 0.0
    filled = np.where(unknown, mean, column)
    return np.column_stack([filled, unknown]) if unknown.any() and not unknown.all() else filled[:, None]
