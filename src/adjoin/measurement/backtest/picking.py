"""The picks of every policy on the open date, with what became of them, and every offer they could have picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import in_one_line
from adjoin.measurement.backtest.policies import Policy
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PICKED = pa.schema(
    [("policy", pa.string()), ("account_id", pa.string()), ("product_id", pa.string()), ("rank", pa.int64())]
)
STATE = (
    *("odds", "signal", "blocked", "first", "money", "held", "tenure", "renewal", "renewal_unknown"),
    *("product_approached", "account_approached", "cell_approached", "spoke"),
)
"""The columns of `approach_state` that say how likely an approach is."""


@dataclass(frozen=True)
class Taken:
    """One date, `as_of`: `picks` of every policy, every open cell, the `state` of those on offer in the same order, and
    `broken`: policies that could not be run, with why."""

    as_of: date
    picks: pa.Table
    cells: pa.Table
    state: pa.Table
    broken: Mapping[str, str]


def leave_outcomes(warehouse: Warehouse, schema: Schema) -> Schema:
    """Keep what is known on the open date, the day the backtest speaks for, of starts, approaches and opportunities.

    Tables of their own: opening another date leaves them. Gives their columns.
    """
    return build_all(warehouse, queries_in("adjoin.measurement.outcomes"), schema, {})


def take(
    warehouse: Warehouse,
    schema: Schema,
    as_of: date,
    policies: Sequence[Policy],
    capacity: int,
    settings: Mapping[str, Mapping[str, Value]],
) -> Taken:
    """Let every policy pick on the open date `as_of`, whose book is judged. `capacity`: picks a policy, at most."""
    build_all(warehouse, queries_in("adjoin.measurement.backtest"), schema, settings)
    ranked, broken = [PICKED.empty_table()], {}
    for policy in policies:
        try:
            ranked.append(_first(policy, warehouse, capacity))
        except ConfigurationError as error:
            broken[policy.name] = in_one_line(error)
    warehouse.put("picked", pa.concat_tables(ranked))
    return Taken(
        as_of=as_of,
        picks=warehouse.fetch(queries_in("adjoin.measurement.picking")["followed_picks"]),
        cells=warehouse.fetch(queries_in("adjoin.measurement.picking")["cells_in_order"]),
        state=warehouse.fetch(queries_in("adjoin.measurement.picking")["state_in_order"]),
        broken=broken,
    )


def _first(policy: Policy, warehouse: Warehouse, capacity: int) -> pa.Table:
    rows = policy.ranked(warehouse)
    rows = rows.filter(pc.less_equal(rows["rank"], capacity))
    rows = rows.append_column("policy", pa.array([policy.name] * rows.num_rows, pa.string()))
    return rows.select(PICKED.names).cast(PICKED)
