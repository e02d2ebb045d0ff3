"""Rows found by their key without going through them: keys as whole numbers, searched sorted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]


def located(rows: pa.Table, others: pa.Table, by: Sequence[str]) -> tuple[Ints, Ints, int]:
    """Number the distinct keys of `rows`; gives each row's number, each other row's (−1 where no row has its key),
    and how many there are.
    """
    of_rows = np.zeros(rows.num_rows, np.int64)
    of_others = np.zeros(others.num_rows, np.int64)
    known = np.ones(others.num_rows, np.bool_)
    for name in by:
        distinct = rows[name].combine_chunks().unique()
        size = max(len(distinct), 1)
        of_rows = of_rows * size + _places(rows[name], distinct)
        places = _places(others[name], distinct)
        known &= places >= 0
        of_others = of_others * size + places
    keys, numbers = np.unique(of_rows, return_inverse=True)
    if not len(keys):
        return numbers.astype(np.int64), np.full(others.num_rows, -1, np.int64), 0
    at = np.minimum(np.searchsorted(keys, of_others), len(keys) - 1)
    found = np.where(known & (keys[at] == of_others), at, -1)
    return numbers.astype(np.int64), found.astype(np.int64), len(keys)


def _places(values: pa.ChunkedArray, among: pa.Array) -> Ints:
    """Each value's place, −1 where it is none of them."""
    places = pc.fill_null(pc.index_in(values, value_set=among), -1)
    return np.asarray(places.to_numpy(), dtype=np.int64)
