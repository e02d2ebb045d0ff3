"""Columns that sources overwrite: a later run at an earlier date sees what stood then."""

import csv
from datetime import date
from pathlib import Path

import duckdb

from adjoin.desk import open_desk
from adjoin.engine.loading import load_tables
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from companies import copy_of, rows, run_company


def test_an_overwritten_industry_is_seen_as_it_was(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "seen")
    run_company(folder, as_of=date(2026, 9, 30))
    with open_desk(folder) as desk:
        account = rows(desk, "accounts")[0]
    source = folder / "data" / "companies.csv"
    with source.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        if line["crm_id"] == account["account_id"]:
            line["vertical"] = "Space Mining"
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    run_company(folder, as_of=date(2026, 10, 1))
    assert industry_on(folder, account["account_id"], date(2026, 9, 30)) == account["industry"]
    assert industry_on(folder, account["account_id"], date(2026, 10, 1)) == "Space Mining"


def industry_on(folder: Path, account: str, as_of: date) -> str:
    project = open_project(folder)
    with Ledger(project.state) as ledger, duckdb.connect(":memory:") as connection:
        warehouse = DuckWarehouse(connection)
        load_tables(project, warehouse, ledger, date(2026, 10, 1))
        open_moments(warehouse, [as_of], as_of)
        found = connection.execute(
            "SELECT industry FROM known.accounts WHERE account_id = $a", {"a": account}
        ).fetchone()
    assert found is not None
    return str(found[0])
