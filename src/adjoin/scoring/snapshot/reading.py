"""The book of each moment at which nobody knows start dates, from the warehouse's rows to arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.scoring.snapshot.attributes import Attribute
from adjoin.scoring.snapshot.book import Book

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Moment:
    """A book with its names: `accounts` and `products` by place, products by id, with what they are called."""

    as_of: date
    book: Book
    accounts: pa.Array
    products: pa.Array
    names: tuple[str, ...]


def moments(holdings: pa.Table, attributes: pa.Table, products: pa.Table) -> Iterator[Moment]:
    """Moment by moment; the tables have the rows of the SQL files of their names."""
    ids, names = products["product_id"].combine_chunks(), tuple(products["name"].to_pylist())
    for as_of in pc.unique(holdings["as_of"]).to_pylist():
        held = _of(holdings, as_of)
        accounts = pc.unique(held["account_id"])
        row = _place(held["account_id"], accounts)
        matrix = np.zeros((len(accounts), len(ids)), np.float32)
        column = _place(held["product_id"], ids)
        matrix[row[column >= 0], column[column >= 0]] = 1
        root = np.zeros(len(accounts), np.int64)
        root[row] = _place(held["root_id"], pc.unique(held["root_id"]))
        said = tuple(_attributes(_of(attributes, as_of), accounts))
        yield Moment(as_of, Book(matrix, said, root), accounts, ids, names)


def _attributes(said: pa.Table, accounts: pa.Array) -> Iterator[Attribute]:
    """One after another by name; one whose values are numbers and texts at once is a category of its texts."""
    for name in sorted(pc.unique(said["name"]).to_pylist()):
        rows = said.filter(pc.equal(said["name"], name))
        row = _place(rows["account_id"], accounts)
        known = row >= 0
        values = np.full(len(accounts), np.nan, np.float32)
        if rows["text"].null_count == len(rows):
            values[row[known]] = rows["number"].to_numpy()[known]
            yield Attribute(name, values)
            continue
        levels = pa.array(sorted(pc.unique(rows["text"].drop_null()).to_pylist()), pa.string())
        level = _place(rows["text"], levels)
        values[row[known & (level >= 0)]] = level[known & (level >= 0)]
        yield Attribute(name, values, tuple(levels.to_pylist()))


def _of(table: pa.Table, as_of: date) -> pa.Table:
    return table.filter(pc.equal(table["as_of"], pa.scalar(as_of, pa.date32())))


def _place(words: pa.ChunkedArray, among: pa.Array) -> Places:
    """Where each word stands among the others; −1 where it does not."""
    places: Places = pc.fill_null(pc.index_in(words, among), -1).to_numpy().astype(np.int64)
    return places
