"""Scores every open cell: first the prior, then what a model, a launch, a snapshot or randomised trials say."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

FEEDBACK = ("feedback_voices",)
"""What is told of the whole book only."""

OF_THE_BOOK = ("typical_prices", "mean_strengths", "readiness_means", "feedback_tilts")
"""What the prior measures over the whole book; at moments of single accounts they are those of an earlier date."""

OF_THE_ACCOUNT = (
    *("size_bands", "typical_acv", "signal_weights", "signal_shift"),
    *(
        "readiness_needs",
        "readiness_gaps",
        "readiness_kinds",
        "readiness_parts",
        "readiness_levels",
        "readiness_shift",
        "prior",
    ),
)
SETTLED = ("launch", "scored", "like_you")
TEXT, NUMBER, DATE, WHOLE = pa.string(), pa.float64(), pa.date32(), pa.int64()
_CELL = [("as_of", DATE), ("account_id", TEXT), ("product_id", TEXT)]
_PROBABILITY = [("probability", NUMBER), ("probability_low", NUMBER), ("probability_high", NUMBER)]

LEARNED = pa.schema(
    [*_CELL, *_PROBABILITY, ("basis", TEXT), ("in_use", pa.bool_()), ("band", TEXT), ("like_count", WHOLE),
     ("like_adopted", WHOLE), ("moved", TEXT)]
)  # fmt: skip
"""The relation `learned`: what the learned model says of each open cell; no row where there is no model."""

SNAPSHOT_SCORES = pa.schema([*_CELL, *_PROBABILITY, ("moved", TEXT), ("base_product_id", TEXT)])
"""The relation `snapshot_scores`: the ranking where nobody knows start dates; no row where somebody does."""

RANDOMISED = pa.schema(
    [
        *_CELL,
        *_PROBABILITY,
        ("baseline_probability", NUMBER),
        ("added_probability", NUMBER),
        ("do_not_disturb", pa.bool_()),
    ]
)
"""The relation `randomised`: what randomised trials say of an open cell; no row where they tell nothing."""


def score(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build `prior` and what it is made of from the facts, `bases` and the signals; gives their columns."""
    return _build(warehouse, (*FEEDBACK, *OF_THE_BOOK, *OF_THE_ACCOUNT), schema, settings)


def score_pairs(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    of_the_book: Mapping[str, pa.Table],
) -> Schema:
    """Build `prior` at moments of single accounts (`open_pairs`).

    `of_the_book`: the relations of OF_THE_BOOK as a moment of the whole book left them, a row a date of the pairs.
    """
    for name in OF_THE_BOOK:
        warehouse.put(name, of_the_book[name])
    put = {name: tuple(queries_in("adjoin.scoring")[name].columns) for name in OF_THE_BOOK}
    return put | _build(warehouse, OF_THE_ACCOUNT, {**schema, **put}, settings)


def settle(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    learned: pa.Table | None = None,
    snapshot_scores: pa.Table | None = None,
) -> Schema:
    """Build `scored`, which decisions read, and `like_you`, after `score` and the motions; gives their columns.

    `learned`, `snapshot_scores`: rows of LEARNED and SNAPSHOT_SCORES; None where there is no model, or no need. Where
    `randomised` is in `schema` it has been built; elsewhere nothing was randomised.
    """
    if "randomised" not in schema:
        warehouse.put("randomised", RANDOMISED.empty_table())
        schema = {**schema, "randomised": tuple(RANDOMISED.names)}
    given = {"learned": (learned, LEARNED), "snapshot_scores": (snapshot_scores, SNAPSHOT_SCORES)}
    for name, (table, kept) in given.items():
        rows = kept.empty_table() if table is None else table.select(kept.names).cast(kept)
        warehouse.put(name, rows)
    put = {name: tuple(kept.names) for name, (_, kept) in given.items()}
    return put | _build(warehouse, SETTLED, {**schema, **put}, settings)


def _build(
    warehouse: Warehouse, names: tuple[str, ...], schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    found = queries_in("adjoin.scoring")
    return build_all(warehouse, {name: found[name] for name in names}, schema, settings)
