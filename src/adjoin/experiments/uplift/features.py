"""What is known of accounts as columns of numbers: values of categories by the place of their level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
OF_ACCOUNTS = (
    *("product_id", "segment", "industry", "country", "partner"),
    *("employees", "sites", "products_held", "tenure_days", "probability"),
)
MOST_HELD = 20
"""Products whose being held is a feature of its own: those held most."""
MOST_LEVELS = 50
"""Levels of a category told apart: those most seen; a column with a level for every second account is a name."""


@dataclass(frozen=True)
class Feature:
    """`values`: one a row, NaN unknown. `levels` None: a number, else the words whose places the values are."""

    name: str
    values: Floats
    levels: tuple[str, ...] | None = None


def features_of(subjects: pa.Table, attributes: pa.Table, held: pa.Table) -> tuple[Feature, ...]:
    """The features of the rows of `uplift_subjects`, from all of one moment; those that tell nothing are left out.

    `attributes`, `held`: the rows of `uplift_attributes` and `uplift_held` of the same moment.
    """
    found = [
        *(_feature(name, subjects[name]) for name in OF_ACCOUNTS),
        *_attributes(subjects, attributes),
        *_held(subjects, held),
    ]
    return tuple(feature for feature in found if feature is not None and _tells(feature))


def _feature(name: str, column: pa.ChunkedArray) -> Feature | None:
    if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
        return Feature(name, _numbers(column))
    counted = pc.value_counts(column.combine_chunks().drop_null())
    told = sorted(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
    known = sum(count for _, count in told)
    if not told or (len(told) > MOST_LEVELS and len(told) > known / 2):
        return None
    kept = sorted(told, key=lambda one: (-one[1], one[0]))[:MOST_LEVELS]
    levels = tuple(sorted(level for level, _ in kept))
    return Feature(name, _numbers(pc.index_in(column, pa.array(levels, column.type))), levels)


def _attributes(subjects: pa.Table, attributes: pa.Table) -> Iterator[Feature | None]:
    accounts = subjects["account_id"]
    for name in sorted(pc.unique(attributes["name"]).to_pylist()):
        rows = attributes.filter(pc.equal(attributes["name"], name))
        place = pc.index_in(accounts, rows["account_id"].combine_chunks())
        words = rows["text"].null_count < rows.num_rows
        yield _feature(name, rows["text" if words else "number"].take(place))


def _held(subjects: pa.Table, held: pa.Table) -> Iterator[Feature]:
    counted = pc.value_counts(held["product_id"]).to_pylist()
    most = sorted(counted, key=lambda one: (-one["counts"], one["values"]))[:MOST_HELD]
    keys = _account_days(subjects)
    for product in sorted(one["values"] for one in most):
        holders = _account_days(held.filter(pc.equal(held["product_id"], product)))
        yield Feature(f"holds {product}", np.asarray(pc.is_in(keys, holders), dtype=np.float64))


def _account_days(rows: pa.Table) -> pa.Array:
    days = rows["on_day"].cast(pa.string())
    return pc.binary_join_element_wise(days, rows["account_id"].cast(pa.string()), " ").combine_chunks()


def _numbers(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _tells(feature: Feature) -> bool:
    known = feature.values[np.isfinite(feature.values)]
    some_unknown = len(known) < len(feature.values)
    return len(known) > 0 and (some_unknown or bool((known != known[0]).any()))
