"""The same rows from files, folders, globs, SQL, DuckDB and PostgreSQL; and every way not to find them."""

import dataclasses
import json
import sys
from pathlib import Path

import duckdb
import psycopg
import pytest

from adjoin.domain.errors import ConfigurationError, RefusedError, UnreachableError
from adjoin.sources.load import load, prepare
from adjoin.sources.postgres import without_password
from sources.projects import ACCOUNTS, CATALOG, LOAD_DAY, Loaded, Project

USAGE = "account_id,product_id,metric,day,quantity\n"
EXPECTED = [("A1", "pipe", 1.0), ("A2", "bi", 2.5)]


def usage_rows(loaded: Loaded) -> list[tuple[object, ...]]:
    return loaded.rows("canonical.usage", "account_id", "product_id", "quantity")


@pytest.mark.parametrize("place", ["parts/", "parts", "parts/*.csv"])
def test_a_folder_and_a_glob_keep_row_numbers_per_file(project: Project, place: str) -> None:
    project.write("parts/a.csv", USAGE + "A1,pipe,m,2025-01-01,1\n")
    project.write(
        "parts/b.csv",
        "day,extra,account_id,product_id,metric,quantity\n2025-01-01,,A2,bi,m,2.5\n,,A9,bi,m,1\n",
    )
    project.tables["usage"] = {"from": place}
    loaded = project.load()
    assert usage_rows(loaded) == EXPECTED
    assert loaded.rows("rejected", "source", "row_number") == [("parts/b.csv", 2)]


def test_parquet_files_keep_row_numbers_per_file(project: Project) -> None:
    (project.root / "parts").mkdir()
    for name, account, product, quantity in (("a", "A1", "pipe", 1.0), ("b", "A2", "bi", 2.5)):
        duckdb.execute(
            f"COPY (SELECT unnest(['{account}', 'A9']) AS account_id, "
            f"'{product}' AS product_id, 'm' AS metric, "
            f"DATE '2025-01-01' AS day, {quantity} AS quantity) TO '{project.root}/parts/{name}.parquet'"
        )
    project.tables["usage"] = {"from": "parts/*.parquet", "where": "quantity < 100"}
    loaded = project.load()
    assert usage_rows(loaded) == EXPECTED
    assert loaded.rows("rejected", "source", "row_number") == [("parts/a.parquet", 2), ("parts/b.parquet", 2)]
    assert json.loads(loaded.rows("rejected", "row")[0][0])["day"] == "2025-01-01"


def test_sql_over_files_is_relative_to_the_project(project: Project) -> None:
    project.write("data/raw.csv", "a,p,q\nA1,pipe,1\nA2,bi,2.5\nA9,bi,2.5\n")
    sql = (
        "SELECT a AS account_id, p AS product_id, 'm' AS metric, DATE '2025-01-01' AS day, q AS quantity "
        "FROM 'data/*.csv'"
    )
    project.tables["usage"] = {"from": sql}
    loaded = project.load()
    assert usage_rows(loaded) == EXPECTED
    assert loaded.rows("rejected", "source", "row_number") == [("files", None)]


def test_a_table_of_a_folder_source_is_a_file_in_it(project: Project) -> None:
    project.sources["files"] = {"path": "data"}
    project.write("data/usage.csv", USAGE + "A1,pipe,m,2025-01-01,1\nA2,bi,m,2025-01-01,2.5\n")
    project.tables["usage"] = {"from": "usage"}
    assert usage_rows(project.load()) == EXPECTED


@pytest.mark.parametrize("from_", ["metering.usage", "SELECT * FROM metering.usage WHERE quantity > 0;"])
def test_a_duckdb_file(project: Project, from_: str) -> None:
    with duckdb.connect(str(project.root / "billing.duckdb")) as database:
        database.execute("CREATE SCHEMA metering")
        database.execute(
            "CREATE TABLE metering.usage AS SELECT * FROM (VALUES "
            "('A1', 'pipe', 'm', DATE '2025-01-01', 1::DECIMAL(9,2)), "
            "('A2', 'bi', 'm', DATE '2025-01-01', 2.5)) AS t(account_id, product_id, metric, day, quantity)"
        )
    project.sources["billing"] = {"url": "duckdb:///billing.duckdb"}
    project.tables["usage"] = {"from": from_, "source": "billing", "where": "metric = 'm'"}
    assert usage_rows(project.load()) == EXPECTED


