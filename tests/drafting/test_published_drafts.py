"""Every draft of a published company can be sent, and says only what the publication shows."""

from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.briefing import brief, briefs
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.customer_text import clean_name, quotable
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.said_days import said_day
from adjoin.words.days import day
from drafting.writing import drafts, faults, sample, to_write_to
from published_demo import publish_demo

SAMPLE = 8


def test_what_is_written_to_an_account_is_ready(desk: Desk) -> None:
    found = drafts(desk, sample(to_write_to(desk), SAMPLE))
    assert len(found) >= 2 * SAMPLE
    assert faults(found) == []
    offers = [sum(c.draft.give_get is not None for c in checked) for _, checked in found.values()]
    assert set(offers) == {1}
    assert all([c.draft.kind for c in checked] == list(DraftKind) for _, checked in found.values())


@pytest.mark.proof
def test_all_that_is_written_to_a_company_of_2000_is_ready(tmp_path: Path) -> None:
    publish_demo(tmp_path / "company", accounts=2000)
    with open_desk(tmp_path / "company") as desk:
        rows = to_write_to(desk)
        assert len(rows) > 500
        assert faults(drafts(desk, [row["account_id"] for row in rows])) == []


def test_a_brief_says_what_the_tables_say(desk: Desk) -> None:
    """Numbers, days and names by plain look-ups in the published rows."""
    ids = sample(to_write_to(desk), SAMPLE)
    found = briefs(desk, ids)
    assert len(found) == len(ids)
    for account, one in found.items():
        (row,) = desk.rows("recommendations", account)
        (book,) = desk.rows("accounts", account)
        score = next(r for r in desk.rows("scores", account) if r["product_id"] == row["product_id"])
        assert (one.account, one.product.id, one.action) == (book["name"], row["product_id"], row["action"])
        assert (one.probability, one.potential) == (score["probability"], score["expected_acv"])
        signals = [r for r in desk.rows("signals", account) if r["product_id"] == row["product_id"]]
        live = {f"signal:{r['kind']}" for r in signals if r["state"] in ("open", "fading")}
        assert {e.id for e in one.signals} == live
        assert {e.on for e in one.signals} <= {r["detected_on"] for r in signals}
        people = {(r["contact_id"], r["name"]) for r in desk.rows("roles", account)}
        assert {(p.contact_id, p.name) for p in one.people} <= people
        alike = [r for r in desk.rows("like_you", account) if r["product_id"] == row["product_id"]]
        assert one.like_customers in [r["customers"] for r in alike] or not alike
        held = [e for e in one.evidence if e.id == "number:held"]
        began = {day(r["began_on"]) for r in desk.rows("holdings", account)}
        assert all(e.says.rpartition(" since ")[2] in began for e in held)
        team = {r["rep_id"]: r["name"] for r in desk.rows("team")}
        assert one.sender is None or one.sender.name == team[row["owner"]]
        renewals = {r["next_on"] for r in desk.rows("renewals", account)}
        assert one.renews_on is None or one.renews_on in renewals


def test_what_came_from_outside_is_fit_to_be_repeated(desk: Desk) -> None:
    for one in briefs(desk, sample(to_write_to(desk), SAMPLE)).values():
        quotes = [e.quote for e in one.evidence if e.quote]
        assert all(quotable(quote) and quote[-1] not in ",;" for quote in quotes)
        names = [one.account, *(p.name for p in one.people), *(p.title for p in one.people)]
        assert all(clean_name(name) == name for name in names if name)


@pytest.mark.parametrize("action", ["wait", "fix_adoption", "none"])
def test_the_wrong_moment_is_refused_with_its_reason_and_day(desk: Desk, action: str) -> None:
    rows = [r for r in desk.rows("recommendations") if r["action"] == action and r["product_id"]]
    if not rows:
        pytest.skip(f"nobody is to {action}")
    for row in rows[:5]:
        with pytest.raises(ConfigurationError, match="is not to be brought up at") as refused:
            brief(desk, row["account_id"])
        said = str(refused.value)
        on = row["reopens_on"] or row["look_again_on"]
        assert on is None or day(on) in said
        assert row["why"].split(" ")[0] in said


def test_a_product_that_is_blocked_or_held_is_refused_by_name(desk: Desk) -> None:
    account = to_write_to(desk)[0]["account_id"]
    cells = {r["product_id"]: r["state"] for r in desk.rows("whitespace", account)}
    closed = [p for p, state in cells.items() if state in ("blocked", "held", "not_sold")]
    held = [r["product_id"] for r in desk.rows("holdings", account)]
    assert closed or held
    for product in closed:
        with pytest.raises(ConfigurationError, match="is not to be brought up"):
            brief(desk, account, product)


def test_what_folds_into_a_renewal_is_written_with_its_day(desk: Desk) -> None:
    rows = [r for r in to_write_to(desk) if r["action"] == "fold_into_renewal"]
    found = drafts(desk, [row["account_id"] for row in rows[:5]])
    for account, (one, checked) in found.items():
        assert brief(desk, account) == one
        message = next(c.draft for c in checked if c.draft.kind is DraftKind.BUYER_MESSAGE)
        assert one.renews_on is not None
        assert said_day(one.renews_on, one.as_of) in message.body
