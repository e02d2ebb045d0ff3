"""Bad input: a clear error or a counted rejection each, never a traceback, nothing half published."""

from pathlib import Path
from typing import Any

import pytest

from cli.invoke import adjoin
from cli.tiny import ACCOUNTS, CATALOG, SUBSCRIPTIONS, YAML, tiny

WITH_USAGE = YAML + "  usage: {from: data/usage.csv, grain: week}\n"
USAGE = "account_id,product_id,day,metric,quantity\na1,crm,2024-06-23,calls,5\n"
WITH_TICKETS = YAML + "  tickets: {from: data/tickets.csv}\n"
TICKETS = "ticket_id,account_id,opened_on,subject\nt1,a1,2024-06-01,Slow\n"


def rejected(folder: Path) -> list[dict[str, Any]]:
    said = adjoin(folder, "show", "rejected", "--format", "json")
    assert said.code == 0, said.err
    rows: list[dict[str, Any]] = said.data
    return rows


def published(folder: Path) -> bool:
    runs = folder / ".adjoin" / "runs"
    return runs.exists() and any(runs.iterdir())


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ({"yaml": YAML.replace("accounts.csv", "acounts.csv")}, 2, ["acounts.csv", "accounts.csv"]),
        ({"accounts": ACCOUNTS.replace("account_id", "acount_id")}, 2, ["account_id", "acount_id"]),
        ({"subscriptions": SUBSCRIPTIONS.replace("started_on", "start")}, 0, []),  # snapshot mode, said
        ({"accounts": "account_id,name\n"}, 3, ["accounts"]),
        ({"subscriptions": "subscription_id,account_id,product_id,started_on\n"}, 3, ["subscriptions"]),
        ({"yaml": "- a\n- b\n"}, 2, ["adjoin.yaml", "list"]),
        ({"yaml": "company: [\n"}, 2, ["adjoin.yaml", "line"]),
        ({"yaml": ""}, 2, ["adjoin.yaml", "empty"]),
        ({"catalog": "products: {}\n"}, 2, ["catalog.yaml"]),
        ({"yaml": YAML + "expect: {arr: 41.2M}\n"}, 3, ["arr is", "41,200,000"]),
        ({"yaml": YAML + "expect: {arr: many}\n"}, 2, ["many", "amount"]),
        ({"yaml": YAML.replace("2024-06-30", "2199-01-01")}, 2, ["2199-01-01", "ahead"]),
        ({"yaml": YAML + "settings: {renewal: {befor_days: 30}}\n"}, 2, ["befor_days", "before_days"]),
        ({"yaml": YAML + "settings: {renewl: {before_days: 30}}\n"}, 2, ["renewl", "renewal"]),
        ({"yaml": YAML + "settings: {renewal: {before_days: -30}}\n"}, 2, ["-30", "60"]),
        ({"yaml": YAML + "settings: {scores: {keep: 2.5}}\n"}, 2, ["2.5", "20"]),
        ({"yaml": YAML + "settings: {members: {as_of: 2020-01-01}}\n"}, 2, ["members"]),
        ({"yaml": YAML.replace("2024-06-30", "2020-01-01") + "expect: {arr: 1M}\n"}, 3, ["arr is 0"]),
        ({"yaml": YAML + "state: data/accounts.csv\n"}, 2, ["state", "accounts.csv"]),
        ({"yaml": YAML.replace("subscriptions:", "subscripions:")}, 2, ["subscripions", "subscriptions"]),
    ],
)
def test_what_is_wrong_as_a_whole_is_said_and_nothing_is_published(
    tmp_path: Path, files: dict[str, str | bytes], code: int, words: list[str]
) -> None:
    folder = tiny(tmp_path, **files)
    said = adjoin(folder, "run")
    assert said.code == code, said.err
    for word in words:
        assert word in said.err
    assert published(folder) == (code == 0)


def test_all_configuration_problems_are_told_at_once(tmp_path: Path) -> None:
    yaml = YAML + "curency: EUR\nsettings: {renewal: {before_days: soon}}\n"
    catalog = CATALOG + "  - {id: bi, name: Twice, sold: {requires: [crn]}}\n  - {id: x}\n"
    said = adjoin(tiny(tmp_path, yaml=yaml, catalog=catalog), "run")
    assert said.code == 2
    for word in ("curency", "currency", "catalog.yaml", "line"):
        assert word in said.err


