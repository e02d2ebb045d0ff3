"""What reopens when: every account that a gate holds back once, and a calendar that moves instead of adding."""

from collections.abc import Iterator

import icalendar
import pyarrow.compute as pc
import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.reopens import reopens
from adjoin.desk.reopens_feed import reopens_feed
from adjoin.domain.errors import ConfigurationError
from published_demo import NOW, publish_demo


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reopens") / "company"
    publish_demo(folder)
    with open_desk(folder) as opened:
        yield opened


def test_every_account_held_back_is_there_once_on_its_day(desk: Desk) -> None:
    blocked = {
        row["account_id"]: row
        for row in desk.show("recommendations").to_pylist()
        if row["blocked_by"] and row["blocked_by"] != "capacity"
    }
    found = reopens(desk)
    listed = [*found.opening, *found.unknown]
    assert sorted(one.account_id for one in listed) == sorted(blocked)
    for one in listed:
        row = blocked[one.account_id]
        assert (one.on, one.gate, one.worth) == (row["reopens_on"], row["blocked_by"], row["expected_value"])
    assert [one.on for one in found.opening] == sorted(one.on for one in found.opening if one.on)
    for week in found.weeks:
        assert week.begins.weekday() == 0
        assert all(one.on and 0 <= (one.on - week.begins).days < 7 for one in week.opening)


def test_sums_by_gate_are_the_published_ones(desk: Desk) -> None:
    published = {(row["gate"], row["sole"]): row for row in desk.show("held_back").to_pylist()}
    for gate in reopens(desk).held:
        for sole, accounts, worth in (
            (True, gate.sole_accounts, gate.sole_value),
            (False, gate.shared_accounts, gate.shared_value),
        ):
            row = published.get((gate.gate, sole), {"accounts": 0, "expected_value": None})
            assert accounts == row["accounts"]
            assert worth == pytest.approx(row["expected_value"])


def test_an_owner_and_a_gate_choose(desk: Desk) -> None:
    whole = reopens(desk)
    owner, name = whole.owners[0]
    mine = reopens(desk, name.upper())
    assert {one.owner for one in (*mine.opening, *mine.unknown)} == {owner}
    renewal = reopens(desk, gate="Renewal window")
    assert {one.gate for one in (*renewal.opening, *renewal.unknown)} == {"renewal"}
    assert renewal.held == whole.held
    with pytest.raises(ConfigurationError, match="did you mean"):
        reopens(desk, name + "x")
    with pytest.raises(ConfigurationError, match="did you mean 'renewal'"):
        reopens(desk, gate="renewl")


def test_the_feed_holds_each_day_once_and_keeps_its_uids(desk: Desk) -> None:
    view = reopens(desk)
    events = list(icalendar.Calendar.from_ical(reopens_feed(view)).walk("VEVENT"))
    days = {str(event["UID"]): event.decoded("dtstart") for event in events}
    assert sorted(days.values()) == sorted(one.on for one in view.opening if one.on)
    assert {event.decoded("dtstamp") for event in events} == {NOW}
    of_owner = list(
        icalendar.Calendar.from_ical(reopens_feed(reopens(desk, view.owners[0][0]))).walk("VEVENT")
    )
    assert {str(event["UID"]) for event in of_owner} < set(days)


def test_who_is_in_play_is_not_held_back(desk: Desk) -> None:
    playing = {play.account_id for play in desk.ledger.plays(only_running=True)}
    blocked = desk.show("recommendations").filter(pc.field("blocked_by").is_valid())
    found = reopens(desk)
    assert playing.isdisjoint(one.account_id for one in (*found.opening, *found.unknown))
    assert blocked.num_rows >= len(found.opening) + len(found.unknown)
