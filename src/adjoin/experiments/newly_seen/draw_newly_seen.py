"""Draws the arms of roots that came into the book after an experiment began."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.entry import Arm
from adjoin.domain.experiment import Experiment
from adjoin.experiments.drawing import draw_arms
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

EXCLUDED = pa.schema([("experiment", pa.string()), ("root_id", pa.string())])
"""The roots that were named before the draw, by experiment."""


def draw_newly_seen(
    warehouse: Warehouse, schema: Schema, experiments: Iterable[Experiment], as_of: date
) -> tuple[Arm, ...]:
    """The arms to keep of a run of `as_of`: for every running experiment, those of roots without one.

    Reads `root_arms`, `roots`, `holdings` and what is known of experiments; leaves `undrawn_roots`. The same
    tables give the same arms.
    """
    known = {one.experiment: one for one in experiments}
    rows = [
        {"experiment": one.experiment, "root_id": root} for one in known.values() for root in one.excluded
    ]
    warehouse.put("excluded_roots", pa.Table.from_pylist(rows, schema=EXCLUDED))
    given = {**schema, "excluded_roots": tuple(EXCLUDED.names)}
    build_all(warehouse, queries_in("adjoin.experiments.newly_seen"), given, {})
    undrawn = warehouse.read("undrawn_roots", ("as_of", "experiment", "root_id"))
    here = undrawn.filter(pc.equal(undrawn["as_of"], pa.scalar(as_of, pa.date32())))
    return tuple(
        arm
        for name in here["experiment"].unique().to_pylist()
        for arm in draw_arms(
            name,
            here.filter(pc.equal(here["experiment"], name))["root_id"].to_pylist(),
            known[name].held_share,
            as_of,
        )
    )
