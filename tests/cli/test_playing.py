"""`adjoin play …` as people and scripts use it: one play of a tiny company from accepting to closing."""

from datetime import date
from pathlib import Path

import pytest

from adjoin.desk import open_desk
from cli.invoke import Said, adjoin
from cli.tiny import tiny

COMMANDS = (
    *("accept", "done", "skip", "hand-over", "put-off", "advance", "pitch", "pause", "snooze", "resume"),
    *("log", "measure", "objection", "artefact", "close", "give", "got", "gives", "show", "list"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tiny(tmp_path)
    assert adjoin(made, "run").code == 0
    return made


def account_of(folder: Path) -> str:
    """An account with a product that may be brought up."""
    with open_desk(folder) as desk:
        able = (row for row in desk.rows("whitespace") if row["state"] in ("open", "recommended"))
        return str(next(able)["account_id"])


def accepted(folder: Path) -> str:
    account = account_of(folder)
    with open_desk(folder) as desk:
        product = next(r for r in desk.rows("whitespace", account) if r["state"] in ("open", "recommended"))
    said = adjoin(folder, "play", "accept", account, "--product", product["product_id"], "--by", "ann")
    assert said.code == 0, said.err
    return account


def play(folder: Path, *words: str) -> Said:
    return adjoin(folder, "play", *words)


def test_every_verb_says_what_it_does() -> None:
    told = adjoin(Path(), "play", "--help")
    assert all(f" {name} " in told.out for name in COMMANDS)


def test_a_play_is_accepted_worked_on_and_closed(folder: Path) -> None:
    account = accepted(folder)
    tasks = play(folder, "show", account, "--format", "json").data
    second = play(folder, "accept", account, "--product", tasks[0]["product_id"], "--by", "bob")
    assert (second.code, "accepted by ann" in second.err) == (2, True)
    asking = [task for task in tasks if task["asks"]]
    refused = play(folder, "advance", account)
    assert refused.code == 2
    assert "stays in discovery" in refused.err
    for task in asking:
        assert play(folder, "done", account, str(task["place"]), "--text", "They said so").code == 0
    assert play(folder, "advance", account, "--by", "ann").code == 0
    last = str(tasks[-1]["place"])
    assert play(folder, "hand-over", account, last, "--to", "cleo").code == 0
    assert play(folder, "put-off", account, last, "--until", "2024-12-02").code == 0
    assert play(folder, "skip", account, last, "--reason", "not needed").code == 0
    assert play(folder, "log", account, "They called", "--kind", "call").code == 0
    assert play(folder, "measure", account, "--base", "on time", "--new", "hours saved").code == 0
    unknown = play(folder, "objection", account, "Too expensive", "--confirm", "weather")
    assert (unknown.code, "weather" in unknown.err) == (2, True)
    assert play(folder, "pause", account, "--until", "2024-08-01", "--why", "holidays").code == 0
    assert "Resume it first" in play(folder, "pitch", account).err
    assert play(folder, "resume", account).code == 0
    assert play(folder, "snooze", account, "--until", "2024-09-01").code == 0
    assert play(folder, "resume", account).code == 0
    lost = play(folder, "close", account, "--outcome", "lost")
    assert (lost.code, "why" in lost.err) == (2, True)
    assert (
        play(folder, "close", account, "--outcome", "lost", "--reason", "price", "--rival", "Rival").code == 0
    )
    (row,) = play(folder, "list", "--format", "json").data
    assert (row["state"], row["reason"], row["rival"], row["person"]) == ("lost", "price", "Rival", "ann")
    assert [t["owner"] for t in play(folder, "show", account, "--format", "json").data][-1] == "cleo"


def test_plays_are_listed_as_of_a_day(folder: Path) -> None:
    account = accepted(folder)
    with open_desk(folder) as desk:
        as_of = desk.publication().as_of
    later = date.fromordinal(as_of.toordinal() + 5).isoformat()
    assert play(folder, "close", account, "--outcome", "won", "--on", later).code == 0
    then = play(folder, "list", "--as-of", as_of.isoformat(), "--format", "csv").out.splitlines()
    assert len(then) == 2
    assert ",open," in then[1]
    assert "won" in play(folder, "list").out


def test_what_is_not_there_is_said(folder: Path) -> None:
    account = account_of(folder)
    assert "No play runs" in play(folder, "done", account, "1").err
    assert "No play was accepted" in play(folder, "show", account).err
    accepted(folder)
    missing = play(folder, "done", account, "99")
    assert (missing.code, "no task 99" in missing.err) == (2, True)
