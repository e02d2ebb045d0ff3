"""`adjoin experiment …` on a tiny company: from the plan to the release, run by run, as people and scripts use it."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adjoin.experiments.drawing import draw_arm
from adjoin.ledger import Ledger
from cli.invoke import Said, adjoin
from cli.tiny import SUBSCRIPTIONS, YAML, tiny
from companies import ran_copy_of

START, FIRST, EVE, RELEASE = "2024-06-30", "2024-07-01", "2024-07-30", "2024-07-31"
THIRTY = ("--delay", "30", "--horizon", "30")
NAME = next(
    name
    for name in (f"try {i}" for i in range(999))
    if [draw_arm(name, root) for root in ("a1", "a4", "a6")] == ["held", "approached", "held"]
)
"""With this name Acme is held out, Dorn is not, and so is whoever comes later."""


def experiment(folder: Path, *words: str) -> Said:
    return adjoin(folder, "experiment", *words)


def run(folder: Path, as_of: str) -> None:
    said = adjoin(folder, "run", "--as-of", as_of)
    assert said.code == 0, said.err


def actions(folder: Path) -> Mapping[str, str]:
    rows = adjoin(folder, "show", "recommendations", "--format", "json").data
    return {row["account_id"]: row["action"] for row in rows}


ASKED = "interaction_id,account_id,occurred_on,direction,channel,purpose,products_mentioned,body\n" + "".join(
    f"i{account},{account},2024-06-29,in,email,asked,bi,they ask\n" for account in ("a1", "a4")
)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Acme and Dorn ask for Insight, and the run knows it."""
    mapped = f"{YAML}  interactions: {{from: data/interactions.csv}}\n"
    folder = tiny(tmp_path_factory.mktemp("heard"), yaml=mapped, interactions=ASKED)
    run(folder, START)
    assert {actions(folder)[account] for account in ("a1", "a4")} == {"play"}
    return folder


@pytest.fixture
def folder(heard: Path, tmp_path: Path) -> Path:
    return ran_copy_of(heard, tmp_path / "company")


def test_a_plan_says_what_a_start_would_do_and_keeps_nothing(folder: Path) -> None:
    said = experiment(folder, "plan", NAME, "--exclude", "Echo", "--format", "json")
    assert said.code == 0, said.err
    assert "3 root accounts: " in said.err
    assert "1 root account excluded before the draw" in said.err
    assert "First plays a week, real and ghost, if every week brings as many as this one: 2." in said.err
    assert "cannot be seen in a year" in said.err or "no lift can be seen in a year" in said.err
    assert [row["months"] for row in said.data] == [3, 6, 9, 12]
    assert experiment(folder, "list", "--format", "json").data == []


def test_a_start_keeps_what_the_plan_said(folder: Path) -> None:
    planned = experiment(folder, "plan", NAME, "--format", "json")
    started = experiment(folder, "start", NAME, "--approver", "Vera", "--by", "sam", "--format", "json")
    assert started.code == 0, started.err
    assert "approved by Vera" in started.err
    assert started.data == planned.data
    shown = experiment(folder, "show", NAME, "--format", "json").data
    assert (shown["state"], shown["approver"], shown["person"]) == ("running", "Vera", "sam")
    assert (shown["started_on"], shown["read_on"], shown["days_to_read_on"]) == (START, "2025-06-30", 365)
    assert shown["held"] + shown["approached"] == 4
    assert shown["power"]["visible"] == planned.data
    assert all(sentence in planned.err for sentence in shown["power"]["says"])
    said = " ".join(experiment(folder, "show", NAME).out.split())
    assert "A delayed start, running, to be read in 365 days." in said
    assert "Started by sam, approved by Vera." in said
    assert all(sentence in said for sentence in shown["power"]["says"])
    assert f"{NAME} delayed start" in " ".join(experiment(folder, "list").out.split())
    (row,) = csv.DictReader(io.StringIO(experiment(folder, "list", "--format", "csv").out))
    assert (row["experiment"], row["approver"]) == (NAME, "Vera")


REFUSED = [
    (("start", "x"), "--approver WHO"),
    (("start", "x", "--approver", " "), "--approver WHO"),
    (("plan", "x", "--design", "holdot"), "did you mean 'holdout'"),
    (("plan", "x", "--design", "holdout", "--delay", "30"), "leave --delay out"),
    (("plan", "x", "--delay", "30"), "ends before the horizon of 90 days"),
    (("plan", "x", "--held-share", "1"), "between 0 and 1"),
    (("plan", "x", "--horizon", "0"), "at least 1"),
    (("plan", "x", "--on", "2024-06-01"), "before 2024-06-30"),
    (("plan", "x", "--on", "2999-06-01"), "lies ahead"),
    (("plan", "x", "--read-on", "2024-09-01"), "comes too early"),
    (("plan", " "), "Give the experiment a name"),
    (("plan", "x", "--exclude", "Acne"), "did you mean 'Acme'"),
    (("plan", "x", *(word for a in ("a1", "a2", "a4", "a5") for word in ("--exclude", a))), "Nobody is left"),
    (("stop", "x", "--why", "no"), "no experiment 'x'"),
    (("show", "x"), "no experiment 'x'"),
]


@pytest.mark.parametrize(("words", "says"), REFUSED)
def test_what_is_refused_is_said(heard: Path, words: tuple[str, ...], says: str) -> None:
    said = experiment(heard, *words)
    assert said.code == 2
    assert says in said.err
    assert experiment(heard, "list", "--format", "json").data == []


