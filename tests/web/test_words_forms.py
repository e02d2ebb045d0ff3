"""Words and value map by their forms: what is checked, approved, assumed and heard, and what comes back."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any

import httpx
import pytest

from adjoin.desk import Desk, briefing, drafting, people, speaking, value_map
from adjoin.desk.drafting import Words, words
from adjoin.desk.today import today
from adjoin.domain.play import StepVerb
from adjoin.drafts.brief import Evidence
from adjoin.drafts.draft import Draft, DraftKind, Fault
from adjoin.drafts.drafter.offered import Offered
from adjoin.drafts.prompt import Prompt
from adjoin.drafts.value_map import assumption, content, roi
from adjoin.drafts.value_map.slide import QbrSlide
from adjoin.people.partners import Chosen
from adjoin.web.pages.drafts import DraftCard, DraftsPage
from adjoin.web.pages.value_map import Number, Refused, ValueMapPage
from web.test_documented_fields import attributes


@pytest.fixture(scope="module")
def unplayed(desk: Desk) -> str:
    """An account with words and without a play."""
    rows = desk.show("recommendations").to_pylist()
    return next(str(r["account_id"]) for r in reversed(rows) if r["action"] == "discover")


def form_of(found: Words, kind: DraftKind, **changed: Any) -> dict[str, str]:
    """What the page's form sends for a draft."""
    draft = next(one.checked.draft for one in found.offered if one.checked.draft.kind is kind)
    sent = {
        "kind": str(draft.kind),
        "about": draft.product_id,
        "to": draft.to or "",
        "cites": " ".join(draft.cites),
        "give_get": draft.give_get or "",
        "subject": draft.subject or "",
        "body": draft.body,
        "token": "0" * 32,
        **changed,
    }
    return {name: value for name, value in sent.items() if name != "subject" or draft.subject is not None}


def approvals(desk: Desk, account: str) -> Iterator[Any]:
    play = desk.ledger.running(account)
    assert play is not None
    return (t.step for t in desk.ledger.campaign(play.play_id).steps if t.step.verb is StepVerb.APPROVE)


def test_the_page_says_whom_each_draft_is_to_what_it_rests_on_and_that_nothing_is_sent(
    client: httpx.Client, desk: Desk, unplayed: str
) -> None:
    account = unplayed
    page = unescape(client.get(f"/accounts/{account}/drafts").text)
    found = words(desk, account)
    assert len(found.offered) == len(DraftKind)
    assert "nothing is sent" in page
    for one in found.offered:
        draft = one.checked.draft
        assert draft.body in page
        assert f'id="{draft.kind}"' in page
        if found.named(draft.to):
            assert str(found.named(draft.to)) in page
        for evidence in found.cited(draft):
            assert f'id="{draft.kind}-{evidence.id}"' in page
            assert (evidence.quote or "") in page
    assert "The complete prompt" in page
    assert found.brief.evidence[0].id in page
    assert 'value="approve"' not in page  # no play runs


def test_an_edit_is_checked_and_its_faults_stand_beside_the_words_that_are_kept(
    client: httpx.Client, desk: Desk, played: str
) -> None:
    account = played
    before = list(approvals(desk, account))
    found = words(desk, account)
    wrong = form_of(found, DraftKind.BUYER_MESSAGE, body="Our product saves you 97 % of everything, [NAME]!")
    answer = client.post(f"/accounts/{account}/drafts", data=wrong)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "Our product saves you 97 % of everything, [NAME]!" in page
    assert "97" in page.split('class="faults"')[1].split("</ul>")[0]
    again = form_of(found, DraftKind.BUYER_MESSAGE, do="approve", body=wrong["body"])
    assert client.post(f"/accounts/{account}/drafts", data=again).status_code == 422
    assert list(approvals(desk, account)) == before


