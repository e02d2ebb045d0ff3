"""Measurement of 100,000 accounts: wall and processor seconds, by room, and peak memory.

`python -m bench.measurement_at_size` from `tests` prints what it found as JSON; a process of its own, so that its peak
memory is its own.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from adjoin.facts.build import fact_schema
from adjoin.measurement.retention.measuring import measure_retention
from adjoin.measurement.scorecard.keeping import keep_scorecard
from adjoin.plays.campaign_tables import PLAYS
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse
from bench.offers_at_size import Found, company, timed

HERE = Path(__file__).parent
LEFT = ("size_bands", "candidates", "whitespace", "held_out", "approaches", "plays")


def left_before(warehouse: DuckWarehouse) -> Schema:
    """What the rooms before measurement leave; gives the schema of all that it reads."""
    for statement in (HERE / "measurement_read.sql").read_text("utf-8").split(";\n"):
        warehouse.connection.execute(statement)
    warehouse.put("plays", PLAYS.empty_table())
    return {**fact_schema(), **{name: tuple(warehouse.read_columns(name)) for name in LEFT}}


def found(warehouse: DuckWarehouse) -> Found:
    schema, told = left_before(warehouse), Found(0.0, 0.0, 0.0)
    rooms: tuple[Callable[[DuckWarehouse, Schema], Schema], ...] = (measure_retention, keep_scorecard)
    wall, processor = time.monotonic(), time.process_time()
    for room in rooms:
        schema |= timed(told, room.__name__, room)(warehouse, schema)
    told.seconds, told.processor = time.monotonic() - wall, time.process_time() - processor
    told.gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    for name in ("scorecard_accounts", "scorecard_by", "landmarks", "known.accounts"):
        ((told.rows[name],),) = warehouse.connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as spill, company(Path(spill)) as built:
        sys.stdout.write(json.dumps(asdict(found(built))))
