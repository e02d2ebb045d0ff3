"""The views say what the published tables say: each number is held against its table."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow.compute as pc
import pytest

from adjoin.desk import Desk, acting, open_desk
from adjoin.desk.account import account
from adjoin.desk.acting import Heard, Person
from adjoin.desk.affinity import affinity, pair
from adjoin.desk.book import book
from adjoin.desk.data import data
from adjoin.desk.today import today
from adjoin.domain.errors import ConfigurationError
from published_demo import NOW, publish_demo

ANNA = Person("anna", NOW)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("views") / "company"
    publish_demo(folder)
    with open_desk(folder) as opened:
        yield opened


def recommended(desk: Desk, action: str) -> list[str]:
    rows = desk.show("recommendations").filter(pc.field("action") == action)
    return list(rows["account_id"].to_pylist())


def this_week(desk: Desk) -> list[dict[str, Any]]:
    """Accounts to speak to or explore that have a slot, where slots are given at all."""
    rows = desk.show("recommendations").to_pylist()
    return [r for r in rows if r["action"] in ("play", "discover") and r.get("slot") != "queued"]


def test_today_is_the_head_of_the_recommendations(desk: Desk) -> None:
    found = today(desk, limit=4)
    rows = this_week(desk)
    assert [card.account_id for card in found.cards] == [row["account_id"] for row in rows[:4]]
    assert found.to_speak_to + found.to_explore + found.answered == len(rows)
    assert found.to_speak_to <= sum(row["action"] == "play" for row in rows)
    assert sum(owner.accounts for owner in found.owners) == len(rows)
    card, row = found.cards[0], rows[0]
    assert (card.probability, card.expected_acv) == (row["probability"], row["expected_acv"])
    signals = desk.show("signals", card.account_id).filter(pc.field("product_id") == card.product_id)
    assert {s.says for s in card.signals} == set(signals["says"].to_pylist())
    assert row["why"].casefold().endswith(card.because.casefold())


def test_today_of_one_owner_holds_only_theirs(desk: Desk) -> None:
    owner = today(desk).owners[0]
    found = today(desk, owner.rep_id)
    assert found.to_speak_to + found.to_explore + found.answered == owner.accounts
    assert {card.owner for card in found.cards} == {owner.rep_id}
    with pytest.raises(ConfigurationError, match="did you mean"):
        today(desk, owner.name + "x")


def test_held_back_agrees_with_the_published_table(desk: Desk) -> None:
    published = {(row["gate"], row["sole"]): row for row in desk.show("held_back").to_pylist()}
    found = today(desk)
    assert {gate.sums.gate for gate in found.held} == {gate for gate, _ in published}
    for gate in (held.sums for held in found.held):
        for sole, accounts, value in (
            (True, gate.sole_accounts, gate.sole_value),
            (False, gate.shared_accounts, gate.shared_value),
        ):
            row = published.get((gate.gate, sole), {"accounts": 0, "expected_value": None})
            assert accounts == row["accounts"]
            assert value == pytest.approx(row["expected_value"])
    waiting = sum(row["accounts"] for (gate, _), row in published.items() if gate == "capacity")
    assert found.held_back == sum(row["accounts"] for row in published.values()) - waiting
    assert found.queued >= waiting


def test_a_card_rests_until_its_day_and_an_accepted_one_goes_into_play(desk: Desk) -> None:
    first, second, third = recommended(desk, "play")[:3]
    before = today(desk)
    acting.snooze(desk, first, date(2026, 10, 20), ANNA)
    acting.not_now(desk, second, "no budget", ANNA)
    acting.accept(desk, third, ANNA)
    after = today(desk)
    assert {first, second, third}.isdisjoint(card.account_id for card in after.cards)
    assert after.answered == before.answered + 3
    assert after.to_speak_to == before.to_speak_to - 3
    assert ("Accepted by anna", third) in [(row.says, row.account_id) for row in after.in_play_rows]
    # A later word of the same kind stands: snoozed until today is no longer snoozed.
    acting.snooze(desk, first, date(2026, 9, 30), ANNA)
    assert first in [card.account_id for card in today(desk).cards]


@pytest.mark.parametrize("action", ["play", "fold_into_renewal", "fix_adoption", "wait", "none", "discover"])
def test_an_account_tells_its_story(desk: Desk, action: str) -> None:
    for account_id in recommended(desk, action)[:3]:
        found = account(desk, account_id)
        headings = [part.heading for part in found.story]
        assert headings[0] == "Why this product"
        assert ("Why now" in headings) == (action in ("play", "discover"))
        sentences = [says for part in found.story for says in part.says]
        assert sentences
        assert all(says.endswith(".") and ".." not in says and " None" not in says for says in sentences)
        assert len(found.cells) == desk.show("products").num_rows
        assert {gate.gate for gate in found.gates} >= {"adoption", "health", "renewal", "hold", "fatigue"}
        if found.recommendation.blocked_by:
            blocks = {
                g.gate
                for g in found.gates
                if g.verdict == "block" or (g.gate, g.verdict) == ("adoption", "unknown")
            }
            assert found.recommendation.blocked_by in blocks


def test_an_account_shows_what_its_tables_hold(desk: Desk) -> None:
    account_id = recommended(desk, "play")[5]
    found = account(desk, account_id)
    assert account(desk, found.name).account_id == account_id
    assert len(found.timeline) == desk.show("timeline", account_id).num_rows
    assert [h.day for h in found.timeline] == sorted((h.day for h in found.timeline), reverse=True)
    assert len(found.usage) == desk.show("usage_series", account_id).num_rows
    assert len(found.opens) + 1 == desk.show("scores", account_id).num_rows
    assert found.movers[0].kind == "affinity"
    assert sum(cell.state == "held" for cell in found.cells) == desk.show("holdings", account_id).num_rows


def test_a_weekly_amount_stands_beside_a_monthly_limit_as_the_detector_sees_it(desk: Desk) -> None:
    seen = [row for row in desk.show("signals").to_pylist() if row["kind"] == "usage_ceiling"]
    assert seen
    checked = 0
    for row in seen:
        found = account(desk, row["account_id"])
        signal = next(s for s in found.signals if s.kind == "usage_ceiling" and s.says == row["says"])
        usage = next(u for u in found.usage if u.metric == signal.evidence["metric"] and u.marks)
        if usage.points[-1][0].isoformat() == signal.evidence["period_end"]:
            assert usage.points[-1][1] == pytest.approx(signal.evidence["value"], rel=1e-4)
            assert usage.limit == signal.evidence["limit"]
            checked += 1
    assert checked


def test_what_people_did_is_told_newest_first(desk: Desk) -> None:
    account_id = recommended(desk, "play")[7]
    acting.hear(desk, account_id, Heard("asked", "Do you do invoices?", "bill"), ANNA)
    acting.hold(desk, account_id, date(2026, 12, 1), "merger", ANNA)
    hold, heard = account(desk, account_id).deeds
    assert (hold.verb, hold.until, hold.says) == ("hold", date(2026, 12, 1), "merger")
    assert (heard.verb, heard.product, heard.says) == ("heard", "Northbeam Billing", "Do you do invoices?")


def test_affinity_map_holds_every_pair_once(desk: Desk) -> None:
    found = affinity(desk, 180)
    rows = {
        (r["from_product"], r["to_product"]): r
        for r in desk.show("affinity").to_pylist()
        if r["horizon_days"] == 180
    }
    cells = [cell for row in found.rows for cell in row.cells if cell is not None]
    assert {(cell.from_id, cell.to_id) for cell in cells} == set(rows)
    assert all(row.cells[place] is None for place, row in enumerate(found.rows))
    assert all(cell.probability == rows[(cell.from_id, cell.to_id)]["probability"] for cell in cells)
    with pytest.raises(ConfigurationError, match="30, 60, 90, 180, 365"):
        affinity(desk, 91)


def test_a_pair_counts_who_is_next(desk: Desk) -> None:
    found = pair(desk, "Northbeam Pipeline", "bi")
    cells = {(r["account_id"], r["product_id"]): r["state"] for r in desk.show("whitespace").to_pylist()}
    without = [
        cells[(a, "bi")]
        for (a, p), state in cells.items()
        if (p, state) == ("pipe", "held") and cells[(a, "bi")] != "held"
    ]
    assert found.candidates == len(without)
    assert found.open_now == sum(state in ("open", "recommended") for state in without)
    values = [row.value or 0 for row in found.accounts]
    assert values == sorted(values, reverse=True)
    assert [h.horizon_days for h in found.horizons] == [30, 60, 90, 180, 365]
    incidence = [point.incidence for point in found.curve]
    assert incidence == sorted(incidence)
    with pytest.raises(ConfigurationError, match="cannot follow itself"):
        pair(desk, "bi", "Northbeam Insight")
    with pytest.raises(ConfigurationError, match="did you mean"):
        pair(desk, "Northbeam Pipline", "bi")


def test_refusals_add_up_and_group_what_is_alike(desk: Desk) -> None:
    found = data(desk)
    rejected = desk.show("rejected").to_pylist()
    assert sum(refusal.rows for refusal in found.refusals) == found.rejected == len(rejected)
    assert len(found.refusals) < len({(row["table"], row["reason"]) for row in rejected})
    assert sum(table.rejected for table in found.tables) == len(rejected)
    assert any("…" in refusal.reason for refusal in found.refusals)


def test_book_finds_by_part_of_name_or_id(desk: Desk) -> None:
    whole = book(desk)
    assert whole.found == desk.show("accounts").num_rows
    one = whole.accounts[3]
    assert one.account_id in [row.account_id for row in book(desk, one.name[:5].upper()).accounts]
    assert [row.account_id for row in book(desk, one.account_id).accounts] == [one.account_id]
    assert book(desk, "no such account").accounts == ()
    assert len(book(desk, limit=7).accounts) == 7
