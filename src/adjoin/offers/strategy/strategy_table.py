"""The patterns of every moment as the table `strategy`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from adjoin.offers.strategy.judging import Judged, counted_from, judge_patterns
from adjoin.offers.strategy.pattern_words import beside, margin, says_of, what_it_means

Row = dict[str, Any]

STRATEGY = pa.schema(
    [
        *(("as_of", pa.date32()), ("place", pa.int64()), ("pattern", pa.string()), ("fits", pa.string())),
        *(
            ("leads", pa.bool_()),
            ("numerator", pa.int64()),
            ("denominator", pa.int64()),
            ("further", pa.int64()),
        ),
        *(("share", pa.float64()), ("share_low", pa.float64()), ("share_high", pa.float64())),
        ("expected_by_chance", pa.float64()),
        *(("explained", pa.float64()), ("explained_low", pa.float64()), ("explained_high", pa.float64())),
        *(("says", pa.string()), ("beside", pa.string()), ("what_it_means", pa.string())),
    ]
)
"""The columns of `strategy`; key as_of, place. `fits`: yes, partly, no or cannot_tell. `further`: all products begun
beyond an account's first. `explained`: the part of them that came in this way beyond chance, see `judging`. `leads`: it
fits, and explains more than the others beyond doubt. Bounds are of 95 %."""


def strategy_table(counts: Sequence[Mapping[str, Any]], books: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The table from the rows of `pattern_counts` (by as_of) and of `portfolio`."""
    book_at = {book["as_of"]: book for book in books}
    rows = [
        row
        for as_of, of_moment in groupby(counts, key=lambda row: row["as_of"])
        for row in _rows(judge_patterns(counted_from(row) for row in of_moment), book_at[as_of])
    ]
    return pa.Table.from_pylist(rows, schema=STRATEGY)


def _rows(judged: Sequence[Judged], book: Mapping[str, Any]) -> Iterator[Row]:
    for place, one in enumerate(judged, 1):
        told = one.counted
        yield {
            "as_of": book["as_of"],
            "place": place,
            "pattern": told.pattern,
            "fits": one.fits.value,
            "leads": one.leads,
            "numerator": told.numerator,
            "denominator": told.denominator,
            "further": told.further,
            **_three("share", one.share),
            "expected_by_chance": told.expected,
            **_three("explained", one.explained),
            "says": says_of(one, book) + (margin(judged) if place == 1 else ""),
            "beside": beside(one, book),
            "what_it_means": what_it_means(one, book),
        }


def _three(name: str, numbers: tuple[float, float, float] | None) -> dict[str, float | None]:
    names = (name, f"{name}_low", f"{name}_high")
    if numbers is None:
        return dict.fromkeys(names)
    return {key: round(number, 9) for key, number in zip(names, numbers, strict=True)}
