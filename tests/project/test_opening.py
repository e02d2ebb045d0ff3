"""A project that is wrong in several ways is told all of them at once, each with its line."""

from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.offers.bundles.own import NONE
from adjoin.project.project import Project, open_project

TABLES = """tables:
  accounts: {from: accounts.csv}
  subscriptions: {from: subscriptions.csv}
"""
CATALOG = "products:\n  - {id: pipe, name: Pipeline}\n"


def opened(folder: Path, configuration: str = TABLES, catalog: str = CATALOG) -> Project:
    (folder / "accounts.csv").write_text("account_id,name\nA,Alpha\n")
    (folder / "subscriptions.csv").write_text("account_id,product_id,started_on\nA,1,2024-01-01\n")
    (folder / "adjoin.yaml").write_text(configuration)
    (folder / "catalog.yaml").write_text(catalog)
    return open_project(folder)


def problems(folder: Path, configuration: str = TABLES, catalog: str = CATALOG) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        opened(folder, configuration, catalog)
    return caught.value.problems


def test_own_bundles_come_with_the_project_and_their_problems_with_all_others(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    own = tmp_path / "offers" / "bundles.yaml"
    two = CATALOG + "  - {id: bi, name: Insight}\n"
    assert opened(tmp_path, catalog=two).own_bundles == NONE
    own.write_text("# none yet\n")
    assert opened(tmp_path, catalog=two).own_bundles == NONE
    own.write_text("bundles:\n  - {name: Start, products: [pipe, bi], discount: 0.2}\n")
    assert [bundle.name for bundle in opened(tmp_path, catalog=two).own_bundles.bundles] == ["Start"]
    own.write_text("bundles:\n  - {name: Start, products: [pipe, bii]}\n")
    told = problems(tmp_path, TABLES + "curency: EUR\n", two)
    assert any("offers/bundles.yaml, line 2" in one and "bii" in one for one in told)
    assert any("curency" in one for one in told)


def test_settings_keys_files_and_columns_are_told_together(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        "tables:\n"
        "  accounts: {from: acounts.csv}\n"
        "  subscriptions: {from: subscriptions.csv, columns: {acv: amount}}\n"
        "  usage: {from: usage.csv, grian: day}\n"
        "settings: {nope: 1, renewal: {before_dayz: 3}, adoption: 2}\n"
        "curency: EUR\n",
    )
    expected = (
        "adjoin.yaml, line 2, tables.accounts: there is no file acounts.csv (did you mean 'accounts.csv'?)",
        "adjoin.yaml, line 3, tables.subscriptions: subscriptions.csv has no column 'amount'",
        "adjoin.yaml, line 4, tables.usage.grian: there is no such key",
        "adjoin.yaml, line 5, settings.nope: nothing has that name",
        "adjoin.yaml, line 5, settings.renewal.before_dayz: renewal has no such setting",
        "adjoin.yaml, line 5, settings.adoption: write its settings below it: ",
        "adjoin.yaml, line 6, curency: there is no such key (did you mean 'currency'?)",
    )
    for start in expected:
        assert sum(problem.startswith(start) for problem in told) == 1, (start, told)
    assert len(told) == len(expected)


def test_a_problem_of_the_catalog_does_not_hide_the_mapping(tmp_path: Path) -> None:
    told = problems(tmp_path, TABLES + "  tickets: {from: tickets.csv}\n", "products: []\n")
    assert [problem.partition(":")[0] for problem in told] == [
        "catalog.yaml, line 1, products",
        "adjoin.yaml, line 4, tables.tickets",
    ]


def test_tables_of_a_wrong_source_are_not_blamed(tmp_path: Path) -> None:
    tables = TABLES + "  tickets: {from: tickets, source: crm}\nsources: {crm: {url: 'mysql://h/d'}}\n"
    (told,) = problems(tmp_path, tables)
    assert "sources.crm" in told


@pytest.mark.parametrize("said", ["tomorrow", "5", "[1]", "2026-09-30 10:00:00"])
def test_a_bad_day_is_told_what_to_write(tmp_path: Path, said: str) -> None:
    (told,) = problems(tmp_path, TABLES + f"as_of: {said}\n")
    assert told.startswith("adjoin.yaml, line 4, as_of: ")
    assert told.endswith("write a date (2026-09-30) or latest")


def test_a_day_that_no_calendar_has_is_named_with_its_line(tmp_path: Path) -> None:
    told = problems(tmp_path, "as_of: 2026-13-01\n" + TABLES)
    assert told == ("adjoin.yaml, line 1: '2026-13-01' is no day; write a date such as 2026-09-30.",)


@pytest.mark.parametrize("said", ["2026-09-30", "'2026-09-30'"])
def test_a_day_is_a_day(tmp_path: Path, said: str) -> None:
    assert str(opened(tmp_path, TABLES + f"as_of: {said}\n").configuration.as_of) == "2026-09-30"


NUMBERED = """products:
  - id: 1
    name: 365
    skus: [100, 1.5]
    ceilings: [{product: 2, metric: 7}]
    sold: {requires: [2], excludes: [3]}
    works_with: {2: {bridge: Both read the same data}}
  - {id: 2, name: Two}
  - {id: 3, name: Three}
metrics: {7: {kind: level}}
suites: {900: {products: [1, 2]}}
ignore_skus: [4]
"""


def test_numbers_are_names_everywhere(tmp_path: Path) -> None:
    project = opened(tmp_path, "company: 5\n" + TABLES, NUMBERED)
    one = project.catalog.product("1")
    assert project.configuration.company == "5"
    assert project.catalog.ids == ("1", "2", "3")
    assert (one.name, one.skus, one.ceilings[0].product) == ("365", ("100", "1.5"), "2")
    assert (one.sold.requires, one.sold.excludes, list(one.works_with)) == (("2",), ("3",), ["2"])
    assert project.catalog.suites["900"].products == ("1", "2")
    assert (list(project.catalog.metrics), project.catalog.ignore_skus) == (["7"], ("4",))


def test_a_flag_is_no_name(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, catalog="products:\n  - {id: true, name: One}\n")
    assert told.startswith("catalog.yaml, line 2, products.0.id: ")


def test_a_number_that_is_no_product_is_missed(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, catalog="products:\n  - {id: 1, name: One, sold: {requires: [9]}}\n")
    assert "there is no product '9'" in told
