"""Trials as the desk shows them: those told of as they stand now, beside what the run found in subscriptions."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa
import pytest

from adjoin.desk import Desk, open_desk, trialing
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter
from adjoin.desk.trials import live_trials, trial_at
from adjoin.domain.published import PUBLISHED, Published
from adjoin.offers.trials.trial_tables import TRIALS
from published_demo import AS_OF, NOW, publish_demo

ANN = Reporter(Person("ann", NOW))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trials") / "company"
    publish_demo(folder, accounts=120)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Iterator[Path]:
    known = {
        **PUBLISHED,
        "trials": Published("trials", "trials", ("trial_id",), ("criteria", "participants")),
    }
    with patch.dict(PUBLISHED, known):
        yield shutil.copytree(published, tmp_path / "company")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with open_desk(folder) as opened:
        yield opened


def found(folder: Path, *rows: dict[str, Any]) -> None:
    """Put rows into the publication's `trials` in place of what the run wrote."""
    (file,) = (folder / ".adjoin" / "runs").rglob("*.duckdb")
    file.chmod(0o644)
    blank = dict.fromkeys(TRIALS.names) | {
        "as_of": AS_OF,
        "criteria": "[]",
        "participants": "[]",
        "says": "…",
    }
    with duckdb.connect(str(file)) as connection:
        connection.register("_rows", pa.Table.from_pylist([blank | row for row in rows], TRIALS))
        connection.execute("CREATE OR REPLACE TABLE trials AS SELECT * FROM _rows")
    file.chmod(0o444)


def cell(desk: Desk) -> tuple[str, str]:
    row = next(row for row in desk.rows("whitespace") if row["state"] in ("open", "recommended"))
    return row["account_id"], row["product_id"]


def mapped(account: str, product: str, ended_on: date | None = None) -> dict[str, Any]:
    return {
        "trial_id": f"subscriptions:{account}:{product}:2026-08-01", "account_id": account, "product_id": product,
        "state": "ended" if ended_on else "running", "started_on": date(2026, 8, 1), "ended_on": ended_on,
        "source": "subscriptions",
    }  # fmt: skip


def test_what_the_run_found_stands_beside_what_was_told_since(folder: Path) -> None:
    with open_desk(folder) as desk:
        account, product = cell(desk)
        began = trialing.start_trial(desk, Asked(account, product, ("They log in",), ("deals",)), ANN)
    number = str(began.history.trial.trial_id)
    over = mapped(account, product, date(2026, 8, 20))
    elsewhere = mapped("A-9", product)
    own = {"trial_id": number, "account_id": account, "product_id": product, "source": "person"}
    found(
        folder,
        own | {"paid_on": AS_OF, "state": "converted"},
        over,
        elsewhere,
        mapped(account, product) | {"trial_id": "x"},
    )
    with open_desk(folder) as desk:
        rows = {row["trial_id"]: row for row in live_trials(desk).to_pylist()}
        assert set(rows) == {
            number,
            over["trial_id"],
            elsewhere["trial_id"],  # the line that runs beside the one told of is the same trial
        }
        assert (rows[number]["state"], rows[number]["converted_on"], rows[number]["paid_on"]) == (
            "converted",
            AS_OF,
            AS_OF,
        )
        assert [row["trial_id"] for row in live_trials(desk, account).to_pylist()] == sorted(
            [number, over["trial_id"]]
        )
        assert trial_at(desk, over["trial_id"]).log == ()
        later = live_trials(desk, account, date(2026, 12, 1)).to_pylist()
        assert {row["as_of"] for row in later} == {date(2026, 12, 1)}
        assert live_trials(desk, None, date(2026, 9, 1)).num_rows == 0


def test_a_run_of_before_has_none(desk: Desk) -> None:
    account, product = cell(desk)
    trialing.start_trial(desk, Asked(account, product, ("They log in",), ("deals",)), ANN)
    with patch.object(type(desk.reader), "holds", lambda _self, name: name != "trials"):
        (row,) = live_trials(desk).to_pylist()
    assert (row["account_id"], row["state"]) == (account, "running")


def test_people_are_found_by_name_or_kept_as_given(desk: Desk) -> None:
    able = {row["account_id"] for row in desk.rows("whitespace") if row["state"] in ("open", "recommended")}
    people = [row for row in desk.rows("people_there") if row["name"] and row["account_id"] in able]
    names = [(row["account_id"], row["name"]) for row in people]
    person = next(row for row in people if names.count((row["account_id"], row["name"])) == 1)
    account = person["account_id"]
    product = next(
        row["product_id"]
        for row in desk.rows("whitespace", account)
        if row["state"] in ("open", "recommended")
    )
    words = (person["name"].upper(), "kim@theirs.example", "Somebody Else")
    asked = Asked(account, product, ("They log in",), ("deals",), words, anyway="a test")
    taking_part = trialing.start_trial(desk, asked, ANN).history.trial.participants
    assert [(one.contact_id, one.name, one.email) for one in taking_part] == [
        (person["contact_id"], person["name"], None),
        (None, None, "kim@theirs.example"),
        (None, "Somebody Else", None),
    ]
