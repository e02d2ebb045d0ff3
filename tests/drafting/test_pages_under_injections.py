"""Value map, slide, artefacts and the reading of replies in a company whose every outside text holds an instruction.

The short sister of the proof about drafts: no run of five planted words is on any page, and a planted text behind a
reply changes no word of ours.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoin.demo import write_company
from adjoin.desk import Desk, open_desk
from adjoin.desk.artefacts import artefact_of
from adjoin.desk.briefing import brief
from adjoin.desk.play_objections import read_reply
from adjoin.desk.value_map import Mapped, value_map_of
from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.errors import ConfigurationError
from adjoin.engine.run import RunOrder, run
from adjoin.presentation import value_map as pages
from adjoin.project.project import open_project
from drafting.planting import injections, plant
from drafting.writing import drafts, faults, to_write_to
from published_demo import LOAD_DAY, NOW

RUN = 5
MOST = 12
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("planted") / "company"
    write_company(folder, accounts=100)
    plant(folder, injections())
    run(open_project(folder), RunOrder(today=LOAD_DAY, clock=lambda: NOW, threads=2))
    with open_desk(folder) as desk:
        yield desk


@pytest.fixture(scope="module")
def mapped(planted: Desk) -> list[Mapped]:
    found = []
    for row in to_write_to(planted):
        try:
            found.append(value_map_of(planted, row["account_id"]))
        except ConfigurationError:
            continue  # a need that is only projected has no page
    return found[:MOST]


def runs_of(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def forbidden(planted: Desk) -> set[str]:
    ours = planted.project.catalog.model_dump_json()
    return set().union(*(runs_of(text) for text in injections())) - runs_of(ours)


def test_no_value_map_and_no_slide_repeats_an_instruction(mapped: list[Mapped], forbidden: set[str]) -> None:
    assert len(mapped) >= 3
    for one in mapped:
        page = html.unescape(TAG.sub(" ", pages.render(one.value_map, ".html").decode("utf-8")))
        assert one.value_map.product in page
        assert not runs_of(page) & forbidden
        assert not runs_of(repr(one.value_map)) & forbidden
        assert not runs_of(repr(one.slide)) & forbidden


def test_no_page_that_goes_with_an_answer_repeats_one(planted: Desk, forbidden: set[str]) -> None:
    for row in to_write_to(planted)[:MOST]:
        for kind in ArtefactKind:
            try:
                page = artefact_of(planted, row["account_id"], str(kind))
            except ConfigurationError:
                continue  # a page that this account has no use for
            assert not runs_of(repr(page)) & forbidden


def test_every_draft_is_ready_in_spite_of_them(planted: Desk) -> None:
    ids = [row["account_id"] for row in to_write_to(planted)][: 2 * MOST]
    assert faults(drafts(planted, ids)) == []


@pytest.mark.parametrize("text", injections()[::12])
def test_a_reply_with_an_instruction_is_read_as_one_of_the_known_kinds_or_left_alone(
    planted: Desk, text: str
) -> None:
    known = {objection.id for objection in planted.project.objections.known}
    found = read_reply(planted, f"This is too expensive for us this year. {text}")
    assert found.kind is None or found.kind in known
    assert found.name is None or not runs_of(found.name) & runs_of(text)


def test_an_account_held_out_has_no_brief_and_no_page(planted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    account = to_write_to(planted)[0]["account_id"]
    rows = Desk.rows

    def held_out(desk: Desk, name: str, *of: str) -> list[dict[str, object]]:
        found = rows(desk, name, *of)
        return [{**row, "action": "holdout"} for row in found] if name == "recommendations" else found

    monkeypatch.setattr(Desk, "rows", held_out)
    for ask in (brief, value_map_of):
        with pytest.raises(ConfigurationError, match="an experiment holds the account out"):
            ask(planted, account)
