"""What the demo company plants, the engine finds; the truth lies outside the mapped sources."""

import csv
from collections import Counter
from datetime import date
from itertools import permutations
from pathlib import Path

import duckdb
import pytest

from adjoin.affinity.affinity_table import HORIZONS
from adjoin.desk import Desk
from adjoin.engine.loading import load_tables
from adjoin.facts.build import build_facts
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from affinity.plain import aalen_johansen, by_account, cohort
from companies import TODAY, rows

AS_OF = date(2026, 9, 30)
LATELY = date(2026, 8, 20)


def truth(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_first_five_per_cent_hold_five_times_as_many_ready_accounts_as_chance(
    desk: Desk, demo_company: Path
) -> None:
    ready = {row["account_id"] for row in truth(demo_company, "ready") if row["ready"] == "true"}
    book = [row["account_id"] for row in rows(desk, "recommendations")]
    first = book[: len(book) // 20]
    share = sum(account in ready for account in first) / len(first)
    anyway = sum(account in ready for account in book) / len(book)
    assert share >= 5 * anyway, f"{share:.2f} against {anyway:.2f}"


def test_planted_affinities_have_a_lift_above_one(desk: Desk, demo_company: Path) -> None:
    found = {
        (r["from_product"], r["to_product"]): r for r in rows(desk, "affinity") if r["horizon_days"] == 90
    }
    planted = [(row["from"], row["to"]) for row in truth(demo_company, "affinities")]
    # Lift compares accounts that hold equally many products. Reach needs pipe, so its holders are compared with
    # others of two products, who more often hold bi, which pulls to sync harder: the pull drowns (0.9), while
    # among accounts alike in bi it is 1.9 by plain counts. That is what lift, so stratified, means.
    assert sum(found[pair]["lift_low"] > 1 for pair in planted) >= len(planted) - 1
    assert all(found[pair]["lift_high"] > 1 for pair in planted)
    others = [r for pair, r in found.items() if pair not in planted and r["lift_low"] is not None]
    assert sum(r["lift_low"] > 1 for r in others) <= 0.1 * len(others)


def test_raw_probability_equals_the_plain_reference(desk: Desk, demo_company: Path) -> None:
    project = open_project(demo_company)
    with Ledger(project.state) as ledger, duckdb.connect(":memory:") as connection:
        warehouse = DuckWarehouse(connection)
        load_tables(project, warehouse, ledger, TODAY)
        open_moments(warehouse, [AS_OF], AS_OF)
        build_facts(warehouse, project.catalog, {})
        spans = by_account(warehouse.read("spans").to_pylist())
    found = {(r["from_product"], r["to_product"], r["horizon_days"]): r for r in rows(desk, "affinity")}
    for a, b in permutations(project.catalog.ids, 2):
        followed = cohort(spans, a, b, AS_OF).followed
        for horizon in HORIZONS:
            assert found[a, b, horizon]["probability_raw"] == pytest.approx(
                aalen_johansen(followed, horizon), abs=1e-9
            ), (a, b, horizon)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("usage_ceiling", 0.9), ("asked", 0.9), ("integration_activity", 0.9), ("partner_signal", 0.9),
        ("competitive_evaluation", 0.9), ("stakeholder_expansion", 0.7), ("workaround", 0.6),
        ("problem_emergence", 0.7),
    ],
)  # fmt: skip
def test_planted_signals_of_the_last_weeks_are_found(
    desk: Desk, demo_company: Path, kind: str, least: float
) -> None:
    cells = {(r["account_id"], r["product_id"]) for r in rows(desk, "whitespace") if r["state"] != "held"}
    found = {(r["account_id"], r["product_id"]) for r in rows(desk, "signals") if r["kind"] == kind}
    planted = {
        (row["account_id"], row["product_id"])
        for row in truth(demo_company, "signals")
        if row["kind"] == kind and LATELY <= date.fromisoformat(row["detected_on"]) <= AS_OF
    } & cells
    assert len(planted) >= 5
    assert len(planted & found) / len(planted) >= least, f"{len(planted & found)} of {len(planted)}"


@pytest.mark.parametrize(
    ("kind", "window_days"),
    [("asked", 90), ("integration_activity", 180), ("partner_signal", 120), ("competitive_evaluation", 60)],
)
def test_planted_signals_with_an_exact_definition_are_all_found_on_their_day(
    desk: Desk, demo_company: Path, kind: str, window_days: int
) -> None:
    cells = {(r["account_id"], r["product_id"]) for r in rows(desk, "whitespace") if r["state"] != "held"}
    found = {
        (r["account_id"], r["product_id"], r["detected_on"])
        for r in rows(desk, "signals")
        if r["kind"] == kind
    }
    planted = {
        (row["account_id"], row["product_id"], day)
        for row in truth(demo_company, "signals")
        if row["kind"] == kind
        and (row["account_id"], row["product_id"]) in cells
        and 0 <= (AS_OF - (day := date.fromisoformat(row["detected_on"]))).days < window_days
    }
    assert len(planted) >= 10
    for account, _, day in planted - found:
        # A tool that was disconnected more than thirty days ago is a signal no longer.
        gone = (AS_OF - disconnected_on(demo_company, account, day)).days
        assert kind == "integration_activity", (account, day)
        assert gone > 30, (account, day)


def disconnected_on(folder: Path, account: str, connected_on: date) -> date:
    with (folder / "data" / "integrations.csv").open(encoding="utf-8", newline="") as file:
        (tool,) = (
            row
            for row in csv.DictReader(file)
            if (row["account_id"], row["connected_on"]) == (account, connected_on.isoformat())
        )
    return date.fromisoformat(tool["disconnected_on"])


def test_every_broken_row_is_refused_with_a_reason(desk: Desk, demo_company: Path) -> None:
    told = Counter(row["why"] for row in truth(demo_company, "broken"))
    refused = len(rows(desk, "rejected"))
    repeats = sum(row["repeats"] for row in rows(desk, "data_tables"))
    assert refused + repeats == sum(told.values())
    assert all(row["reason"] for row in rows(desk, "rejected"))


def test_every_account_of_the_book_has_one_recommendation(desk: Desk) -> None:
    found = rows(desk, "recommendations")
    assert Counter(row["account_id"] for row in found) == Counter(
        r["account_id"] for r in rows(desk, "accounts")
    )
    assert [row["priority"] for row in found] == list(range(1, len(found) + 1))
    assert {row["action"] for row in found} >= {"play", "fix_adoption", "fold_into_renewal", "wait"}