def test_what_is_ready_is_approved_once_by_whom_and_when(
    client: httpx.Client, desk: Desk, played: str
) -> None:
    account = played
    before = list(approvals(desk, account))
    found = words(desk, account)
    sent = form_of(found, DraftKind.USER_MESSAGE)
    sent["body"] = sent["body"].replace("Kind regards", "Best regards").replace("\n", "\r\n")
    checked = client.post(f"/accounts/{account}/drafts", data={**sent, "do": "check"})
    assert checked.status_code == 200
    assert "Your words are ready" in checked.text
    assert list(approvals(desk, account)) == before
    client.cookies.set("adjoin_person", "mara")
    for _ in range(2):
        answer = client.post(f"/accounts/{account}/drafts", data={**sent, "do": "approve"})
        assert answer.status_code == 303
    (step,) = list(approvals(desk, account))[len(before) :]
    assert (step.kind, step.person, step.text) == ("user_message", "mara", sent["body"].replace("\r\n", "\n"))
    assert step.data["cites"] == sent["cites"].split()
    page = client.get(answer.headers["location"]).text
    assert "Mara approved these words. Nothing was sent" in page
    assert "Approved by <b>mara</b>" in page
    assert "Best regards" in page


def test_without_a_play_the_way_to_one_is_said(client: httpx.Client, desk: Desk, unplayed: str) -> None:
    account = unplayed
    sent = form_of(words(desk, account), DraftKind.OPENING_QUESTION, do="approve")
    answer = client.post(f"/accounts/{account}/drafts", data=sent)
    assert answer.status_code == 422
    assert "Accept it first" in answer.text
    assert sent["body"] in unescape(answer.text)
    assert 'action="/act/accept"' in answer.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": "poem"}, "is no kind of draft"),
        ({"about": "no-such"}, "No product"),
        ({"to": "nobody-there"}, ""),
        ({"cites": "signal:made_up"}, ""),
        ({"body": ""}, ""),
    ],
)
def test_a_forged_form_changes_nothing(
    client: httpx.Client, desk: Desk, played: str, changed: dict[str, str], says: str
) -> None:
    account = played
    before = list(approvals(desk, account))
    sent = form_of(words(desk, account), DraftKind.BUYER_MESSAGE, do="approve") | changed
    answer = client.post(f"/accounts/{account}/drafts", data=sent)
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert list(approvals(desk, account)) == before


def test_words_about_one_product_are_not_approved_in_the_play_of_another(
    client: httpx.Client, desk: Desk, played: str
) -> None:
    account = played
    before = list(approvals(desk, account))
    play = desk.ledger.running(account)
    assert play is not None
    held = {row["product_id"] for row in desk.rows("holdings", account)}
    other = next(p.id for p in desk.project.catalog.products if p.id != play.product_id and p.id not in held)
    page = client.get(f"/accounts/{account}/drafts?product={other}").text
    assert 'value="approve"' not in page
    sent = form_of(words(desk, account, other), DraftKind.HYPOTHESIS, do="approve", product=other)
    assert client.post(f"/accounts/{account}/drafts", data=sent).status_code == 422
    assert list(approvals(desk, account)) == before


