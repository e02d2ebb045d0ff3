"""Open cells told by their facts alone, and the motions that rules give them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import psycopg
import pyarrow as pa

from adjoin.domain.own_file import OwnFile
from adjoin.plays.motions import Motions, build_motions
from adjoin.project.yaml_file import read_yaml
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse

AS_OF = date(2026, 3, 2)
TEXT, DAY = pa.string(), pa.date32()
Rows = list[dict[str, Any]]

SCHEMAS = {
    "prior": [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("expected_acv", pa.float64())],
    "catalog_products": [("product_id", TEXT), ("complexity", TEXT), ("implementation", TEXT)],
    "catalog_departments": [("product_id", TEXT), ("role", TEXT), ("department", TEXT)],
    "holdings": [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT)],
    "known.accounts": [("as_of", DAY), ("account_id", TEXT), ("segment", TEXT), ("industry", TEXT), ("country", TEXT)],
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One account with one open product; `held_departments`: who buys what it holds."""

    expected_acv: float | None = None
    complexity: str | None = None
    implementation: str | None = None
    department: str | None = None
    held_departments: tuple[str, ...] = ()
    segment: str | None = None
    industry: str | None = None
    country: str | None = None
    as_of: date = AS_OF


def told(cells: Sequence[Cell]) -> dict[str, Rows]:
    """The relations of these cells; the account and the product of each are numbered by its place."""
    tables: dict[str, Rows] = {name: [] for name in SCHEMAS}
    held = sorted({department for cell in cells for department in cell.held_departments})
    tables["catalog_products"] += [{"product_id": f"held-{department}"} for department in held]
    buyers = [{"product_id": f"held-{d}", "role": "buyer", "department": d} for d in held]
    users = [{"product_id": f"held-{d}", "role": "user", "department": f"users of {d}"} for d in held]
    tables["catalog_departments"] += buyers + users
    for place, cell in enumerate(cells):
        key = {"as_of": cell.as_of, "account_id": f"a{place}"}
        product = {"product_id": f"p{place}"}
        tables["prior"].append({**key, **product, "expected_acv": cell.expected_acv})
        tables["catalog_products"].append(
            {**product, "complexity": cell.complexity, "implementation": cell.implementation}
        )
        if cell.department:
            tables["catalog_departments"].append({**product, "role": "buyer", "department": cell.department})
        tables["holdings"] += [{**key, "product_id": f"held-{d}"} for d in cell.held_departments]
        tables["known.accounts"].append(
            {**key, "segment": cell.segment, "industry": cell.industry, "country": cell.country}
        )
    return tables


def motions_of(cells: Sequence[Cell], rules: Motions, currency: str = "USD") -> Rows:
    """The row of `motions` of each cell, in their order."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA known")
        return _built(DuckWarehouse(connection), cells, rules, currency)


def motions_on_postgres(url: str, cells: Sequence[Cell], rules: Motions) -> Rows:
    """The same on a server."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS known")
        return _built(PostgresWarehouse(connection), cells, rules, "USD")


def _built(warehouse: Warehouse, cells: Sequence[Cell], rules: Motions, currency: str) -> Rows:
    for name, rows in told(cells).items():
        warehouse.put(name, pa.Table.from_pylist(rows, schema=pa.schema(SCHEMAS[name])))
    schema = {name: tuple(column for column, _ in columns) for name, columns in SCHEMAS.items()}
    build_motions(warehouse, schema, rules, currency)
    rows = warehouse.read("motions").to_pylist()
    return sorted(rows, key=lambda row: (row["as_of"], int(row["account_id"][1:])))


def later(cell: Cell, on: date) -> Cell:
    return replace(cell, as_of=on)


def written(folder: Any, name: str, text: str) -> OwnFile:
    """The text as a project's own file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return read_yaml(path)
