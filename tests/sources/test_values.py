"""What a text in a source becomes: dates, numbers, flags, ids, words and defaults."""

from datetime import date
from typing import Any

import duckdb
import pytest

from adjoin.sources.template import text
from sources.projects import Project


@pytest.fixture
def casts() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(text("casts"))
    return connection


def cast(casts: duckdb.DuckDBPyConnection, macro: str, word: str) -> Any:
    row = casts.execute(f"SELECT adjoin_{macro}($1)", [word]).fetchall()[0]
    return row[0]


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        ("2025/12/31", date(2025, 12, 31)),
        ("2025-1-5", date(2025, 1, 5)),
        ("20251231", date(2025, 12, 31)),
        ("2025-12-31T10:00:00", date(2025, 12, 31)),
        ("2025-12-31T23:30:00-02:00", date(2026, 1, 1)),
        ("2025-12-31 01:30:00.123+02", date(2025, 12, 30)),
        ("2025-12-31T10:00:00.000Z", date(2025, 12, 31)),
        ("31/12/2025", None), ("1-2-2025", None), ("20251331", None), ("epoch", None), ("infinity", None),
        ("45000", None), ("2025-12", None),
    ],
)  # fmt: skip
def test_iso_dates_are_days_in_utc(casts: duckdb.DuckDBPyConnection, word: str, day: date | None) -> None:
    assert cast(casts, "date_iso", word) == day


@pytest.mark.parametrize("word", ["3/12/2025", "03.12.2025", "03-12-2025", "3/12/2025 10:30", "2025-12-03"])
def test_day_first(casts: duckdb.DuckDBPyConnection, word: str) -> None:
    assert cast(casts, "date_day_first", word) == date(2025, 12, 3)


@pytest.mark.parametrize("word", ["12/3/2025", "12.03.2025", "12/03/2025 1:30 PM", "2025-12-03"])
def test_month_first(casts: duckdb.DuckDBPyConnection, word: str) -> None:
    assert cast(casts, "date_month_first", word) == date(2025, 12, 3)


@pytest.mark.parametrize("word", ["31/13/2025", "32/12/2025", "31/12/25", "31/12/2025x"])
def test_no_day_first_date(casts: duckdb.DuckDBPyConnection, word: str) -> None:
    assert cast(casts, "date_day_first", word) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [("12", 12), ("-1.5", -1.5), ("1.2e3", 1200), ("1,234.50", 1234.5), ("12,345,678", 12345678), ("+7", 7)]
    + [
        (word, None)
        for word in ("1,234", "1.234,56", "1,23", "12,34,567", "inf", "-inf", "nan", "$5", "5%", "1_0")
    ],
)
def test_numbers(casts: duckdb.DuckDBPyConnection, word: str, number: float | None) -> None:
    assert cast(casts, "number", word) == number


def test_flags_in_any_case(casts: duckdb.DuckDBPyConnection) -> None:
    assert {cast(casts, "flag", word) for word in ("true", "TRUE", "1", "Yes", "t", "y")} == {True}
    assert {cast(casts, "flag", word) for word in ("false", "False", "0", "NO", "f", "n")} == {False}
    assert cast(casts, "flag", "2") is None


def test_an_empty_text_is_null(project: Project) -> None:
    loaded = project.table("accounts", 'account_id,name,industry,country\nA1,Alpha,"",  \n').load()
    assert loaded.rows("canonical.accounts", "industry", "country") == [(None, None)]


def test_the_values_map_comes_first_and_star_catches_the_rest(project: Project) -> None:
    deals = (
        "opportunity_id,account_id,created_on,outcome\n"
        "O1,A1,2025-01-01,Closed Won\nO2,A1,2025-01-01,Closed Lost\n"
        "O3,A1,2025-01-01,Demo\nO4,A1,2025-01-01,\n"
    )
    values = {"outcome": {"Closed Won": "won", "Closed Lost": "lost", "*": "open"}}
    loaded = project.table("opportunities", deals, values=values).load()
    assert loaded.rows("canonical.opportunities", "outcome") == [("won",), ("lost",), ("open",), ("open",)]


