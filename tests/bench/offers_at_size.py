"""Offers of 100,000 accounts × 50 products: wall and processor seconds, by room, and peak memory.

`python -m bench.offers_at_size` from `tests` prints what it found as JSON; a process of its own, so that its peak
memory is its own.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import adjoin.engine.offers as engine
from adjoin.domain.catalog import Catalog
from adjoin.engine.connection import in_memory
from adjoin.engine.offers import put_offers
from adjoin.facts.build import fact_queries, fact_schema
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.facts.matches.tables import fill_in_matches
from adjoin.offers.bundles.own import NONE
from adjoin.offers.settings import Settings
from adjoin.offers.trials.putting import put_trials
from adjoin.project.project import Project
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Query
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from worlds import World

AS_OF = date(2026, 3, 2)
HERE = Path(__file__).parent
ROOMS = ("build_shelfware", "examine_bundles", "demand", "propose", "rank_integrations", "fit_strategy")
FACTS = ("spans", "holdings", "ancestors", "roots", "limits_now", "utilisation", "renewals", "unused_features",
         "pair_readiness", "prerequisites_met", "readiness_weights")  # fmt: skip
"""The facts that offers read."""
READ = ("size_bands", "affinity", "scored", "gates")


def catalog() -> Catalog:
    """50 products; a fifth has a measure of adoption, some have rules, readiness and prerequisites."""
    ids = [f"product-{p:02d}" for p in range(50)]
    products: list[dict[str, Any]] = []
    for p, product in enumerate(ids):
        entry: dict[str, Any] = {"id": product, "name": product.title(), "buyers": {"department": f"d{p % 6}"},
                                 "takes": [f"data {p}"], "gives": [f"data {(p + 1) % 50}"]}  # fmt: skip
        entry |= {} if p % 5 == 4 else {"list_price": 1000.0 + 20 * p}
        if p % 5 == 0:
            entry["adoption"] = {"metric": "people", "of": "seats"}
        sold = {"requires": [ids[p - 7]]} if p % 10 == 9 else {}
        entry["sold"] = sold | ({"excludes": [ids[(p + 3) % 50]]} if p % 12 == 5 else {})
        entry["works_with"] = {
            ids[(p + k) % 50]: {
                "sign_on": "full" if k % 2 else "partial",
                "shared_data": "none",
                "activation": "full",
            }
            for k in range(1, 15)
        }
        if p % 5 == 2:
            entry["prerequisites"] = [
                {"name": "sign-on switched on", "aspect": "sign_on", "tools": ["Key"]},
                {
                    "name": "data shared",
                    "aspect": "shared_data",
                    "metrics": [{"product": ids[0], "metric": "calls"}],
                },
            ]
        products.append(entry)
    return Catalog.model_validate({"products": products, "metrics": {"people": {"kind": "distinct"}}})


@dataclass
class Found:
    """`seconds`, `processor`: of all together; `rooms`: wall and processor seconds of each; `rows`: what it ran on."""

    seconds: float
    processor: float
    gigabytes: float
    rooms: dict[str, tuple[float, float]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


@contextmanager
def company(spill: Path) -> Iterator[DuckWarehouse]:
    """All that offers read, in an engine limited as an ordinary run's."""
    with in_memory(spill, threads=2) as connection:
        warehouse = World(catalog()).load(connection)
        _run(warehouse, "offers_at_size.sql")
        open_moments(warehouse, [AS_OF], AS_OF)
        fill_in_matches(warehouse)
        for name, table in catalog_tables(catalog()).items():
            warehouse.put(name, table)
        for query in needed():
            warehouse.build(query)
        _run(warehouse, "offers_read.sql")
        yield warehouse


def _run(warehouse: DuckWarehouse, file: str) -> None:
    for statement in (HERE / file).read_text("utf-8").split(";\n"):
        warehouse.connection.execute(statement)


def needed() -> list[Query]:
    """The facts of FACTS and those they read, in order."""
    wanted, found = set(FACTS), []
    for query in reversed(fact_queries()):
        if query.name in wanted:
            wanted |= query.reads
            found.append(query)
    return found[::-1]


def project() -> Project:
    """As far as offers look at it: nothing is set, no bundles of its own."""
    told = SimpleNamespace(configuration=SimpleNamespace(settings={}), of_offers=Settings(), own_bundles=NONE)
    return cast(Project, told)


def timed(found: Found, room: str, work: Any) -> Any:
    """The same work, noted by room."""

    def noted(*given: Any, **named: Any) -> Any:
        wall, processor = time.monotonic(), time.process_time()
        left = work(*given, **named)
        found.rooms[room] = (time.monotonic() - wall, time.process_time() - processor)
        return left

    return noted


def found(warehouse: DuckWarehouse) -> Found:
    told = Found(0.0, 0.0, 0.0)
    for room in ROOMS:
        setattr(engine, room, timed(told, room, getattr(engine, room)))
    schema: Schema = {**fact_schema(), **{name: tuple(warehouse.read_columns(name)) for name in READ}}
    wall, processor = time.monotonic(), time.process_time()
    schema = put_offers(warehouse, schema, project())
    timed(told, "put_trials", put_trials)(warehouse, [], AS_OF, schema)
    told.seconds, told.processor = time.monotonic() - wall, time.process_time() - processor
    told.gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    for name in ("holdings", "scored", "gates", "known.usage_periods", "bundle_lines", "bundles", "trials"):
        ((told.rows[name],),) = warehouse.connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as spill, company(Path(spill)) as built:
        sys.stdout.write(json.dumps(asdict(found(built))))
