"""The same firings and the same record, number for number, on a real PostgreSQL."""

import duckdb
import numpy as np
import psycopg
import pyarrow as pa

from adjoin.signals.record.history import HISTORY
from adjoin.signals.record.record import record
from adjoin.signals.record.watches import WATCHES, Moment
from adjoin.signals.sightings import SIGHTINGS
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, build_all
from signals_record.by_hand import AS_OF, MOMENTS, on
from signals_record.test_record_plain_reference import random_hand

PUT = (
    *("spans", "roots", "held_spans", "known.opportunities", "firings", "standing", "catalog_products"),
    *("watched_detectors", "detector_watches", "watch_segments"),
)


def test_postgresql_gives_the_same_record(postgres_url: str) -> None:
    hand = random_hand(4)
    with duckdb.connect() as embedded, psycopg.connect(postgres_url, autocommit=True) as connection:
        one, other = DuckWarehouse(embedded), PostgresWarehouse(connection)
        hand.put(one)
        connection.execute("DROP SCHEMA IF EXISTS known CASCADE")
        connection.execute("CREATE SCHEMA known")
        for name in PUT:
            other.put(name, one.read(name))
        for warehouse in (one, other):
            record(warehouse, AS_OF, {})
        for name in ("detector_records", "detector_product_records"):
            expected = one.read(name).to_pylist()
            assert sorted(map(str, other.read(name).to_pylist())) == sorted(map(str, expected))
            assert any(row["lift"] for row in expected)


def test_postgresql_gives_the_same_firings(postgres_url: str) -> None:
    rng = np.random.default_rng(3)
    rows = []
    for account in (f"n{n}" for n in range(40)):
        for moment in MOMENTS:
            if rng.random() < 0.4:
                began = int(rng.integers(-30, (moment.as_of - on(0)).days + 1))
                ended = on(began + int(rng.integers(1, 40))) if rng.random() < 0.3 else None
                rows.append(
                    {"as_of": moment.as_of, "account_id": account, "product_id": "b", "kind": "bell", "name": "bell",
                     "detected_on": on(began), "strength": 0.5, "ended_on": ended}
                )  # fmt: skip
    watches = [
        {"name": "bell", "as_of": m.as_of, "after_on": m.after_on, "is_first": m is MOMENTS[0]}
        for m in MOMENTS
    ]
    schema = {"sightings": tuple(SIGHTINGS.names), "detector_watches": tuple(WATCHES.names)}
    found = queries_in("adjoin.signals.record")
    with duckdb.connect() as embedded, psycopg.connect(postgres_url, autocommit=True) as connection:
        told = []
        for warehouse in (DuckWarehouse(embedded), PostgresWarehouse(connection)):
            warehouse.put("sightings", pa.Table.from_pylist(rows, schema=SIGHTINGS))
            warehouse.put("detector_watches", pa.Table.from_pylist(watches, schema=WATCHES))
            build_all(warehouse, {name: found[name] for name in HISTORY}, schema, {})
            moments = warehouse.fetch(found["past_moments"], {"as_of": AS_OF}).to_pylist()
            assert [Moment(**row) for row in moments] == MOMENTS
            told.append({name: sorted(map(str, warehouse.read(name).to_pylist())) for name in HISTORY})
    assert told[0] == told[1]
    assert len(told[0]["firings"]) > 40
