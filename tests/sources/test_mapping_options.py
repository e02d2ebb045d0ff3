"""Every option of a table's mapping does what its declaration says."""

from datetime import date

import pyarrow as pa
import pytest
from pydantic import ValidationError

from adjoin.domain.errors import ConfigurationError
from adjoin.sources.mapping import Source
from sources.projects import ACCOUNTS, SUBSCRIPTIONS, Project

USAGE = "account_id,product_id,metric,day,quantity\nA1,pipe,calls,2025-12-31,5\n"


def test_columns_where_and_attributes(project: Project) -> None:
    content = (
        "crm_id,company,type,headcount,plan family\n"
        "1,Alpha,Customer,12,gold\n2,Beta,Lead,x,y\n3,Gamma,Customer,,\n"
    )
    project.table("subscriptions", "account_id,product_id,started_on\n1,pipe,2024-01-01\n")
    loaded = project.table(
        "accounts",
        content,
        columns={"account_id": "crm_id", "name": "company", "family": "plan family"},
        where="type = 'Customer'",
        attributes=["headcount", "family"],
    ).load()
    assert loaded.rows("canonical.accounts", "account_id", "name") == [("1", "Alpha"), ("3", "Gamma")]
    assert loaded.rows("canonical.attributes") == [
        ("1", "family", None, "gold"),
        ("1", "headcount", 12.0, None),
    ]


def test_an_attribute_with_a_word_in_it_is_a_category(project: Project) -> None:
    loaded = project.table("accounts", "account_id,name,tier\nA1,a,1\nA2,b,two\n", attributes=["tier"]).load()
    assert loaded.rows("canonical.attributes") == [("A1", "tier", None, "1"), ("A2", "tier", None, "two")]


@pytest.mark.parametrize(
    ("grain", "known_on"),
    [("day", date(2025, 12, 31)), ("week", date(2026, 1, 4)), ("month", date(2025, 12, 31))],
)
def test_usage_is_known_on_the_last_day_of_its_period(project: Project, grain: str, known_on: date) -> None:
    loaded = project.table("usage", USAGE, grain=grain).load()
    assert loaded.rows("canonical.usage", "day", "grain", "known_on") == [
        (date(2025, 12, 31), grain, known_on)
    ]


def test_unpivot_turns_columns_into_metrics(project: Project) -> None:
    wide = "account_id,product_id,day,api_calls,active\nA1,pipe,31/12/2025,7,\nA1,pipe,30/12/2025,-1,3\n"
    unpivot = {"metrics": {"api": "api_calls", "people": "active"}, "value": "quantity"}
    loaded = project.table("usage", wide, unpivot=unpivot, dates="day_first").load()
    assert loaded.rows("canonical.usage", "metric", "day", "quantity") == [
        ("api", date(2025, 12, 31), 7.0),
        ("people", date(2025, 12, 30), 3.0),
    ]
    report = loaded.report.tables["usage"]
    assert (report.read, report.expanded, report.kept, report.rejected) == (2, 1, 2, 1)


def test_accounts_through_another_systems_ids(project: Project) -> None:
    project.table("account_ids", "system,system_id,account_id\nzendesk,Z1,A1\nstripe,Z2,A2\n")
    cases = "ticket_id,organization_id,opened_on\nT1,Z1,2025-01-01\nT2,Z2,2025-01-01\n"
    columns = {"account_id": {"via": "zendesk", "column": "organization_id"}}
    loaded = project.table("tickets", cases, columns=columns).load()
    assert loaded.rows("canonical.tickets", "ticket_id", "account_id") == [("T1", "A1")]
    assert loaded.reasons("tickets") == ["zendesk id 'Z2' is not in account_ids"]
    assert loaded.report.tables["tickets"].join_rate == 0.5


def test_history_from_and_start_is_floor(project: Project) -> None:
    subs = (
        "account_id,product_id,started_on,start_is_floor\n"
        "A1,pipe,2020-01-01,\nA1,bi,2020-01-02,\nA2,pipe,2021-01-01,yes\nA2,bi,2021-01-01,no\n"
    )
    loaded = project.table("subscriptions", subs, history_from=date(2020, 1, 1)).load()
    floors = dict(loaded.rows("canonical.subscriptions", "subscription_id", "start_is_floor"))
    assert floors == {"A1:pipe": True, "A1:bi": None, "A2:pipe": True, "A2:bi": False}


