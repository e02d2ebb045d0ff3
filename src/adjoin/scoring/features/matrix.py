"""Open cells as the model's matrix: one float32 column a feature, categories as the index of their level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.scoring.features.gathering import KEY, Gathered
from adjoin.scoring.features.keys import located
from adjoin.scoring.features.readiness import OF_READINESS, READINESS, feature_of, readiness_weights
from adjoin.scoring.learned.examples import Feature

Values = npt.NDArray[np.float32]
CATEGORIES = ("product_id", "base_product_id", "segment", "industry", "country")
SIGNAL, ATTRIBUTE = "signal: ", "attribute: "
MOST_FEATURES = 60
MOST_LEVELS = 60


def features_of(data: Gathered, weights: Mapping[str, float]) -> tuple[Feature, ...]:
    """The features that these cells have, with the levels met in them.

    `weights`: the expert's weight of each kind of signal, and of each aspect of readiness by its feature's name
    (without one, the default). Own columns and kinds come first, then attributes by name as far as MOST_FEATURES go;
    after them aspects of readiness of which any cell knows. Of a category the MOST_LEVELS most frequent levels are
    known by name.
    """
    own = [
        Feature(name, _levels(data.cells[name]) if name in CATEGORIES else None)
        for name in data.cells.column_names
        # What the model starts from is no feature besides.
        if name not in ("as_of", "account_id", "prior_logit") and not name.startswith(OF_READINESS)
    ]
    kinds = [
        Feature(SIGNAL + kind, None, 1, float(weights[kind]))
        for kind in sorted(weights)
        if not kind.startswith(READINESS)
    ]
    opinions = {**readiness_weights(), **weights}
    ready = [
        Feature(name, None, 1, float(opinions[name]))
        for column in data.cells.column_names
        if (name := feature_of(column)) != column and data.cells[column].null_count < data.cells.num_rows
    ]
    attributes = [
        Feature(ATTRIBUTE + name, _attribute_levels(data.attributes, name))
        for name in sorted(filter(None, data.attributes["name"].unique().to_pylist()))
    ]
    return tuple((own + kinds + attributes)[:MOST_FEATURES] + ready)


def matrix(data: Gathered, features: Sequence[Feature]) -> Values:
    """Rows of `data.cells` × features: NaN where unknown, and for a level or an attribute that was not met before.

    A kind of signal that the cell does not have is 0, silence.
    """
    values = np.full((data.cells.num_rows, len(features)), np.nan, np.float32)
    places = {feature.name: place for place, feature in enumerate(features)}
    for column in data.cells.column_names:
        place = places.get(feature_of(column))
        if place is not None:
            values[:, place] = _coded(data.cells[column], features[place].levels)
    _add_signals(values, data, places)
    _add_attributes(values, data, features)
    return values


def prior_logits(data: Gathered) -> npt.NDArray[np.float64]:
    """The prior's log-odds of each row of `data.cells`."""
    return np.asarray(data.cells["prior_logit"].to_numpy(), np.float64)


def _add_signals(values: Values, data: Gathered, places: Mapping[str, int]) -> None:
    own = {name.removeprefix(SIGNAL): place for name, place in places.items() if name.startswith(SIGNAL)}
    values[:, list(own.values())] = 0.0
    row, number, _ = located(data.cells, data.signals, KEY)
    at = np.empty(len(row), np.int64)
    at[row] = np.arange(len(row))  # keys of cells are distinct, so a number is a row
    kind = _coded(data.signals["kind"], tuple(own))
    there = (number >= 0) & ~np.isnan(kind)
    columns = np.array(list(own.values()), np.int64)
    strength = np.asarray(data.signals["faded"].to_numpy(), np.float32)
    values[at[number[there]], columns[kind[there].astype(np.int64)]] = strength[there]


def _add_attributes(values: Values, data: Gathered, features: Sequence[Feature]) -> None:
    row, number, size = located(data.cells, data.attributes, ("as_of", "account_id"))
    for place, feature in enumerate(features):
        if not feature.name.startswith(ATTRIBUTE):
            continue
        name = feature.name.removeprefix(ATTRIBUTE)
        own = np.asarray(pc.fill_null(pc.equal(data.attributes["name"], name), False).to_numpy(), np.bool_)
        own &= number >= 0
        said = data.attributes.filter(pa.array(own))
        column = said["number" if feature.levels is None else "text"]
        known = np.full(size, np.nan, np.float32)
        known[number[own]] = _coded(column, feature.levels)
        values[:, place] = known[row] if size else np.nan


def _coded(column: pa.ChunkedArray, levels: tuple[str, ...] | None) -> Values:
    """A column as numbers: itself, or the index of its level; NaN where null or unknown."""
    if levels is not None:
        column = pc.index_in(column.cast(pa.string()), value_set=pa.array(levels, pa.string()))
    # A column of nulls alone has no type of its own.
    return np.asarray(pc.fill_null(column.cast(pa.float64()), np.nan).to_numpy(), np.float32)


def _levels(column: pa.ChunkedArray) -> tuple[str, ...]:
    """The most frequent values, in alphabetical order; ties go by the alphabet."""
    counted = pc.value_counts(column.cast(pa.string()).drop_null())
    pairs = zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True)
    first = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:MOST_LEVELS]
    return tuple(sorted(value for value, _ in first))


def _attribute_levels(attributes: pa.Table, name: str) -> tuple[str, ...] | None:
    """None for a number; the load says which attributes are."""
    own = attributes.filter(pc.equal(attributes["name"], name))
    return None if own["number"].null_count < len(own) else _levels(own["text"])
