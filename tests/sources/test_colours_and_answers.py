"""A score's colour is painted only on the scale it is meant for; a fiscal month is one; answers join the events."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from adjoin.domain.entry import Entry, Recorded, Verb
from adjoin.engine.connection import in_memory
from adjoin.engine.loading import load_tables
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.sources.ledger_history import heard
from adjoin.warehouse.warehouse import DuckWarehouse

HEALTH = """account_id,measure,day,score,colour
b,,2024-01-01,39,
b,overall,2024-01-02,70,
b,nps,2024-01-03,9,
b,csat,2024-01-04,2,red
"""
MAPPING = """tables:
  accounts: {from: accounts.csv}
  subscriptions: {from: subscriptions.csv}
  health: {from: health.csv}
"""


def loaded(root: Path) -> dict[str, list[dict[str, Any]]]:
    (root / "accounts.csv").write_text("account_id,name,fiscal_year_start\na,A,13\nb,B,12\nc,C,0\n")
    (root / "subscriptions.csv").write_text("account_id,product_id,started_on\nb,p,2024-01-01\n")
    (root / "health.csv").write_text(HEALTH)
    (root / "catalog.yaml").write_text("products: [{id: p, name: P}]\n")
    (root / "adjoin.yaml").write_text(MAPPING)
    project = open_project(root)
    with (
        Ledger(project.state, project.configuration.ledger) as ledger,
        in_memory(project.state, 1) as connection,
    ):
        warehouse = DuckWarehouse(connection)
        load_tables(project, warehouse, ledger, date(2024, 5, 1))
        names = ("canonical.health", "rejected")
        return {name: warehouse.read(name).to_pylist() for name in names}


def test_only_an_overall_score_is_painted_and_a_thirteenth_month_is_rejected(tmp_path: Path) -> None:
    tables = loaded(tmp_path)
    painted = {(row["measure"], row["score"]): row["colour"] for row in tables["canonical.health"]}
    assert painted == {("overall", 39): "red", ("overall", 70): "green", ("nps", 9): None, ("csat", 2): "red"}
    assert {row["key"]: row["reason"] for row in tables["rejected"]} == {
        "a": "fiscal_year_start 13 is not between 1 and 12",
        "c": "fiscal_year_start 0 is not between 1 and 12",
    }


def test_an_answer_verified_with_the_customer_is_an_event_of_its_kind() -> None:
    entry = Entry(
        Verb.HEARD, "a", date(2024, 3, 1), "carol", product_id="p", kind="answer_budget", text="Finance pays"
    )
    table, row = heard(Recorded(7, entry, datetime(2024, 3, 1, tzinfo=UTC), None))
    assert (table, row["kind"], row["category"]) == ("events", "answer_budget", None)
    assert (row["source"], row["occurred_on"], row["product_id"]) == (
        "heard from carol",
        date(2024, 3, 1),
        "p",
    )
