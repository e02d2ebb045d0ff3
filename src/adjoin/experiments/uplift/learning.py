"""Whom randomised treatments moved and whom they put off, in every experiment of the moment."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.experiments.settings import Settings, settings_of
from adjoin.experiments.uplift.arm import Subjects, judge_arm
from adjoin.experiments.uplift.features import Feature, features_of
from adjoin.experiments.uplift.says import no_control
from adjoin.experiments.uplift.tables import DATE, SUMMARY, TABLES, TEXT, Told, tables_of
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all, open_moments, open_pairs

BEFORE = ("unit_days", "accounts_then")
AFTER = ("counted_experiments", "randomised")
COUNTED = pa.schema([("as_of", DATE), ("experiment", TEXT), ("source", TEXT)])
"""The relation `counted_experiments`: those whose treatment was a play; `source` own or elsewhere."""
PUBLISHED = {name: tuple(schema.names) for name, schema in TABLES.items()}
"""The relations meant to be shown, and their columns."""
Tables = dict[str, pa.Table]


def learn_uplift(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]], seed: int
) -> Schema:
    """Put `uplift`, `uplift_summary`, `uplift_curve`, `uplift_groups`, and `randomised` for the scores.

    Reads `experiment_units`, facts and what is known, at moments of the whole book; without an experiment it only
    leaves empty relations. `settings`: by owner (`experiments`) and by SQL file. `seed`: of the folds. Gives the
    columns of everything left.
    """
    put = {**PUBLISHED, "counted_experiments": tuple(COUNTED.names)}
    queries = queries_in("adjoin.experiments.uplift")
    units = warehouse.read("experiment_units", ("as_of", "experiment", "source", "unit_id"))
    told = settings_of(settings)
    warehouse.put("counted_experiments", _counted(units, told))
    left = _built(warehouse, queries, ("unit_days",), schema, settings)
    if pc.sum(pc.is_null(units["left_out"])).as_py():
        left |= _prepare(warehouse, queries, schema | left, settings)
        found = list(_experiments(warehouse, told, seed))
    else:
        found = []
    for name, kept in TABLES.items():
        warehouse.put(
            name, pa.concat_tables([kept.empty_table(), *(one[name] for one in found if name in one)])
        )
    left |= put
    return left | _built(warehouse, queries, ("randomised",), schema | left, settings)


def _built(
    warehouse: Warehouse,
    queries: Mapping[str, Query],
    names: tuple[str, ...],
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
) -> Schema:
    return build_all(warehouse, {name: queries[name] for name in names}, schema, settings)


def _counted(units: pa.Table, settings: Settings) -> pa.Table:
    """Our own experiments, and those made elsewhere that are said to count as a play."""
    pairs = units.select(COUNTED.names).group_by(COUNTED.names).aggregate([]).to_pylist()
    kept = [one for one in pairs if one["source"] == "own" or one["experiment"] in settings.counts_as_play]
    return pa.Table.from_pylist(sorted(kept, key=lambda one: tuple(one.values())), schema=COUNTED)


def _prepare(
    warehouse: Warehouse,
    queries: Mapping[str, Query],
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
) -> Schema:
    """What was known of each account on its day, then everything that is told of it at the moment."""
    dates = warehouse.read("dates", ("as_of",))
    first_load: date = dates["first_load"][0].as_py()
    try:
        open_pairs(warehouse, warehouse.read("unit_days", ("as_of", "account_id")), first_load)
        left = _built(warehouse, queries, ("accounts_then",), schema, settings)
    finally:
        open_moments(warehouse, dates["as_of"].to_pylist(), first_load, usage_rolled_up=True)
    rest = tuple(name for name in queries if name not in (*BEFORE, *AFTER))
    return left | _built(warehouse, queries, rest, schema | left, settings)


def _experiments(warehouse: Warehouse, settings: Settings, seed: int) -> Iterator[Tables]:
    subjects = warehouse.read("uplift_subjects", ("as_of", "experiment", "account_id", "product_id"))
    attributes = warehouse.read("uplift_attributes", ("as_of", "name", "account_id"))
    held = warehouse.read("uplift_held", ("as_of", "account_id", "on_day", "product_id"))
    for as_of in pc.unique(subjects["as_of"]).to_pylist():
        now, further, holding = (_where(rows, "as_of", as_of) for rows in (subjects, attributes, held))
        for experiment in pc.unique(now["experiment"]).to_pylist():
            rows = _where(now, "experiment", experiment)
            yield from _arms(rows, features_of(rows, further, holding), settings, seed)


def _arms(rows: pa.Table, features: tuple[Feature, ...], settings: Settings, seed: int) -> Iterator[Tables]:
    as_of, experiment = rows["as_of"][0].as_py(), rows["experiment"][0].as_py()
    subjects = _subjects(rows, features)
    named = sorted(set(subjects.arm[(subjects.arm != "") & ~subjects.control].tolist()))
    learned = set(subjects.arm[subjects.learned & ~subjects.control].tolist())
    if not subjects.control.any():
        is_known = rows.filter(rows["in_experiment"])["is_control"].null_count == 0
        yield {"uplift_summary": _without_control(as_of, experiment, named, is_known=is_known)}
        return
    for arm in named:
        if arm not in learned or not (subjects.learned & subjects.control).any():
            continue
        rng = np.random.Generator(np.random.PCG64([seed, zlib.crc32(f"{experiment}\n{arm}".encode())]))
        said = judge_arm(subjects, arm, len(named), settings.level, rng)
        told = Told(as_of, experiment, arm, _objects(rows["account_id"]), _flags(rows["in_experiment"]))
        yield tables_of(told, said, settings.level)


def _subjects(rows: pa.Table, features: tuple[Feature, ...]) -> Subjects:
    root = np.asarray(rows["root_id"].combine_chunks().dictionary_encode().indices, dtype=np.int64)
    return Subjects(
        features=features,
        root=root,
        arm=_objects(pc.fill_null(rows["arm"], "")),
        control=_flags(rows["is_control"]),
        learned=_flags(rows["matured"]),
        outcome=_flags(rows["converted"]).astype(np.float64),
        product=_objects(rows["product_id"]),
    )


def _without_control(as_of: date, experiment: str, arms: list[str], *, is_known: bool) -> pa.Table:
    named = {"as_of": as_of, "experiment": experiment, "verdict": "no_control", "harms": False}
    rows = [
        named | {"arm": arm, "says": no_control(arms, is_known=is_known), "most_telling": "[]"}
        for arm in arms
    ]
    return pa.Table.from_pylist(rows, schema=SUMMARY)


def _where(rows: pa.Table, column: str, value: date | str) -> pa.Table:
    return rows.filter(pc.equal(rows[column], value))


def _objects(column: pa.ChunkedArray) -> npt.NDArray[np.object_]:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=object)


def _flags(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(column, False).to_numpy(zero_copy_only=False), dtype=np.bool_)