def test_one_at_a_time_and_a_stop_says_why(folder: Path) -> None:
    assert "No experiment was started yet" in experiment(folder, "list").err
    assert experiment(folder, "start", NAME, "--approver", "Vera", "--design", "holdout").code == 0
    for words in (("plan", "other"), ("start", "other", "--approver", "V"), ("plan", NAME)):
        assert experiment(folder, *words).code == 2
    assert "goes on" in experiment(folder, "plan", "other").err
    assert "Say why" in experiment(folder, "stop", NAME, "--why", " ").err
    stopped = experiment(folder, "stop", NAME, "--why", "the market moved", "--by", "sam")
    assert "by sam: the market moved" in stopped.err
    shown = experiment(folder, "show", NAME, "--format", "json").data
    assert (shown["state"], shown["delay_days"], shown["stopped_why"]) == (
        "stopped",
        None,
        "the market moved",
    )
    assert experiment(folder, "plan", "other").code == 0


def drawn(folder: Path) -> dict[str, Any]:
    """Started and run on the day after: what the ledger keeps."""
    assert experiment(folder, "start", NAME, "--approver", "Vera", *THIRTY).code == 0
    assert actions(folder)["a1"] == "play", "the arm counts from tomorrow"
    run(folder, FIRST)
    assert {name: actions(folder)[name] for name in ("a1", "a4")} == {"a1": "holdout", "a4": "play"}
    first = kept(folder)
    assert [(row["account_id"], row["product_id"], row["ghost"]) for row in first["shown"]] == [
        *(("a1", "bi", False), ("a4", "bi", False), ("a1", "bi", True), ("a4", "bi", False)),
    ]
    assert [str(row["shown_on"]) for row in first["shown"]] == [START, START, FIRST, FIRST], "both begin anew"
    assert [(ghost.account_id, ghost.as_of) for ghost in first["ghosts"]] == [("a1", date(2024, 7, 1))]
    not_yet = adjoin(folder, "play", "accept", "Acme", "--by", "ann")
    assert (not_yet.code, f"'{NAME}' holds a1 out until 30 days after" in not_yet.err) == (2, True)
    return first


def test_from_the_draw_to_the_release(folder: Path) -> None:
    drawn(folder)
    adjoin(folder, "heard", "a1", "they ask again", "--kind", "asked", "--product", "bi")
    run(folder, RELEASE)
    assert actions(folder)["a1"] == "play"
    assert adjoin(folder, "play", "accept", "Acme", "--by", "ann").code == 0


@pytest.mark.proof
def test_run_by_run_from_the_draw_to_the_release(folder: Path) -> None:
    first = drawn(folder)
    (folder / "data" / "subscriptions.csv").write_text(SUBSCRIPTIONS + "s7,a6,crm,2024-07-02,,800\n", "utf-8")
    accounts = folder / "data" / "accounts.csv"
    accounts.write_text(accounts.read_text("utf-8") + "a6,Fjord,NO\n", "utf-8")
    run(folder, FIRST)
    assert kept(folder) == first, "a rerun of its day replaces its ghosts by the same ones"
    run(folder, EVE)
    assert actions(folder)["a1"] == "holdout"
    assert {arm.root_id: str(arm.as_of) for arm in kept(folder)["arms"]}["a6"] == EVE
    contaminated(ran_copy_of(folder, folder.parent / "contaminated"))
    adjoin(folder, "heard", "a1", "they ask again", "--kind", "asked", "--product", "bi")
    run(folder, RELEASE)
    assert actions(folder)["a1"] == "play"
    assert actions(folder)["a6"] in ("holdout", "none", "fix_adoption")
    assert adjoin(folder, "play", "accept", "Acme", "--by", "ann").code == 0


def contaminated(folder: Path) -> None:
    """On the eve of its release a person goes on anyway, and says why."""
    refused = adjoin(folder, "play", "accept", "Acme", "--by", "ann")
    assert (refused.code, "holds a1 out until 31 Jul 2024: a play there would spoil" in refused.err) == (
        2,
        True,
    )
    assert adjoin(folder, "play", "accept", "Acme", "--anyway", " ").code == 2
    said = adjoin(folder, "play", "accept", "Acme", "--by", "ann", "--anyway", "their CEO called")
    assert said.code == 0, said.err
    assert f"contaminates the experiment '{NAME}'" in said.err
    with Ledger(folder / ".adjoin") as ledger:
        (campaign,) = ledger.campaigns(account_id="a1")
        settings = campaign.steps[0].step.data["settings"]
    assert settings["contaminates"] == {"experiment": NAME, "anyway": "their CEO called"}


def kept(folder: Path) -> dict[str, Any]:
    with Ledger(folder / ".adjoin") as ledger:
        return {
            "shown": ledger.proposals().to_pylist(),
            "ghosts": ledger.ghost_plays(date.max),
            "arms": ledger.arms(date.max),
        }


@pytest.mark.proof
def test_in_shadow_mode_there_are_no_ghosts_for_nobody_is_shown_anything(folder: Path) -> None:
    yaml = folder / "adjoin.yaml"
    yaml.write_text("mode: shadow\n" + yaml.read_text("utf-8"), "utf-8")
    assert experiment(folder, "start", NAME, "--approver", "Vera").code == 0
    before = len(kept(folder)["shown"])
    run(folder, FIRST)
    assert actions(folder)["a1"] == "holdout"
    assert (len(kept(folder)["shown"]), kept(folder)["ghosts"]) == (before, ())
