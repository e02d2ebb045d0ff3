"""`adjoin reopens` and `adjoin diff` as scripts use them."""

import csv
import io
from pathlib import Path

import icalendar
import pytest

from cli.invoke import adjoin
from cli.tiny import tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs; between them somebody says hands off a1."""
    made = tiny(tmp_path_factory.mktemp("tiny"))
    assert adjoin(made, "run").code == 0
    held = ("hold", "a1", "--until", "2024-12-01", "--why", "merger, they say", "--by", "anna")
    assert adjoin(made, *held).code == 0
    assert adjoin(made, "run").code == 0
    return made


def test_a_hold_reopens_on_its_day_in_every_format(folder: Path) -> None:
    rows = adjoin(folder, "reopens", "--format", "json").data
    (row,) = [row for row in rows if row["account_id"] == "a1"]
    assert (row["gate"], row["on"], row["blockers"]) == ("hold", "2024-12-01", 1)
    printed = list(csv.DictReader(io.StringIO(adjoin(folder, "reopens", "--format", "csv").out)))
    assert [one["account_id"] for one in printed] == [one["account_id"] for one in rows]
    said = adjoin(folder, "reopens")
    assert "Week of 25 Nov" in said.out
    assert "Acme [a1]" in said.out
    calendar = icalendar.Calendar.from_ical(adjoin(folder, "reopens", "--format", "ics").out)
    (event,) = [event for event in calendar.walk("VEVENT") if "Acme" in str(event["SUMMARY"])]
    assert event.decoded("dtstart").isoformat() == "2024-12-01"


def test_a_gate_chooses_and_a_wrong_one_is_said(folder: Path) -> None:
    assert {row["gate"] for row in adjoin(folder, "reopens", "--gate", "hold", "--format", "json").data} == {
        "hold"
    }
    said = adjoin(folder, "reopens", "--gate", "hodl")
    assert (said.code, said.out) == (2, "")
    assert "hold" in said.err


def test_diff_tells_what_the_hold_changed_and_why(folder: Path) -> None:
    rows = {row["account_id"]: row for row in adjoin(folder, "diff", "--format", "json").data}
    assert set(rows) == {"a1"}
    assert (rows["a1"]["was_action"], rows["a1"]["action"]) == ("discover", "wait")
    assert any("Hands off blocks now" in says and "merger" in says for says in rows["a1"]["why"])
    said = adjoin(folder, "diff")
    assert "1 gone" in said.out
    assert "Acme [a1]" in said.out
    assert adjoin(folder, "diff", "--format", "csv").out.splitlines()[0].startswith("account_id,account,")


def test_diff_without_an_earlier_run_says_what_to_do(tmp_path: Path) -> None:
    made = tiny(tmp_path)
    assert adjoin(made, "run").code == 0
    said = adjoin(made, "diff")
    assert (said.code, said.out) == (2, "")
    assert "adjoin run --as-of" in said.err
    assert adjoin(made, "diff", "--from", "20200101-0001").code == 2


def test_explain_says_what_would_change_it(folder: Path) -> None:
    said = adjoin(folder, "explain", "a1").out
    assert "Hands off lifts on 1 Dec" in said
    assert "What would change it" in said
