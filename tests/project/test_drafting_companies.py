"""What `adjoin init` drafts opens, runs, and is mapped as a person would map it."""

from pathlib import Path

import pytest

from adjoin.demo import write_company
from adjoin.project.project import open_project
from project.drafted import Drafted, draft_and_run
from project.invented import american, german

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    root = tmp_path_factory.mktemp("northbeam")
    write_company(root / "theirs", accounts=1000)
    return draft_and_run(root / "theirs" / "data", root / "ours")


@pytest.fixture(scope="module")
def germans(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    root = tmp_path_factory.mktemp("kontor")
    return draft_and_run(german(root / "daten"), root)


@pytest.fixture(scope="module")
def americans(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    root = tmp_path_factory.mktemp("tidepool")
    return draft_and_run(american(root / "data"), root)


def shared(name: str, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    if not (SHARED / name).is_dir():
        pytest.skip(f"{name} is not in ../shared/data")
    return draft_and_run(SHARED / name, tmp_path_factory.mktemp(name))


@pytest.fixture(scope="module")
def adopters(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    return shared("oss_adopters", tmp_path_factory)


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    return shared("crm_opportunities", tmp_path_factory)


def test_demo_company_is_mapped_as_its_own_people_mapped_it(demo: Drafted) -> None:
    theirs = open_project(demo.project.root.parent / "theirs").configuration.tables
    assert set(demo.tables) == set(theirs)
    for name, table in theirs.items():
        assert Path(demo.tables[name].from_).name == Path(table.from_).name
        asked = {column: told.column for column, told in table.columns.items()}
        assert demo.columns(name) == asked, name
        assert demo.tables[name].grain == table.grain
    assert demo.tables["tickets"].columns["account_id"].via == "zendesk"
    assert demo.tables["subscriptions"].history_from == theirs["subscriptions"].history_from
    assert demo.tables["tickets"].values == theirs["tickets"].values
    assert demo.tables["opportunities"].values == theirs["opportunities"].values


def test_demo_company_products_are_those_it_sells(demo: Drafted) -> None:
    theirs = open_project(demo.project.root.parent / "theirs").catalog
    assert set(demo.project.catalog.ids) == set(theirs.ids)


def test_german_tables_are_understood(germans: Drafted) -> None:
    assert germans.columns("accounts") == {
        "account_id": "Kunden-Nr",
        "name": "Firma",
        "customer_since": "Kunde seit",
        "industry": "Branche",
        "employees": "Mitarbeiter",
        "country": "Land",
    }
    assert germans.columns("subscriptions") == {
        "subscription_id": "Vertrags-Nr",
        "account_id": "Kunden-Nr",
        "product_id": "Artikel-Nr",
        "started_on": "Vertragsbeginn",
        "ended_on": "Vertragsende",
        "acv": "Jahresbetrag",
        "seats": "Arbeitsplätze",
    }
    assert germans.tables["accounts"].attributes == ("Rechtsform",)
    assert {table.dates for table in germans.tables.values()} == {"day_first"}
    assert germans.tables["tickets"].values == {
        "severity": {"hoch": "high", "mittel": "normal", "niedrig": "low"}
    }


def test_wide_monthly_usage_is_unpivoted(germans: Drafted) -> None:
    usage = germans.tables["usage"]
    assert usage.grain == "month"
    assert usage.unpivot is not None
    assert usage.unpivot.metrics == {"Aktive Nutzer": "aktive_nutzer", "API-Aufrufe": "api_aufrufe"}
    read, kept = germans.read()["usage"]
    assert kept == 2 * read


def test_ambiguous_dates_are_called_so(germans: Drafted) -> None:
    assert "AMBIGUOUS" in germans.reason("tables.usage.dates")
    assert "AMBIGUOUS" not in germans.reason("tables.subscriptions.dates")


def test_decimal_commas_and_the_price_list_are_read(germans: Drafted) -> None:
    assert not germans.rejected()
    prices = {product.name: product.list_price for product in germans.project.catalog.products}
    assert prices == {"Kontor Buch": 1200, "Kontor Lohn": 2400.5, "Kontor Lager": 990}


def test_american_tables_are_understood(americans: Drafted) -> None:
    assert {name: Path(table.from_).name for name, table in americans.tables.items() if table.is_path} == {
        "accounts": "customers.csv",
        "subscriptions": "orders_*.csv",
        "opportunities": "pipeline.csv",
    }
    orders = americans.tables["subscriptions"]
    assert orders.dates == "month_first"
    assert (orders.columns["acv"].column, orders.columns["acv"].per) == ("MRR", "month")
    assert orders.columns["started_on"].column == "StartDate"
    assert orders.columns["ended_on"].column == "CancelledOn"
    outcome = {"Closed - Won": "won", "Closed - Lost": "lost", "*": "open"}
    assert americans.tables["opportunities"].values == {"outcome": outcome}


def test_accounts_known_by_name_are_joined(americans: Drafted) -> None:
    assert americans.tables["subscriptions"].columns["account_id"].via == "name"
    assert not americans.rejected()
    read, kept = americans.read()["subscriptions"]
    assert read == kept > 0


def test_order_codes_become_products(americans: Drafted) -> None:
    skus = {product.id: product.skus for product in americans.project.catalog.products}
    assert skus == {"chat": ("CHAT-*",), "voice": ("VOICE-*",), "desk": ("DESK-*",)}


def test_a_file_about_something_else_is_named(americans: Drafted) -> None:
    assert "NOT USED: data/crm/parking_lots.csv" in americans.draft.configuration


def test_adopter_lists_are_understood(adopters: Drafted) -> None:
    assert adopters.columns("subscriptions") == {
        "account_id": "org_id",
        "product_id": "product",
        "started_on": "listed_on",
        "ended_on": "delisted_on",
        "start_is_floor": "in_initial_list",
    }
    assert adopters.columns("accounts") == {
        "account_id": "org_id",
        "name": "org_name",
        "customer_since": "first_listed_on",
    }
    assert len(adopters.project.catalog.products) == 21
    assert not adopters.rejected()


def test_won_deals_stand_in_for_subscriptions_and_it_is_said(crm: Drafted) -> None:
    assert crm.tables["subscriptions"].is_sql
    assert "NO TABLE SAYS WHO HOLDS WHAT" in crm.reason("tables.subscriptions")
    assert crm.read()["subscriptions"] == (522, 522)  # distinct account × product among won deals
    assert crm.tables["opportunities"].values["outcome"] == {"Won": "won", "Lost": "lost", "*": "open"}
    assert crm.columns("accounts")["parent_account_id"] == "subsidiary_of"


def test_a_misspelt_product_is_recognised(crm: Drafted) -> None:
    product = crm.project.catalog.product("gtx-pro")
    assert (product.name, product.skus, product.list_price) == ("GTX Pro", ("GTXPro",), 4821)


@pytest.mark.parametrize("company", ["demo", "germans", "americans", "adopters", "crm"])
def test_every_account_gets_its_recommendation_and_every_choice_its_reason(
    company: str, request: pytest.FixtureRequest
) -> None:
    drafted: Drafted = request.getfixturevalue(company)
    rows = drafted.publication.rows
    assert rows["recommendations"] == rows["accounts"] > 0
    mapped = [choice for choice in drafted.draft.choices if choice.where.count(".") >= 2]
    assert mapped
    assert all(choice.reason for choice in mapped if not choice.line.startswith("from: >-"))
