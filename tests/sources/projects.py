"""Small projects written to a folder, and loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.sources.load import LoadPlan, load
from adjoin.sources.mapping import Source, TableMapping
from adjoin.sources.report import LoadReport

LOAD_DAY = date(2026, 1, 31)
ACCOUNTS = "account_id,name\nA1,Alpha\nA2,Beta\nA3,Gamma\n"
SUBSCRIPTIONS = "subscription_id,account_id,product_id,started_on,acv\nS1,A1,pipe,2024-01-01,1000\n"
CATALOG: dict[str, Any] = {
    "products": [
        {"id": "pipe", "name": "Pipeline", "list_price": 30000, "skus": ["PIPE-*"]},
        {"id": "bi", "name": "Insight Analytics", "list_price": 10000, "skus": ["BI-*"]},
        {"id": "sign", "name": "Sign"},
    ],
    "suites": {"SUITE-1": {"products": ["pipe", "bi"], "split": "list_price"}},
    "ignore_skus": ["SVC-*"],
}


@dataclass
class Loaded:
    """A connection after a load, and its report."""

    connection: duckdb.DuckDBPyConnection
    report: LoadReport

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"SELECT {', '.join(columns) or '*'} FROM {table}").fetchall()

    def reasons(self, table: str) -> list[str]:
        sql = 'SELECT reason FROM rejected WHERE "table" = $1 ORDER BY source, row_number'
        return [row[0] for row in self.connection.execute(sql, [table]).fetchall()]


@dataclass
class Project:
    """A folder with files; accounts and subscriptions are there unless they are given."""

    root: Path
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    ledger_rows: Mapping[str, pa.Table] = field(default_factory=dict)
    catalog: dict[str, Any] = field(default_factory=lambda: CATALOG)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def table(self, name: str, content: str | bytes, **options: Any) -> "Project":
        """Map `name` from a CSV file with this content."""
        self.write(f"{name}.csv", content)
        self.tables[name] = {"from": f"{name}.csv", **options}
        return self

    def plan(self) -> LoadPlan:
        for name, content in (("accounts", ACCOUNTS), ("subscriptions", SUBSCRIPTIONS)):
            if name not in self.tables:
                self.table(name, content)
        return LoadPlan(
            root=self.root,
            sources={name: Source.model_validate(source) for name, source in self.sources.items()},
            tables={name: TableMapping.model_validate(table) for name, table in self.tables.items()},
            catalog=Catalog.model_validate(self.catalog),
            currency="USD",
            load_day=LOAD_DAY,
            ledger_rows=self.ledger_rows,
        )

    def load(self) -> Loaded:
        connection = duckdb.connect()
        return Loaded(connection, load(connection, self.plan()))
