"""What is planted about prices, packs and sign-on arrives in the canonical tables, row for row."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from adjoin.demo import write_company
from adjoin.engine.loading import load_tables
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from companies import TODAY

AS_OF = date(2026, 9, 30)


def written(folder: Path, file: str, column: str) -> Counter[str]:
    with (folder / "data" / file).open(encoding="utf-8", newline="") as rows:
        return Counter(row[column] for row in csv.DictReader(rows) if row[column])


@pytest.mark.parametrize(
    ("table", "file", "column"),
    [
        ("subscriptions", "subscriptions.csv", "bundle_id"),
        ("opportunities", "deals.csv", "discount_reason"),
    ],
)
def test_reasons_and_packs_are_read(tmp_path: Path, table: str, file: str, column: str) -> None:
    folder = tmp_path / "company"
    write_company(folder, accounts=300, weeks=8, broken_rows=False)
    project = open_project(folder)
    with Ledger(project.state) as ledger, duckdb.connect(":memory:") as connection:
        warehouse = DuckWarehouse(connection)
        load_tables(project, warehouse, ledger, TODAY)
        open_moments(warehouse, [AS_OF], AS_OF)
        read = Counter(row[column] for row in warehouse.read(f"known.{table}").to_pylist() if row[column])
    told = written(folder, file, column)
    assert set(read) == set(told)
    # A reason counts from the day its deal closed: that of an open deal is not known yet.
    assert all(0.9 * told[name] <= read[name] <= told[name] for name in told)