def test_a_snapshot_has_no_starts(project: Project) -> None:
    loaded = project.table("subscriptions", "account_id,product_id\nA1,pipe\nA2,pipe\n").load()
    assert loaded.report.snapshot
    assert loaded.rows("canonical.subscriptions", "started_on") == [(None,), (None,)]
    assert (
        not project.table("subscriptions", "account_id,product_id,started_on\nA1,pipe,2024-01-01\n")
        .load()
        .report.snapshot
    )


def test_a_mapped_start_that_a_row_lacks_rejects_the_row(project: Project) -> None:
    subs = "account_id,product_id,started_on\nA1,pipe,\nA2,pipe,2024-01-01\n"
    assert project.table("subscriptions", subs).load().reasons("subscriptions") == ["started_on is missing"]


class TestMoney:
    SUBS = "account_id,product_id,started_on,Amount,term_months,currency\nA1,pipe,2024-01-01,{},{},{}\n"

    def acv(self, project: Project, amount: str, term: str, currency: str, **column: object) -> list[float]:
        rates = {"EUR": 1.1}
        columns = {"acv": {"column": "Amount", **column}}
        content = self.SUBS.format(amount, term, currency)
        content += "A2,pipe,2024-01-01,1,12,USD\n"
        loaded = project.table("subscriptions", content, columns=columns, rates=rates).load()
        self.reasons = loaded.reasons("subscriptions")
        rows = loaded.rows("canonical.subscriptions", "account_id", "acv")
        return [acv for account, acv in rows if account == "A1"]

    @pytest.mark.parametrize(
        ("column", "expected"),
        [
            ({}, 3600.0),
            ({"per": "month"}, 43200.0),
            ({"per": "term"}, 1200.0),
            ({"per": "month", "minor_units": True}, 432.0),
        ],
    )
    def test_per_year_in_whole_units(
        self, project: Project, column: dict[str, object], expected: float
    ) -> None:
        assert self.acv(project, "3600", "36", "USD", **column) == pytest.approx([expected])

    def test_converted_by_the_rate(self, project: Project) -> None:
        assert self.acv(project, "100", "12", "eur") == pytest.approx([110.0])

    def test_rates_may_stand_beside_their_column(self, project: Project) -> None:
        content = "account_id,product_id,started_on,acv,cur\nA1,pipe,2024-01-01,100,eur\n"
        columns = {"currency": {"column": "cur", "rates": {"EUR": 1.25}}}
        loaded = project.table("subscriptions", content, columns=columns).load()
        assert loaded.rows("canonical.subscriptions", "acv") == [(125.0,)]

    def test_rates_belong_to_the_currency(self, project: Project) -> None:
        columns = {"acv": {"column": "acv", "rates": {"EUR": 1.25}}}
        with pytest.raises(ConfigurationError, match="columns: acv is no currency and takes no rates"):
            project.table("subscriptions", SUBSCRIPTIONS, columns=columns).load()

    def test_a_currency_without_a_rate_is_rejected(self, project: Project) -> None:
        assert self.acv(project, "100", "12", "CHF") == []
        assert self.reasons == ["currency 'CHF' has no rate; add it under rates"]

    def test_per_term_needs_a_term(self, project: Project) -> None:
        assert self.acv(project, "100", "", "USD", per="term") == []
        assert self.reasons == ["acv is per term, but term_months is missing"]


class TestProducts:
    def load(self, project: Project, words: list[str], money: str = "400") -> list[tuple[str, float]]:
        rows = "".join(f"S{i},A1,{word},2024-01-01,{money}\n" for i, word in enumerate(words))
        self.loaded = project.table(
            "subscriptions", "subscription_id,account_id,product_id,started_on,acv\n" + rows
        ).load()
        return self.loaded.rows("canonical.subscriptions", "product_id", "acv")

    def test_by_id_order_line_and_name(self, project: Project) -> None:
        words = ["pipe", "PIPE-PRO-12", "pipeline", "BI-1", "insight analytics"]
        assert [product for product, _ in self.load(project, words)] == ["pipe", "pipe", "pipe", "bi", "bi"]

    def test_a_suite_is_split_by_list_price(self, project: Project) -> None:
        assert self.load(project, ["SUITE-1"]) == [("bi", 100.0), ("pipe", 300.0)]
        assert self.loaded.report.tables["subscriptions"].expanded == 1

    def test_services_are_ignored_and_counted(self, project: Project) -> None:
        assert len(self.load(project, ["pipe", "SVC-TRAINING"])) == 1
        report = self.loaded.report.tables["subscriptions"]
        assert (report.ignored, report.rejected) == (1, 0)

    def test_unknown_ones_are_listed_with_their_money(self, project: Project) -> None:
        self.load(project, ["pipe", "Mystery", "Mystery", "Zeta"])
        listed = [(sku.sku, sku.rows, sku.money) for sku in self.loaded.report.unknown_skus]
        assert listed == [("Mystery", 2, 800.0), ("Zeta", 1, 400.0)]

    def test_products_mentioned_become_ids_where_they_match(self, project: Project) -> None:
        header = "interaction_id,account_id,occurred_on,products_mentioned\n"
        talks = header + 'I1,A1,2025-01-01,"Pipeline, BI-2, Rocket"\n'
        loaded = project.table("interactions", talks).load()
        assert loaded.rows("canonical.interactions", "products_mentioned") == [("pipe,bi,Rocket",)]

    def test_a_ticket_about_a_service_stays_without_product(self, project: Project) -> None:
        loaded = project.table(
            "tickets", "ticket_id,account_id,opened_on,product_id\nT1,A1,2025-01-01,SVC-1\n"
        ).load()
        assert loaded.rows("canonical.tickets", "ticket_id", "product_id") == [("T1", None)]