def test_nothing_recommended_is_said_and_strangers_are_not_found(
    client: httpx.Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = desk.show("recommendations").to_pylist()
    account = rows[0]["account_id"]
    for page in ("drafts", "value-map"):
        assert client.get(f"/accounts/nobody-here/{page}").status_code == 404
        assert client.get(f"/accounts/{account}/{page}?product=no-such").status_code == 404
    monkeypatch.setattr(briefing, "briefs", lambda *_: {})
    for page in ("drafts", "value-map"):
        answer = client.get(f"/accounts/{account}/{page}")
        assert answer.status_code == 200
        assert "No product is recommended" in answer.text


def test_a_role_that_was_heard_lands_with_the_id_of_who_plays_it(client: httpx.Client, desk: Desk) -> None:
    row = next(r for r in desk.show("people_there").to_pylist() if r["account_id"] in open_accounts(desk))
    page = client.get(f"/accounts/{row['account_id']}").text
    assert f'<option value="{row["contact_id"]}">' in page
    sent = {
        "account": row["account_id"],
        "kind": "role_champion",
        "text": row["contact_id"],
        "back": "account",
    }
    assert client.post("/act/heard", data=sent).status_code == 303
    kept = desk.entries(row["account_id"])[-1].entry
    assert (kept.kind, kept.text) == ("role_champion", row["contact_id"])


def open_accounts(desk: Desk) -> set[str]:
    rows = desk.show("recommendations").to_pylist()
    return {row["account_id"] for row in rows if row["action"] == "discover"}


def test_an_account_shows_every_chair_the_way_and_the_partners(client: httpx.Client, desk: Desk) -> None:
    for row in desk.show("recommendations").to_pylist()[:12]:
        if row["product_id"] is None or desk.ledger.running(row["account_id"]):
            continue
        found = people.people(desk, row["account_id"], row["product_id"])
        page = unescape(client.get(f"/accounts/{row['account_id']}").text)
        for chair in found.chairs:
            assert all((who.name or who.contact_id) in page for who in chair.people)
            if chair.empty:
                assert str(chair.says) in page
        if found.warm_path:
            assert found.warm_path.says in page
            assert (found.warm_path.asks or "") in page
        assert all(partner.why in page for partner in found.partners)
        assert (found.budget or "") in page


def test_todays_cards_say_whom_to_speak_to_and_open_with_a_question_that_is_ready(
    client: httpx.Client, desk: Desk
) -> None:
    cards = today(desk).cards
    how = speaking.speaking(desk, cards)
    page = unescape(client.get("/").text)
    for card in cards:
        speak = how[card.account_id]
        assert f"/accounts/{card.account_id}/drafts" in page
        asked = words(desk, card.account_id, kinds=(DraftKind.OPENING_QUESTION,)).offered[0].checked
        assert speak.opens_with == (asked.draft.body if asked.ready else None)
        assert (speak.opens_with or "") in page
        assert (speak.name or speak.look_for or "") in page
        if speak.via:
            assert speak.via in page


VIEWS: dict[str, tuple[type, tuple[type, ...]]] = {
    "drafts.html": (
        DraftsPage,
        (DraftCard, Words, drafting.Approved, Offered, Draft, Fault, Evidence, Prompt),
    ),
    "value_map.html": (
        ValueMapPage,
        (
            *(Number, Refused, value_map.Mapped, content.ValueMap, content.Need, content.Quote, content.Seen),
            *(content.Meets, content.Integration, content.Milestone, content.SuccessMeasure, QbrSlide),
        ),
    ),
}
SHOWN_AS_WORDS = {
    "unit",
    "least",
    "most",
    "currency",
    "account_id",
    "as_of",
    "product",
    "assumptions",
    "values",
}
"""What the page shows within another text: a unit beside its number, a range."""


@pytest.mark.parametrize("template", VIEWS)
def test_page_fields_are_documented_and_rendered(template: str) -> None:
    page, views = VIEWS[template]
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    assert {attr for name, attr in attributes(template) if name == "page"} == named
    rendered = {attr for _, attr in attributes(template)}
    for view in views:
        assert is_dataclass(view)
        left = {field.name for field in fields(view)} - rendered - SHOWN_AS_WORDS
        assert left == set(), view.__name__


def test_people_and_ways_to_speak_are_rendered() -> None:
    rendered = {attr for page in ("people.html", "account.html") for _, attr in attributes(page)}
    for view in (people.People, people.Chair, people.Seated, people.WarmPath, Chosen):
        assert {field.name for field in fields(view)} - rendered == set(), view.__name__
    said = {attr for _, attr in attributes("today.html")}
    assert {field.name for field in fields(speaking.Speak)} - said == set()
    assert {field.name for field in fields(assumption.Assumption)} - {
        attr for _, attr in attributes("value_map.html")
    } <= SHOWN_AS_WORDS
    assert {"results", "formulas", "asks", "per_site"} == {field.name for field in fields(roi.Roi)}


def test_every_term_that_these_pages_open_is_defined(client: httpx.Client, desk: Desk, unplayed: str) -> None:
    known = client.get("/definitions").text
    account = unplayed
    for path in ("drafts", "value-map"):
        for anchor in re.findall(
            r'href="/definitions#([a-z-]+)"', client.get(f"/accounts/{account}/{path}").text
        ):
            assert f'id="{anchor}"' in known


def test_a_language_models_draft_that_was_not_ready_says_why(
    client: httpx.Client, desk: Desk, unplayed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = unplayed

    class Boasting:
        name = "the language model"

        def draft(self, brief: Any, kinds: Any) -> tuple[Draft, ...]:
            ours = words_before.offered[0].checked.draft
            return (replace(ours, body="Buy now, 90 % off."),)

    words_before = words(desk, account)
    monkeypatch.setattr(drafting, "_drafter", lambda _: Boasting())
    page = unescape(client.get(f"/accounts/{account}/drafts").text)
    assert "the language model's draft was not ready" in page
    assert "Buy now" not in page.split("was not ready")[0]
    assert words_before.offered[0].checked.draft.body in page
