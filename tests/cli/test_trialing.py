"""`adjoin trial …` as people and scripts use it: trials of a tiny company from their start to their end."""

import csv
import io
from pathlib import Path

import pytest

from cli.invoke import Said, adjoin
from cli.tiny import tiny

COMMANDS = ("start", "milestone", "met", "extend", "end", "stop", "convert", "show", "list")
SOUND = ("--product", "Insight", "--criterion", "Ten deals | deals | 10", "--criterion", "They log in")
SEEDED = ("--seeded-with", "deals of Relations", "--participant", "kim@acme.example", "--by", "ann")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tiny(tmp_path)
    assert adjoin(made, "run").code == 0
    return made


def trial(folder: Path, *words: str) -> Said:
    return adjoin(folder, "trial", *words)


def started(folder: Path, account: str = "Acme") -> str:
    said = trial(folder, "start", account, *SOUND, *SEEDED)
    assert (said.code, "until 2024-07-30" in said.err) == (0, True), said.err
    return said.err.split()[1]


def test_every_verb_says_what_it_does() -> None:
    told = adjoin(Path(), "trial", "--help")
    assert all(f" {name} " in told.out for name in COMMANDS)


def test_a_trial_runs_from_its_start_to_its_conversion(folder: Path) -> None:
    number = started(folder)
    second = trial(folder, "start", "a1", *SOUND, *SEEDED)
    assert (second.code, "started by ann on 2024-06-30" in second.err) == (2, True)
    assert trial(folder, "milestone", number, "First login", "--on", "2024-07-02").code == 0
    assert trial(folder, "met", number, "log in", "--on", "2024-07-03").code == 0
    assert trial(folder, "met", number, "1", "--on", "2024-07-04").code == 0
    assert "is met since 2024-07-04" in trial(folder, "met", number, "1").err
    longer = trial(folder, "extend", number, "--until", "2024-08-15", "--reason", "holidays")
    assert longer.code == 0, longer.err
    assert "once is the most" in trial(folder, "extend", number, "--until", "2024-08-20", "--reason", "x").err
    data = trial(folder, "show", number, "--format", "json").data
    assert (data["state"], data["ends_on"], data["milestones"], data["criteria_met"]) == (
        "running",
        "2024-08-15",
        1,
        2,
    )
    assert [step["verb"] for step in data["log"]] == ["start", "milestone", "met", "met", "extend"]
    assert data["participants"] == [{"contact_id": None, "name": None, "email": "kim@acme.example"}]
    assert trial(folder, "convert", number, "--reason", "order signed", "--by", "bob").code == 0
    over = trial(folder, "milestone", number, "late")
    assert (over.code, "is over (converted" in over.err) == (2, True)
    shown = trial(folder, "show", number)
    assert "order signed" in shown.err
    assert "Ten deals" in shown.out


def test_trials_are_listed_as_of_a_day(folder: Path) -> None:
    number = started(folder)
    assert trial(folder, "stop", number, "--reason", "no time", "--on", "2024-07-05").code == 0
    other = started(folder, "a4")
    (then,) = trial(folder, "list", "--account", "Acme", "--as-of", "2024-07-04", "--format", "json").data
    assert (then["state"], then["days_left"], then["seeded_with"]) == ("running", 26, "deals of Relations")
    rows = list(csv.DictReader(io.StringIO(trial(folder, "list", "--format", "csv").out)))
    assert {row["trial_id"]: row["state"] for row in rows} == {number: "stopped", other: "running"}
    late = trial(folder, "list", "--account", "a4", "--as-of", "2024-08-09", "--format", "json").data
    assert late[0]["says"].startswith("Over since 10 days: decide")
    assert "Insight" in trial(folder, "list").out
    assert trial(folder, "list", "--as-of", "2024-06-01", "--format", "json").data == []


REFUSED = [
    (("start", "Acme"), "--product"),
    (("start", "Acme", "--product", "Insight", "--seeded-with", "x"), "at least one criterion"),
    (("start", "Acme", *SOUND), "'nothing'"),
    (("start", "Acme", *SOUND, *SEEDED, "--ends", "2024-06-01"), "before it starts"),
    (("start", "Acme", *SOUND, *SEEDED, "--ends", "2024-12-01"), "90 days at most"),
    (("start", "Acne", *SOUND, *SEEDED), "did you mean 'Acme'"),
    (("start", "Acme", *SEEDED, "--criterion", "x", "--product", "Insigt"), "did you mean 'Insight'"),
    (("start", "Borg", *SOUND, *SEEDED), "is held at a2 already since 2023-06-01"),
    (("start", "Borg", *SOUND, *SEEDED, "--anyway", "they insist"), "is held at a2 already"),
    (("start", "Acme", *SOUND, *SEEDED, "--play", "99"), "no play 99"),
    (("start", "Acme", *SOUND, *SEEDED, "--on", "2999-01-01"), "lies ahead"),
    (("milestone", "99", "x"), "no trial 99"),
    (("show", "99"), "no trial 99"),
]


@pytest.mark.parametrize(("words", "says"), REFUSED)
def test_what_is_refused_is_said(folder: Path, words: tuple[str, ...], says: str) -> None:
    said = trial(folder, *words)
    assert said.code == 2
    assert says in said.err
    assert trial(folder, "list", "--format", "json").data == []


def test_every_problem_is_said_at_once(folder: Path) -> None:
    said = trial(
        folder, "start", "Acne", "--product", "Insigt", "--ends", "2024-06-01", "--criterion", "a | b"
    )
    for words in ("No account", "No product", "before it starts", "'nothing'", "is written WHAT"):
        assert words in said.err
    assert "at least one criterion" not in said.err


def test_hands_off_is_passed_by_a_person_who_says_why(folder: Path) -> None:
    hold = adjoin(folder, "hold", "Acme", "--until", "2024-07-20", "--why", "their merger", "--by", "cleo")
    assert hold.code == 0
    said = trial(folder, "start", "Acme", *SOUND, *SEEDED)
    assert said.code == 2
    for words in ("Hands off a1 until 20 Jul 2024", "cleo", "their merger", "--anyway WHY"):
        assert words in said.err
    assert trial(folder, "start", "Acme", *SOUND, *SEEDED, "--anyway", "Their CEO asked").code == 0


def test_a_product_not_sold_there_is_refused_by_its_gate(folder: Path) -> None:
    catalog = folder / "catalog.yaml"
    catalog.write_text(
        "products:\n  - {id: crm, name: Relations}\n  - {id: bi, name: Insight, sold: {countries: [US]}}\n",
        "utf-8",
    )
    assert adjoin(folder, "run").code == 0
    said = trial(folder, "start", "Acme", *SOUND, *SEEDED, "--anyway", "they insist")
    assert (said.code, "Not sold in DE" in said.err) == (2, True)