def test_unmapped_values_stay_and_yaml_words_are_words(project: Project) -> None:
    header = "ticket_id,account_id,opened_on,severity,escalated\n"
    tickets = header + "T1,A1,2025-01-01,1,true\nT2,A1,2025-01-01,Low,no\n"
    values = {"severity": {1: "urgent"}, "escalated": {True: False}}
    loaded = project.table("tickets", tickets, values=values).load()
    assert loaded.rows("canonical.tickets", "severity", "escalated") == [("urgent", False), ("low", False)]


def test_limited_words_are_normalised(project: Project) -> None:
    tickets = "ticket_id,account_id,opened_on,kind\nT1,A1,2025-01-01,Feature Request\n"
    assert project.table("tickets", tickets).load().rows("canonical.tickets", "kind") == [
        ("feature_request",)
    ]


def test_defaults_of_health(project: Project) -> None:
    health = (
        "account_id,day,score,colour\nA1,2025-01-01,39.9,\nA1,2025-01-02,40,\n"
        "A1,2025-01-03,69,\nA1,2025-01-04,70,\nA1,2025-01-05,90,Red\n"
    )
    rows = project.table("health", health).load().rows("canonical.health", "measure", "colour")
    assert {measure for measure, _ in rows} == {"overall"}
    assert [colour for _, colour in rows] == ["red", "yellow", "yellow", "green", "red"]


def test_a_missing_event_id_is_a_hash_of_the_row(project: Project) -> None:
    events = (
        "account_id,occurred_on,kind,body\nA1,2025-01-01,news,x\nA1,2025-01-01,news,y\nA1,2025-01-01,news,x\n"
    )
    loaded = project.table("events", events).load()
    ids = {row[0] for row in loaded.rows("canonical.events", "event_id")}
    assert len(ids) == 2
    assert {len(name) for name in ids} == {32}
    assert loaded.report.tables["events"].repeats == 1


def test_a_missing_subscription_id_is_account_and_product(project: Project) -> None:
    subs = "account_id,product_id,started_on\nA1,Pipeline,2024-01-01\nA1,pipe,2025-01-01\n"
    loaded = project.table("subscriptions", subs).load()
    assert loaded.rows("canonical.subscriptions", "subscription_id") == [("A1:pipe",), ("A1:pipe",)]


def test_ids_are_texts_whatever_the_type(project: Project) -> None:
    path = project.root / "accounts.parquet"
    duckdb.execute(
        "COPY (SELECT * FROM (VALUES (12.0::DOUBLE, 7::INTEGER, 'x'), (13.5::DOUBLE, 8, 'y')) "
        f"AS t(id, csm, name)) TO '{path}'"
    )
    project.tables["accounts"] = {"from": "accounts.parquet", "columns": {"account_id": "id"}}
    project.table("subscriptions", "account_id,product_id,started_on\n12,pipe,2024-01-01\n")
    loaded = project.load()
    assert loaded.rows("canonical.accounts", "account_id", "csm") == [("12", "7"), ("13.5", "8")]
    assert loaded.report.tables["subscriptions"].kept == 1


def test_typed_columns_of_parquet_pass_without_detours(project: Project) -> None:
    path = project.root / "usage.parquet"
    duckdb.execute(
        "COPY (SELECT 'A1' AS account_id, 'pipe' AS product_id, 'calls' AS metric, "
        "TIMESTAMPTZ '2025-12-31 23:30:00-02' AS day, unnest([1::DOUBLE, 'nan', 'inf', -1]) AS quantity) "
        f"TO '{path}'"
    )
    project.tables["usage"] = {"from": "usage.parquet"}
    loaded = project.load()
    assert loaded.rows("canonical.usage", "day", "quantity") == [(date(2026, 1, 1), 1.0)]
    said = loaded.reasons("usage")
    assert said == [
        "quantity 'nan' is not a number",
        "quantity 'inf' is not a number",
        "quantity -1 is negative",
    ]
