"""Every way to break the contract costs one row, counted and with its sentence; the rest goes on."""

import json
from typing import Any

import pytest

from sources.projects import Project

SUBS = "subscription_id,account_id,product_id,started_on,ended_on,acv\n"
GOOD = "S0,A1,pipe,2024-01-01,,100\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("S1,,pipe,2024-01-01,,1", "account_id is missing"),
        ("S1,A9,pipe,2024-01-01,,1", "account 'A9' is not in accounts"),
        (
            "S1,A1,Pipelin,2024-01-01,,1",
            "product 'Pipelin' is not in catalog.yaml (did you mean 'Pipeline'?)",
        ),
        ("S1,A1,,2024-01-01,,1", "product_id is missing"),
        ("S1,A1,pipe,31/12/20x,,1", "started_on '31/12/20x' is not a date"),
        ("S1,A1,pipe,2024-02-30,,1", "started_on '2024-02-30' is not a date"),
        ("S1,A1,pipe,infinity,,1", "started_on 'infinity' is not a date"),
        (
            "S1,A1,pipe,01/02/2024,,1",
            "started_on '01/02/2024' is ambiguous: set dates: day_first or month_first",
        ),
        ("S1,A1,pipe,2026-02-01,,1", "started_on 2026-02-01 lies after the load day 2026-01-31"),
        ("S1,A1,pipe,2024-01-01,2023-12-31,1", "ended_on 2023-12-31 lies before started_on 2024-01-01"),
        ("S1,A1,pipe,2024-01-01,,-3", "acv -3 is negative"),
        ('S1,A1,pipe,2024-01-01,,"1,234"', "acv '1,234' is ambiguous"),
        ("S1,A1,pipe,2024-01-01,,inf", "acv 'inf' is not a number"),
        ("S1,A1,pipe,2024-01-01,,nan", "acv 'nan' is not a number"),
        ("S1,A1,pipe,2024-01-01,,1_000", "acv '1_000' is not a number"),
        ("S1,A1,pipe,2024-01-01,,ten", "acv 'ten' is not a number"),
        ("S1,A1,pipe,2024-01-01,,1,7", "7 columns where the header has 6"),
        ("S1,A1,pipe", "3 columns where the header has 6"),
    ],
)
def test_a_broken_row_is_rejected_with_its_reason(project: Project, row: str, reason: str) -> None:
    loaded = project.table("subscriptions", SUBS + GOOD + row + "\nS2,A2,bi,2024-01-01,,5\n").load()
    said = loaded.reasons("subscriptions")
    assert len(said) == 1
    assert said[0].startswith(reason)
    assert loaded.rows("rejected", "row_number", "source") == [(2, "subscriptions.csv")]
    assert [row[0] for row in loaded.rows("canonical.subscriptions", "subscription_id")] == ["S0", "S2"]
    report = loaded.report.tables["subscriptions"]
    assert (report.read, report.kept, report.rejected) == (3, 2, 1)


def test_a_rejected_row_keeps_its_key_and_its_original(project: Project) -> None:
    loaded = project.table("subscriptions", SUBS + GOOD + "S1,A9,pipe,2024-01-01,,1\n").load()
    key, row = loaded.rows("rejected", "key", "row")[0]
    assert key == "S1|pipe|2024-01-01"
    assert json.loads(row)["account_id"] == "A9"


def test_a_plan_may_lie_ahead_of_the_load_day(project: Project) -> None:
    loaded = project.table("subscriptions", SUBS + "S0,A1,pipe,2024-01-01,2027-01-01,1\n").load()
    assert loaded.report.tables["subscriptions"].kept == 1


@pytest.mark.parametrize(("outcome", "kept"), [("open", 1), ("", 1), ("won", 0), ("Lost", 0)])
def test_only_an_open_deal_may_close_after_the_load_day(project: Project, outcome: str, kept: int) -> None:
    deals = f"opportunity_id,account_id,created_on,closed_on,outcome\nO1,A1,2025-01-01,2026-03-01,{outcome}\n"
    loaded = project.table("opportunities", deals).load()
    assert loaded.report.tables["opportunities"].kept == kept
    assert all(
        "closed_on 2026-03-01 lies after the load day" in said for said in loaded.reasons("opportunities")
    )


@pytest.mark.parametrize(
    ("table", "content", "reason"),
    [
        ("tickets", "ticket_id,account_id,opened_on,severity\nT1,A1,2025-01-01,panic\n",
         "severity 'panic' is none of low, normal, high, urgent"),
        ("tickets", "ticket_id,account_id,opened_on,escalated\nT1,A1,2025-01-01,maybe\n",
         "escalated 'maybe' is neither true nor false"),
        ("tickets", "ticket_id,account_id,opened_on,product_id\nT1,A1,2025-01-01,zzz\n",
         "product 'zzz' is not in catalog.yaml"),
        ("interactions", "interaction_id,account_id,occurred_on,sentiment\nI1,A1,2025-01-01,2\n",
         "sentiment 2 is not between -1 and 1"),
        ("usage", "account_id,product_id,day,metric,quantity\nA1,pipe,2025-01-01,calls,-3\n",
         "quantity -3 is negative"),
        ("opportunities", "opportunity_id,account_id,created_on,discount\nO1,A1,2025-01-01,15\n",
         "discount 15 is not between 0 and 1; if these are per cents, divide by 100 in the mapping"),
    ],
)  # fmt: skip
def test_values_outside_the_contract_are_rejected(
    project: Project, table: str, content: str, reason: str
) -> None:
    loaded = project.table(table, content).load()
    assert loaded.reasons(table)[0].startswith(reason)
    assert loaded.report.tables[table].kept == 0


def test_a_month_must_be_a_whole_number_from_1_to_12(project: Project) -> None:
    content = "account_id,name,fiscal_year_start\nA1,a,2\nA2,b,13\nA3,c,1.5\nA4,d,May\n"
    loaded = project.table("accounts", content).load()
    assert loaded.reasons("accounts") == [
        "fiscal_year_start 13 is not between 1 and 12",
        "fiscal_year_start '1.5' is not a whole number",
        "fiscal_year_start 'May' is not a whole number",
    ]


class TestOneKeyTwice:
    def load(self, project: Project, rows: str) -> tuple[list[Any], Any]:
        content = "contact_id,account_id,title,first_seen_on\n" + rows
        loaded = project.table("contacts", content).load()
        return loaded.rows("canonical.contacts", "title"), loaded.report.tables["contacts"]

    def test_the_row_known_first_stands(self, project: Project) -> None:
        titles, report = self.load(project, "C1,A1,CTO,2025-02-01\nC1,A1,VP,2025-01-01\n")
        assert titles == [("VP",)]
        assert (report.kept, report.rejected, report.repeats) == (1, 1, 0)

    def test_on_a_tie_the_earlier_in_the_source_stands(self, project: Project) -> None:
        titles, _ = self.load(project, "C1,A1,CTO,2025-01-01\nC1,A1,VP,2025-01-01\n")
        assert titles == [("CTO",)]

    def test_identical_repeats_are_only_counted(self, project: Project) -> None:
        titles, report = self.load(
            project, "C1,A1,CTO,2025-01-01\nC1,A1,CTO,2025-01-01\nC1,A1,VP,2025-01-01\n"
        )
        assert titles == [("CTO",)]
        assert (report.kept, report.rejected, report.repeats) == (1, 1, 1)

    def test_a_row_without_a_date_is_known_since_the_first_load(self, project: Project) -> None:
        titles, _ = self.load(project, "C1,A1,CTO,2025-01-01\nC1,A1,VP,\n")
        assert titles == [("VP",)]
