"""A warehouse with spans, deals and firings put by hand, and the record made of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.signals.record.record import record
from adjoin.signals.record.watches import DETECTORS, Moment, detector_watches, watch_segments
from adjoin.warehouse.warehouse import DuckWarehouse
from worlds import Rows

AS_OF = date(2026, 6, 30)
BEGAN = AS_OF - timedelta(days=364)
"""The day before the first watched."""
MOMENTS = [
    Moment(as_of, as_of - timedelta(days=28))
    for as_of in (AS_OF - timedelta(days=28 * n) for n in range(12, -1, -1))
]
TEXT, DAY = pa.string(), pa.date32()
SPANS = pa.schema(
    [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("began_on", DAY), ("ended_on", DAY),
     ("is_floor", pa.bool_())]
)  # fmt: skip
ROOTS = pa.schema([("as_of", DAY), ("account_id", TEXT), ("root_id", TEXT)])
HELD = pa.schema([("as_of", DAY), ("account_id", TEXT), ("from_on", DAY), ("until_on", DAY)])
DEALS = pa.schema(
    [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("created_on", DAY), ("closed_on", DAY),
     ("outcome", TEXT)]
)  # fmt: skip
FIRINGS = pa.schema(
    [("account_id", TEXT), ("product_id", TEXT), ("kind", TEXT), ("name", TEXT), ("fired_on", DAY),
     ("strength", pa.float64())]
)  # fmt: skip
STANDING = pa.schema([("account_id", TEXT), ("product_id", TEXT), ("name", TEXT), ("after_on", DAY)])


def on(days: int) -> date:
    """The day that many days after the watch began; 1 is the first watched."""
    return BEGAN + timedelta(days=days)


def span(
    account: str, product: str, began: int, ended: int | None = None, floor: bool = False
) -> dict[str, Any]:
    end = None if ended is None else on(ended)
    return {
        "account_id": account,
        "product_id": product,
        "began_on": on(began),
        "ended_on": end,
        "is_floor": floor,
    }


def firing(
    account: str, at: int, name: str = "bell", product: str = "b", strength: float = 1.0
) -> dict[str, Any]:
    return {
        "account_id": account, "product_id": product, "kind": name, "name": name, "fired_on": on(at),
        "strength": strength,
    }  # fmt: skip


def held(account: str, since: int, until: int | None = None) -> dict[str, Any]:
    """Held out of plays from the first day on, on the second no longer."""
    return {"account_id": account, "from_on": on(since), "until_on": None if until is None else on(until)}


@dataclass
class Hand:
    """What is put into the warehouse. `detectors`: name → weight (its kind is its name)."""

    spans: Rows
    firings: Rows
    deals: Rows = field(default_factory=list)
    standing: Rows = field(default_factory=list)
    held: Rows = field(default_factory=list)
    roots: dict[str, str] = field(default_factory=dict)
    products: Sequence[str] = ("a", "b")
    detectors: dict[str, float] = field(default_factory=lambda: {"bell": 1.0})
    missing: frozenset[tuple[date, str]] = frozenset()

    @contextmanager
    def recorded(self) -> Iterator[DuckWarehouse]:
        """A warehouse in which the record is made."""
        with duckdb.connect() as connection:
            warehouse = DuckWarehouse(connection)
            self.put(warehouse)
            record(warehouse, AS_OF, {})
            yield warehouse

    def put(self, warehouse: DuckWarehouse) -> None:
        warehouse.connection.execute("CREATE SCHEMA known")
        accounts = sorted({row["account_id"] for row in self.spans})
        roots = [{"account_id": a, "root_id": self.roots.get(a, a)} for a in accounts]
        for name, rows, schema in (
            ("spans", self.spans, SPANS), ("roots", roots, ROOTS), ("known.opportunities", self.deals, DEALS),
            ("held_spans", self.held, HELD),
            ("firings", self.firings, FIRINGS), ("standing", self.standing, STANDING),
        ):  # fmt: skip
            dated = [{"as_of": AS_OF, **row} for row in rows] if "as_of" in schema.names else rows
            warehouse.put(name, pa.Table.from_pylist(dated, schema=schema))
        warehouse.put("catalog_products", pa.table({"product_id": pa.array(self.products, TEXT)}))
        numbered = [
            {"number": n, "name": name, "kind": name, "weight": weight, "because": "too young"}
            for n, (name, weight) in enumerate(self.detectors.items())
        ]
        watches = detector_watches(list(self.detectors), MOMENTS, self.missing)
        warehouse.put("watched_detectors", pa.Table.from_pylist(numbered, schema=DETECTORS))
        warehouse.put("detector_watches", watches)
        warehouse.put("watch_segments", watch_segments(watches))

    def records(self) -> dict[str, dict[str, Any]]:
        """`detector_records` by name."""
        with self.recorded() as warehouse:
            return {row["name"]: row for row in warehouse.read("detector_records").to_pylist()}
