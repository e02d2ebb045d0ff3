"""What cannot be drafted is said: what, where, what to do next. Nothing there is overwritten."""

from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.project.drafting.draft import draft, write
from adjoin.project.project import open_project
from project.invented import american

HOLDINGS = "account_id,product_id,started_on\nA,pipe,2024-02-03\nB,pipe,2024-03-04\nB,bi,2024-05-06\n"


def refusal(folder: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        draft(folder, folder.parent / "project")
    return str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "nowhere: does not exist" in refusal(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "subscriptions.csv").write_text(HOLDINGS)
    assert "is a file; name the folder that holds it" in refusal(tmp_path / "subscriptions.csv")


def test_an_empty_folder(tmp_path: Path) -> None:
    told = refusal(tmp_path)
    assert "no CSV or Parquet file that can be read" in told
    assert "who holds what since when" in told


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "orders.csv").write_bytes("id;Stück\n".encode("utf-16"))
    (folder / "usage.parquet").write_bytes(b"no parquet")
    told = refusal(folder)
    assert "orders.csv" in told
    assert "UTF-16" in told
    assert "usage.parquet" in told


def test_nothing_recognisable(tmp_path: Path) -> None:
    (tmp_path / "weather.csv").write_text("station,millimetres\nx,3\ny,4\n")
    told = refusal(tmp_path)
    assert "no table of subscriptions or won deals" in told
    assert "weather.csv (not recognised: station, millimetres)" in told
    assert "account_id, product_id, started_on" in told


def test_subscriptions_alone_are_enough(tmp_path: Path) -> None:
    (tmp_path / "subscriptions.csv").write_text(HOLDINGS)
    drafted = draft(tmp_path, tmp_path)
    assert "NO TABLE OF ACCOUNTS" in drafted.configuration
    assert "SELECT DISTINCT" in drafted.configuration


def test_a_table_without_rows_is_named(tmp_path: Path) -> None:
    (tmp_path / "subscriptions.csv").write_text(HOLDINGS)
    (tmp_path / "tickets.csv").write_text("ticket_id,account_id,opened_on\n")
    told = draft(tmp_path, tmp_path).configuration
    assert "# NOT USED: tickets.csv (ticket_id, account_id, opened_on): it has no rows" in told


def test_one_table_with_names_unclear_dates_and_two_currencies(tmp_path: Path) -> None:
    (tmp_path / "contracts.csv").write_text(
        "Name,Product,Start Date,ARR,Currency\nAlpha,Pipe,1/2/2024,100,EUR\n"
        "Beta,Pipe,2/3/2024,200,EUR\nBeta,BI,3/4/2024,200,USD\n"
    )
    drafted = draft(tmp_path, tmp_path)
    write(drafted, tmp_path)
    project = open_project(tmp_path)
    reasons = {choice.where: choice.reason for choice in drafted.choices}
    assert project.configuration.currency == "EUR"
    assert project.configuration.tables["subscriptions"].dates == "month_first"
    assert "AMBIGUOUS" in reasons["tables.subscriptions.dates"]
    assert "# rates: {USD: …}" in drafted.configuration


def test_a_bad_file_beside_good_ones_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "subscriptions.csv").write_text(HOLDINGS)
    (tmp_path / "tickets.csv").write_text("")
    assert "# NOT READ: tickets.csv" in draft(tmp_path, tmp_path).configuration


def test_drafting_writes_nothing(tmp_path: Path) -> None:
    before = sorted(american(tmp_path / "data").rglob("*"))
    draft(tmp_path / "data", tmp_path / "project")
    assert not (tmp_path / "project").exists()
    assert sorted((tmp_path / "data").rglob("*")) == before


def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "subscriptions.csv").write_text(HOLDINGS)
    drafted = draft(tmp_path, tmp_path)
    (tmp_path / "catalog.yaml").write_text("mine")
    with pytest.raises(ConfigurationError, match=r"catalog\.yaml is there already"):
        write(drafted, tmp_path)
    assert (tmp_path / "catalog.yaml").read_text() == "mine"
    assert not (tmp_path / "adjoin.yaml").exists()