@pytest.mark.parametrize(
    ("name", "yaml", "good", "bad", "reason"),
    [
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crm,soon,,10", "is not a date"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crm,03/04/2024,,10", "ambiguous"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crm,2024-02-01,2024-01-01,10", "before"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crmm,2024-02-01,,10", "did you mean"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a9,crm,2024-02-01,,10", "is not in accounts"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crm,2199-02-01,,10", "after the load day"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,a1,crm,2024-02-01,,ten", "number"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s9,,crm,2024-02-01,,10", "missing"),
        ("subscriptions", YAML, SUBSCRIPTIONS, "s1,a1,crm,2023-01-01,,7777", "key"),
        ("usage", WITH_USAGE, USAGE, "a1,crm,2024-06-16,calls,-3", "negative"),
        ("tickets", WITH_TICKETS, TICKETS, "t2,a1,2199-01-01,Later", "after the load day"),
        ("accounts", YAML, ACCOUNTS, "a1,Other,DE", "key"),
    ],
)
def test_a_bad_row_is_counted_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, name: str, yaml: str, good: str, bad: str, reason: str
) -> None:
    folder = tiny(tmp_path, yaml=yaml, **{name: good + bad + "\n"})
    assert adjoin(folder, "run").code == 0
    (row,) = rejected(folder)
    assert row["table"] == name
    assert reason in row["reason"]
    assert row["row_number"] == good.count("\n")


def test_a_broken_line_and_bytes_that_are_not_utf8_cost_one_row_each(tmp_path: Path) -> None:
    broken = SUBSCRIPTIONS.encode() + b"s8,a1,crm,2024-01-01,,1,extra,more\ns9,a1,\xff\xfe,2024-01-01,,5\n"
    folder = tiny(tmp_path, subscriptions=broken)
    assert adjoin(folder, "run").code == 0
    assert sorted(row["row_number"] for row in rejected(folder)) == [7, 8]


def test_an_identical_repeat_is_only_counted(tmp_path: Path) -> None:
    folder = tiny(tmp_path, subscriptions=SUBSCRIPTIONS + SUBSCRIPTIONS.splitlines()[1] + "\n")
    assert adjoin(folder, "run").code == 0
    assert rejected(folder) == []
    tables = {row["table"]: row for row in adjoin(folder, "check", "--format", "json").data}
    assert tables["subscriptions"]["repeats"] == 1


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    said = adjoin(tmp_path, "run")
    assert said.code == 2
    assert "adjoin init" in said.err


def test_a_failed_run_leaves_the_last_good_one(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert adjoin(folder, "run").code == 0
    before = adjoin(folder, "show", "recommendations", "--format", "json").data
    (folder / "data" / "accounts.csv").unlink()
    assert adjoin(folder, "run").code == 2
    assert adjoin(folder, "show", "recommendations", "--format", "json").data == before


def test_a_name_that_two_accounts_share_is_not_guessed(tmp_path: Path) -> None:
    folder = tiny(tmp_path, accounts=ACCOUNTS.replace("Borg", "Acme"))
    assert adjoin(folder, "run").code == 0
    said = adjoin(folder, "hold", "acme", "--until", "2024-07-31", "--why", "sued")
    assert said.code == 2
    assert "a1, a2" in said.err
    assert adjoin(folder, "hold", "a2", "--until", "2024-07-31", "--why", "sued").code == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = adjoin(tmp_path, "demo", str(tmp_path / "file" / "demo"))
    assert said.code == 4
    assert str(tmp_path / "file") in said.err


def test_a_damaged_publication_is_said_with_the_way_out(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert adjoin(folder, "run").code == 0
    (file,) = (folder / ".adjoin" / "runs").iterdir()
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:100])
    said = adjoin(folder, "today")
    assert said.code == 2
    assert "adjoin run" in said.err


def test_without_any_price_money_is_null_and_ranking_is_by_probability(tmp_path: Path) -> None:
    folder = tiny(tmp_path, subscriptions=SUBSCRIPTIONS.replace("acv", "other"))
    assert adjoin(folder, "run").code == 0
    rows = adjoin(folder, "show", "recommendations", "--format", "json").data
    assert rows
    assert all(row["expected_acv"] is None and row["expected_value"] is None for row in rows)
    for action in ("play", "discover"):
        chances = [row["probability"] for row in rows if row["action"] == action]
        assert chances == sorted(chances, reverse=True)
