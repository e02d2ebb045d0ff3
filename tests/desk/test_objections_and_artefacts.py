"""Objections as a person sees them: what would change is said before it is kept, and the page that goes with it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.artefacts import artefact_kind, artefact_of, artefact_of_play
from adjoin.desk.person import Person
from adjoin.desk.play_brief import brief_of
from adjoin.desk.play_objections import propose, raise_objection, read_reply
from adjoin.desk.play_waking import rests_because
from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Play, PlayState
from adjoin.drafts.artefacts.making import as_document, as_markdown
from companies import NOON, run_company, write_small

ANN = Person("Ann", NOON)
OPENS = date(2027, 1, 4)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = write_small(tmp_path_factory.mktemp("company"), accounts=200)
    (folder / "plays").mkdir(exist_ok=True)
    (folder / "plays" / "objections.yaml").write_text("objections:\n  - {id: too_late, name: Too late}\n")
    run_company(folder)
    with open_desk(folder) as opened:
        yield opened


@pytest.fixture
def play(desk: Desk) -> Play:
    """A play at a group where nobody is yet, with a need that somebody has seen."""
    roots = {row["account_id"]: row["root_id"] for row in desk.rows("accounts")}
    busy = {roots[play.account_id] for play in desk.ledger.plays()}
    signals = {(r["account_id"], r["product_id"]) for r in desk.rows("signals") if r["state"] == "open"}
    free = next(
        row["account_id"]
        for row in desk.rows("recommendations")
        if row["action"] in ("play", "discover")
        and (row["account_id"], row["product_id"]) in signals
        and roots[row["account_id"]] not in busy
    )
    accept(desk, free, ANN)
    found = desk.ledger.running(free)
    assert found is not None
    return found


def test_what_would_change_is_said_and_nothing_is_kept(desk: Desk, play: Play) -> None:
    read = read_reply(desk, "We have no budget until next year.")
    assert str(read.name or read.next_name) in read.says
    assert any("too_late" in each for each in read.refused)
    before = desk.ledger.campaign(play.play_id)
    for kind in ("happy_as_is", "no_budget_yet", "adoption_first", "evaluating_others", "it_must_approve"):
        proposed = propose(desk, play, kind)
        assert proposed.response
        assert "{" not in proposed.response
        assert len(proposed.kind.changes) == len(desk.project.objections.get(kind).effects)
    assert desk.ledger.campaign(play.play_id) == before
    with pytest.raises(ConfigurationError, match="did you mean 'no_budget_yet'"):
        propose(desk, play, "no_budget_yt")


def test_the_need_and_the_person_are_those_of_the_brief(desk: Desk, play: Play) -> None:
    said = propose(desk, play, "evaluating_others").response
    brief = brief_of(desk, play)
    assert brief is not None
    assert ("What we understood so far" in said) is (brief.need != "projected")
    named = [person.name for person in brief.people if person.name]
    assert said.startswith("Hi ") is bool(named)
    assert not named or any(f"Hi {name}," in said for name in named)


def test_the_day_of_the_budget_reaches_the_tasks_and_the_page(desk: Desk, play: Play) -> None:
    assert "4 Jan 2027" not in as_markdown(artefact_of(desk, play.account_id, "phased_start"))
    raise_objection(desk, play, "no_budget_yet", "No money.", ANN, {"budget_opens": OPENS})
    page = artefact_of(desk, play.account_id, "phased-start")
    assert "from 4 Jan 2027" in as_markdown(page)
    assert page == artefact_of_play(desk, play, ArtefactKind.PHASED_START)
    assert as_document(page).startswith("<!doctype html>")
    moved = [task for task in desk.ledger.campaign(play.play_id).tasks if task.asks != "budget"]
    assert max(task.due_on for task in moved) >= OPENS


def test_content_with_what_they_have_puts_the_play_to_sleep(desk: Desk, play: Play) -> None:
    raise_objection(desk, play, "happy_as_is", "We are fine, thanks.", ANN)
    campaign = desk.ledger.campaign(play.play_id)
    as_of = desk.publication().as_of
    assert (campaign.play.state, campaign.play.until) == (PlayState.SNOOZED, as_of + timedelta(days=90))
    assert rests_because(campaign) == "Look again: they are content with what they have"
    live = [
        row["score"]
        for row in desk.rows("signals", play.account_id)
        if row["product_id"] == play.product_id and row["state"] in ("open", "fading")
    ]
    assert campaign.steps[-1].step.data["score"] == max(live)


def test_a_page_is_named_by_its_kind() -> None:
    assert artefact_kind("Technical brief") is ArtefactKind.TECHNICAL_BRIEF
    with pytest.raises(ConfigurationError, match="did you mean 'adoption_plan'"):
        artefact_kind("adoption_plam")
