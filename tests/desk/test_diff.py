"""What changed between two runs, against the rows of both."""

from collections.abc import Iterator
from datetime import date

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.diff import diff
from adjoin.desk.recommendation import LIVE, TO_SPEAK_TO
from adjoin.domain.errors import ConfigurationError
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project
from published_demo import LOAD_DAY, NOW, publish_demo

BEFORE = date(2026, 9, 2)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("diff") / "company"
    publish_demo(folder)
    project = open_project(folder)
    run(project, RunOrder(today=LOAD_DAY, clock=lambda: NOW, as_of=BEFORE, threads=2))
    run(project, RunOrder(today=LOAD_DAY, clock=lambda: NOW, threads=2))
    with open_desk(folder) as opened:
        yield opened


def recommended(desk: Desk) -> dict[str, tuple[str | None, str]]:
    rows = desk.show("recommendations").to_pylist()
    return {row["account_id"]: (row["product_id"], row["action"]) for row in rows}


def test_changes_are_those_of_the_two_tables(desk: Desk) -> None:
    now, was = recommended(desk), recommended(desk.pinned(BEFORE))
    found = diff(desk, limit=None)
    assert found.before_as_of == BEFORE
    speaks = {a for a, (_, action) in now.items() if action in TO_SPEAK_TO}
    spoke = {a for a, (_, action) in was.items() if action in TO_SPEAK_TO}
    by_sort = {
        sort: {one.account_id for one in found.changes if one.change == sort} for sort, _ in found.counts
    }
    assert by_sort["new"] == speaks - spoke
    assert by_sort["gone"] == spoke - speaks
    assert by_sort.get("changed", set()) == {a for a in speaks & spoke if now[a] != was[a]}
    assert by_sort["rest"] == {a for a in {*now, *was} - speaks - spoke if now.get(a) != was.get(a)}
    assert {sort: len(accounts) for sort, accounts in by_sort.items()} == dict(found.counts)


def test_every_change_says_why_and_a_new_signal_is_one(desk: Desk) -> None:
    live = {
        (row["account_id"], row["product_id"], row["kind"])
        for row in desk.pinned(BEFORE).show("signals").to_pylist()
        if row["state"] in LIVE
    }
    opened = [
        row
        for row in desk.show("signals").to_pylist()
        if row["state"] in LIVE and (row["account_id"], row["product_id"], row["kind"]) not in live
    ]
    found = diff(desk)
    assert all(one.why and all(says.strip() for says in one.why) for one in found.changes)
    first = {one.account_id: one for one in found.changes if one.change == "new"}
    told = [row for row in opened if row["account_id"] in first]
    assert told
    recommended_now = recommended(desk)
    for row in told:
        if recommended_now[row["account_id"]][0] == row["product_id"]:
            assert any("signal" in says.casefold() for says in first[row["account_id"]].why)
    assert sum(one.began for one in found.signals) == len(opened)


def test_new_ones_come_in_order_of_priority(desk: Desk) -> None:
    found = diff(desk)
    priorities = [one.priority for one in found.changes if one.change == "new"]
    assert priorities == sorted(priorities, key=lambda place: place or 0)


def test_a_run_against_itself_changed_nothing(desk: Desk) -> None:
    first, _, last = (publication.run_id for publication in desk.ledger.publications())
    found = diff(desk, first)
    assert (found.run_id, found.before_run) == (last, first)
    assert (found.counts, found.changes, found.signals, found.gates) == ((), (), (), ())


def test_the_first_run_and_an_unknown_one_are_said(desk: Desk) -> None:
    with pytest.raises(ConfigurationError, match="no run before it"):
        diff(desk.pinned(BEFORE))
    with pytest.raises(ConfigurationError, match="Runs are"):
        diff(desk, "20991231-0001")
    with pytest.raises(ConfigurationError, match="Nothing changed for anybody"):
        diff(desk, owner="nobody at all")


def test_one_owner(desk: Desk) -> None:
    owner, name = diff(desk).owners[0]
    assert {one.owner for one in diff(desk, owner=name).changes} <= {owner}
