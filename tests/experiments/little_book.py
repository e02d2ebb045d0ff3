"""A book of a few accounts, told as roots by account, with what runs and people recorded for experiments."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.experiments.holding.hold_out import hold_out
from adjoin.warehouse.graph import Schema, known_schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from worlds import Rows, World, day

AT = day(400)
CATALOG = Catalog.model_validate({"products": [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}]})
GIVEN: Schema = {
    "roots": ("as_of", "account_id", "root_id"),
    "holdings": ("as_of", "account_id", "product_id"),
    "held_spans": tuple(queries_in("adjoin.facts")["held_spans"].columns),
}


BEGAN = AT - timedelta(days=200)


def ago(days: int) -> date:
    return AT - timedelta(days=days)


def experiment(**rest: Any) -> dict[str, Any]:
    """A delayed start of 90 days that began 200 days ago."""
    return {
        "experiment": "x", "design": "delayed_start", "held_share": 0.5, "delay_days": 90, "horizon_days": 90,
        "started_on": BEGAN, "read_on": AT + timedelta(days=165), "stopped_on": None, **rest,
    }  # fmt: skip


def arm(root: str, name: str = "held", drawn_on: date = BEGAN, of: str = "x") -> dict[str, Any]:
    return {
        "experiment": of, "root_id": root, "arm": name, "drawn_on": drawn_on,
        "counts_on": drawn_on + timedelta(days=1),
    }  # fmt: skip


def proposal(account: str, shown_on: date, root: str | None = None, **rest: Any) -> dict[str, Any]:
    """A ghost play, first on that day."""
    return {
        "account_id": account, "product_id": "q", "root_id": root or account, "shown_on": shown_on,
        "counts_on": shown_on + timedelta(days=1), "ghost": True, "filler": False, "probability": 0.1, **rest,
    }  # fmt: skip


@contextmanager
def a_book(
    roots: Mapping[str, str],
    experiments: Rows,
    arms: Rows,
    proposals: Rows | None = None,
    dates: Sequence[date] = (AT,),
) -> Iterator[tuple[DuckWarehouse, Schema]]:
    """The relations of holding built on these accounts (account → root), each of which holds `p`."""
    world = World(CATALOG)
    world.rows["accounts"] = [{"account_id": account, "customer_since": day(0)} for account in roots]
    world.rows |= {"experiments": experiments, "arms": arms, "proposals": proposals or []}
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, day(0))
        put_facts(warehouse, roots, dates)
        schema = {**known_schema(), **GIVEN}
        yield warehouse, {**schema, **hold_out(warehouse, schema)}


def put_facts(warehouse: Any, roots: Mapping[str, str], dates: Sequence[date]) -> None:
    """Who belongs to whom, that each holds something, and who was held out when."""
    days = pa.array([at for at in dates for _ in roots], pa.date32())
    accounts = pa.array(list(roots) * len(dates))
    groups = pa.array(list(roots.values()) * len(dates))
    warehouse.put("roots", pa.table([days, accounts, groups], names=list(GIVEN["roots"])))
    held = pa.array(["p"] * len(accounts))
    warehouse.put("holdings", pa.table([days, accounts, held], names=list(GIVEN["holdings"])))
    warehouse.build(queries_in("adjoin.facts")["held_spans"])


def held_accounts(warehouse: DuckWarehouse) -> dict[str, Any]:
    """Who is held out, each with the day on which it is free."""
    return {row["account_id"]: row["released_on"] for row in warehouse.read("held_out").to_pylist()}