@pytest.mark.parametrize("from_", ["shop.orders", "SELECT * FROM shop.orders ORDER BY id"])
def test_a_postgresql_database(project: Project, postgres_url: str, from_: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as database:
        database.execute("DROP SCHEMA IF EXISTS shop CASCADE")
        database.execute("CREATE SCHEMA shop")
        database.execute(
            "CREATE TABLE shop.orders (id bigint, account_id text, product_id varchar(9), "
            "started timestamptz, acv numeric(12,2), is_trial boolean, ended_on date, kind text)"
        )
        database.execute(
            "INSERT INTO shop.orders VALUES"
            " (1, 'A1', 'pipe', '2024-12-31 23:30:00-02', 1234.50, true, NULL, 'x'),"
            " (2, 'A2', 'bi', '2024-05-01 00:00:00Z', NULL, NULL, '2025-01-01', 'x'),"
            " (3, 'A2', 'bi', '2024-05-01 00:00:00Z', -1, NULL, NULL, 'x'),"
            " (4, 'A2', 'bi', '2024-05-01 00:00:00Z', 1, NULL, NULL, 'left out')"
        )
    project.sources["shop"] = {"url": postgres_url.replace("postgresql://", "postgresql+psycopg://")}
    columns = {"subscription_id": "id", "started_on": "started"}
    project.tables["subscriptions"] = {
        "from": from_, "source": "shop", "columns": columns, "where": "kind = 'x'"
    }  # fmt: skip
    loaded = project.load()
    rows = loaded.rows("canonical.subscriptions", "subscription_id", "started_on::VARCHAR", "acv", "is_trial")
    assert rows == [("1", "2025-01-01", 1234.5, True), ("2", "2024-05-01", None, None)]
    assert loaded.rows("rejected", "source", "row_number", "reason") == [("shop", None, "acv -1 is negative")]


def test_postgresql_refuses_bad_sql_with_its_words(project: Project, postgres_url: str) -> None:
    project.sources["shop"] = {"url": postgres_url}
    project.tables["tickets"] = {"from": "SELECT nothing FROM nowhere", "source": "shop"}
    project.tables["usage"] = {"from": "nowhere", "source": "shop"}
    with pytest.raises(ConfigurationError) as error:
        project.load()
    assert "SELECT nothing FROM nowhere" in str(error.value)
    assert 'relation "nowhere" does not exist' in str(error.value)
    assert "adjoin_rows" not in str(error.value)
    assert len(error.value.problems) == 2


def test_postgresql_names_the_nearest_table(project: Project, postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as database:
        database.execute("DROP SCHEMA IF EXISTS sales CASCADE")
        database.execute("CREATE SCHEMA sales")
        database.execute("CREATE TABLE sales.contracts (account_id text)")
    project.sources["shop"] = {"url": postgres_url}
    project.tables["usage"] = {"from": "sales.contract", "source": "shop"}
    with pytest.raises(ConfigurationError) as error:
        project.load()
    assert error.value.problems == (
        "tables.usage: source 'shop' has no table 'sales.contract' (did you mean 'sales.contracts'?)",
    )


def test_a_duckdb_file_names_the_nearest_table_and_shows_the_users_own_query(project: Project) -> None:
    with duckdb.connect(str(project.root / "billing.duckdb")) as database:
        database.execute("CREATE TABLE usage_daily (account_id VARCHAR)")
    project.sources["billing"] = {"url": "duckdb:///billing.duckdb"}
    project.tables["usage"] = {"from": "usage_dayly", "source": "billing", "where": "true"}
    project.tables["limits"] = {"from": "xyz", "source": "billing"}
    project.tables["tickets"] = {"from": "SELECT 1 FROM usage_dayly", "source": "billing", "where": "a = 1"}
    project.tables["users"] = {"from": "usage_daily", "source": "billing", "where": "a = 1"}
    with pytest.raises(ConfigurationError) as error:
        project.load()
    usage, limits, tickets, users = error.value.problems
    assert usage == "tables.usage: source 'billing' has no table 'usage_dayly' (did you mean 'usage_daily'?)"
    assert limits == "tables.limits: source 'billing' has no table 'xyz' (it has usage_daily)"
    assert "usage_dayly does not exist" in tickets
    assert tickets.endswith("\nSELECT 1 FROM usage_dayly\nwhere: a = 1")
    assert 'column "a" not found' in users
    assert not any("adjoin_rows" in problem or "LINE 1" in problem for problem in error.value.problems)


@pytest.mark.parametrize("word", ["tickets.csv", "tickets"])
def test_a_folder_in_place_of_a_file_is_called_one(project: Project, word: str) -> None:
    (project.root / word).mkdir()
    project.tables["tickets"] = {"from": word}
    with pytest.raises(ConfigurationError, match=f"tables.tickets: {word} is a folder and holds no CSV"):
        project.load()


def test_nobody_answers(project: Project) -> None:
    project.sources["shop"] = {"url": "postgresql://me:sesame@127.0.0.1:1/db"}
    project.tables["usage"] = {"from": "usage", "source": "shop"}
    with pytest.raises(UnreachableError, match=r"me:\*\*\*@127.0.0.1:1/db cannot be reached") as error:
        project.load()
    assert "sesame" not in str(error.value)
    assert error.value.exit_code == 4


def test_a_password_is_never_shown() -> None:
    assert without_password("postgresql://me:p@h/db") == "postgresql://me:***@h/db"
    assert without_password("postgresql://me@h/db") == "postgresql://me@h/db"
    assert without_password("postgresql://h/db?user=me&password=p&x=1") == (
        "postgresql://h/db?user=me&password=***&x=1"
    )
    assert without_password("host=h password='a b\\' c' port=1") == "host=h password=*** port=1"


def test_a_short_password_leaves_the_words_around_it_alone() -> None:
    said = (
        "postgresql://me:p@h:5432/app cannot be reached: port 5432 on postgresql://me:p@h refused, password=p"
    )
    assert without_password(said) == (
        "postgresql://me:***@h:5432/app cannot be reached: port 5432 on postgresql://me:***@h refused, password=***"
    )


def test_without_the_extra_the_message_names_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    project.sources["shop"] = {"url": "postgresql://h/db"}
    project.tables["usage"] = {"from": "usage", "source": "shop"}
    with pytest.raises(ConfigurationError, match=r"pip install 'adjoin\[postgres\]'"):
        project.load()


def test_all_configuration_problems_are_told_at_once(project: Project) -> None:
    project.table("accounts", ACCOUNTS, columns={"industry": "nam", "nmae": "name"}, grain="week")
    project.table("subscriptions", "account,product_id,started_on\nA1,pipe,2024-01-01\n", where="nope = 1")
    project.tables["tickets"] = {"from": "ticket.csv"}
    project.tables["usage"] = {"from": "usage", "source": "biling"}
    project.sources["billing"] = {"path": "."}
    project.tables["tikets"] = {"from": "x.csv"}
    project.tables["holds"] = {"from": "x.csv"}
    project.table("events", "")
    project.table("limits", b"\xff\xfea\x00")
    project.tables["health"] = {"from": "SELECT * FROM 'nowhere.csv'"}
    project.catalog = CATALOG | {"suites": {"ALL": {"products": ["pipes"]}}}
    project.write("tickets.csv", "x\n")
    project.write("broken.parquet", "not parquet")
    project.tables["team"] = {"from": "broken.parquet"}
    project.table(
        "users",
        "account_id,user_id,product_id\n",
        columns={"account_id": {"column": "account_id", "via": "z"}},
    )
    with pytest.raises(ConfigurationError) as error:
        project.load()
    said = list(error.value.problems)
    required = "tables.subscriptions: subscriptions.csv has no column for the required"
    for expected in (
        "tables.accounts: accounts.csv has no column 'nam' (did you mean 'name'?)",
        "tables.accounts: columns: 'nmae' is no column of accounts (did you mean 'name'?)",
        "tables.accounts: grain belongs to usage only",
        f"{required} 'account_id' (did you mean 'account'?)",
        'tables.subscriptions: where: Binder Error: Referenced column "nope" not found',
        "tables.tickets: there is no file ticket.csv (did you mean 'tickets.csv'?)",
        "tables.usage: there is no source 'biling' (did you mean 'billing'?)",
        "tables.tikets: there is no such canonical table (did you mean 'tickets'?)",
        "tables.holds: this table is filled through Adjoin and cannot be mapped",
        "tables.events: events.csv: the file is empty",
        "tables.limits: limits.csv: the file is UTF-16; save it as UTF-8",
        "tables.health: the query was refused:",
        "tables.team: broken.parquet cannot be read as Parquet:",
        "catalog.yaml: suite 'ALL' names 'pipes', which is no product (did you mean 'pipe'?)",
        "tables.users: account_id goes via 'z', so account_ids must be mapped",
    ):
        assert any(problem.startswith(expected) for problem in said), (expected, said)


def test_required_tables_must_be_mapped(project: Project) -> None:
    plan = project.plan()
    plan.tables.clear()
    with pytest.raises(ConfigurationError) as error:
        prepare(plan)
    assert [problem.partition(":")[0] for problem in error.value.problems] == [
        "tables.accounts",
        "tables.subscriptions",
    ]


@pytest.mark.parametrize(
    ("table", "content", "said"),
    [
        ("accounts", "account_id,name\n", "accounts: accounts.csv gives no row"),
        ("subscriptions", "account_id,product_id,started_on\n", "subscriptions.csv gives no row"),
        ("subscriptions", "account_id,product_id,started_on\nA9,pipe,2024-01-01\n",
         "of 1 rows read 1 are rejected, the first because account 'A9' is not in accounts"),
    ],
)  # fmt: skip
def test_an_empty_required_table_is_refused(project: Project, table: str, content: str, said: str) -> None:
    with pytest.raises(RefusedError) as error:
        project.table(table, content).load()
    assert said in str(error.value)
    assert error.value.exit_code == 3


def test_a_condition_that_fails_on_a_row_is_an_error_with_its_sql(project: Project) -> None:
    project.table(
        "tickets", "ticket_id,account_id,opened_on\nT1,A1,x\n", where="CAST(opened_on AS DATE) > '2020-01-01'"
    )
    with pytest.raises(ConfigurationError, match="CAST\\(opened_on AS DATE\\)"):
        project.load()


def test_real_adopters_load_without_a_rejection(tmp_path: Path) -> None:
    data = Path(__file__).parents[3] / "shared" / "data" / "oss_adopters"
    if not data.exists():
        pytest.skip("the shared data set oss_adopters is not here")
    products = duckdb.execute(f"SELECT DISTINCT product FROM '{data}/listings.csv'").fetchall()
    project = Project(tmp_path, catalog={"products": [{"id": row[0], "name": row[0]} for row in products]})
    project.tables = {
        "accounts": {
            "from": str(data / "organizations.csv"),
            "columns": {"account_id": "org_id", "name": "org_name", "customer_since": "first_listed_on"},
        },
        "subscriptions": {
            "from": str(data / "listings.csv"),
            "columns": {
                "account_id": "org_id", "product_id": "product", "started_on": "listed_on",
                "ended_on": "delisted_on", "start_is_floor": "in_initial_list",
            },
        },
    }  # fmt: skip
    plan = dataclasses.replace(project.plan(), load_day=LOAD_DAY.replace(month=12))
    connection = duckdb.connect()
    report = load(connection, plan)
    assert {
        name: (report.tables[name].kept, report.tables[name].rejected)
        for name in ("accounts", "subscriptions")
    } == {
        "accounts": (1336, 0),
        "subscriptions": (1785, 0),
    }