def test_the_ledgers_rows_join_and_are_held_to_their_keys(project: Project) -> None:
    day = date(2025, 6, 1)
    holds = pa.table({
        "hold_id": ["H1", "H2"], "account_id": ["A1", "A9"], "entered_on": [day, day],
        "until": [date(2026, 6, 1)] * 2, "kind": ["hold", "snooze"],
    })  # fmt: skip
    talks = pa.table(
        {"interaction_id": ["L1"], "account_id": ["A2"], "occurred_on": [day], "direction": ["in"]}
    )
    project.ledger_rows = {"holds": holds, "interactions": talks}
    project.table("interactions", "interaction_id,account_id,occurred_on\nI1,A1,2025-01-01\n")
    loaded = project.load()
    assert loaded.rows("canonical.holds", "hold_id", "until") == [("H1", date(2026, 6, 1))]
    assert loaded.rows("canonical.interactions", "interaction_id") == [("I1",), ("L1",)]
    assert loaded.rows("rejected", "source", "row_number", "reason") == [
        ("ledger", None, "account 'A9' is not in accounts")
    ]


class TestReport:
    def test_switched_off_and_fresh(self, project: Project) -> None:
        report = project.table("usage", USAGE).load().report
        off = {line.table for line in report.switched_off}
        assert "tickets" in off
        assert not {"usage", "accounts", "holds"} & off
        assert report.tables["usage"].fresh_on == date(2025, 12, 31)

    def test_an_outlying_day_of_starts_is_proposed(self, project: Project) -> None:
        project.table("accounts", "account_id,name\n" + "".join(f"A{i},n\n" for i in range(60)))
        starts = ["2020-01-01"] * 30 + [f"2021-02-{day:02}" for day in range(1, 29)]
        rows = "".join(f"A{i},pipe,{start}\n" for i, start in enumerate(starts))
        header = "account_id,product_id,started_on\n"
        found = project.table("subscriptions", header + rows).load().report.proposals
        assert [(p.option, p.value) for p in found] == [("history_from", date(2020, 1, 1))]
        said = (
            project.table("subscriptions", header + rows, history_from=date(2020, 1, 1))
            .load()
            .report.proposals
        )
        assert said == ()

    def test_late_first_ends_are_proposed(self, project: Project) -> None:
        project.table("accounts", ACCOUNTS + "".join(f"B{i},n\n" for i in range(40)))
        rows = "".join(f"B{i},pipe,2020-01-{i % 28 + 1:02},2023-05-{i % 28 + 1:02}\n" for i in range(40))
        loaded = project.table("subscriptions", "account_id,product_id,started_on,ended_on\n" + rows).load()
        assert [(p.option, p.value) for p in loaded.report.proposals] == [("ends_from", date(2023, 5, 1))]


def test_a_source_is_one_place() -> None:
    for wrong, word in (
        ({"kind": "salesforce"}, "not available yet"),
        ({"url": "mysql://x"}, "duckdb:///"),
        ({}, "either a folder"),
        ({"path": ".", "url": "duckdb:///x"}, "either a folder"),
    ):
        with pytest.raises(ValidationError, match=word):
            Source.model_validate(wrong)


def test_tables_do_not_depend_on_the_order_of_columns_or_rows(project: Project) -> None:
    loaded = project.table("accounts", "name,account_id\nGamma,A3\nAlpha,A1\n").load()
    assert [row[0] for row in loaded.rows("canonical.accounts", "account_id")] == ["A1", "A3"]
