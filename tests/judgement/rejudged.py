"""A drawn world judged from its rows to its recommendations, and judged again by other gates."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.affinity.bases import build_bases
from adjoin.affinity.measure import measure
from adjoin.affinity.published import PUBLISHED
from adjoin.decisions.decide import decide
from adjoin.experiments.holding.hold_out import hold_out
from adjoin.facts.build import build_facts, fact_schema
from adjoin.gates.gate import SqlGate
from adjoin.gates.judging import gates, judge
from adjoin.plays.motions import build_motions, shipped_motions
from adjoin.scoring.score import score, settle
from adjoin.signals.detectors import build_signals
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from judgement.drawn import Drawn
from worlds import EPOCH, Rows

Settings = Mapping[str, Mapping[str, Value]]
Change = Callable[[SqlGate], SqlGate | None]
"""A gate made another, or none."""

_CHECKED: set[str] = set()


def _same(gate: SqlGate) -> SqlGate:
    return gate


@contextmanager
def unchecked() -> Iterator[None]:
    """The SQL files stay the same from world to world: only the first one checks them against each other."""
    with patch("adjoin.warehouse.graph._problems", return_value=[]) if _CHECKED else nullcontext():
        yield
    _CHECKED.add("the shipped files")


@dataclass
class Judgement:
    """A world up to its signals and scores; `decide_by` gives what follows from one set of gates."""

    warehouse: DuckWarehouse
    schema: Schema
    drawn: Drawn
    affinity: Rows = field(default_factory=list)

    def decide_by(self, settings: Settings | None = None, change: Change = _same) -> dict[str, Rows]:
        """Recommendations and candidates with the gates as shipped, or as `settings` and `change` make them."""
        changed = [found for gate in gates() if (found := change(gate)) is not None]
        with unchecked(), patch("adjoin.gates.judging.gates", lambda: changed):
            judge(self.warehouse, self.schema, settings or {}, self.drawn.mapped)
            schema = self.schema | {"gates": tuple(self.warehouse.read_columns("gates"))}
            schema |= hold_out(self.warehouse, schema)
            decide(self.warehouse, schema, settings or {})
        return {
            name: self.warehouse.read(name).to_pylist() for name in ("recommendations", "candidates", "gates")
        }


@contextmanager
def judged_up_to_gates(drawn: Drawn) -> Iterator[Judgement]:
    """The same stages as a run, on one thread, for the tables are small."""
    with duckdb.connect(config={"threads": 1}) as connection, unchecked():
        warehouse = drawn.world.load(connection)
        open_moments(warehouse, [drawn.as_of], EPOCH)
        build_facts(warehouse, drawn.world.catalog, {})
        schema = fact_schema()
        measure(warehouse, drawn.world.catalog, drawn.as_of, {})
        if drawn.own_affinity is not None:
            warehouse.put("affinity", other_affinity(warehouse.read("affinity"), drawn.own_affinity))
        schema |= PUBLISHED
        schema |= build_bases(warehouse, schema)
        build_signals(warehouse, schema, {}, drawn.mapped)
        schema |= {name: tuple(warehouse.read_columns(name)) for name in ("signals", "detector_weights")}
        schema |= score(warehouse, schema, {})
        schema |= build_motions(warehouse, schema, shipped_motions())
        schema |= settle(warehouse, schema, {})
        rows = warehouse.read("affinity", ("from_product", "to_product", "horizon_days")).to_pylist()
        yield Judgement(warehouse, schema, drawn, [row for row in rows if row["horizon_days"] == 90])


def other_affinity(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    """The measured table with lifts at random, for a small world measures none."""
    lift = rng.lognormal(0.0, 0.7, table.num_rows)
    width = rng.uniform(1.05, 2.0, table.num_rows)
    columns: dict[str, Any] = {
        "lift": lift, "lift_low": lift / width, "lift_high": lift * width, "enough": rng.random(table.num_rows) < 0.6
    }  # fmt: skip
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, pa.array(values))
    return table
