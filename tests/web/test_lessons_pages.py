"""Attribution with credit and what was learned as pages: bars, the deals behind them, the form, empty states."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk, attribution, crediting, learned, open_desk
from adjoin.desk.attributed_to import Given
from adjoin.desk.learned_changes import Changed
from adjoin.domain.experiment import CreditRule
from adjoin.web.pages.attribution import AttributionPage, Chosen
from adjoin.web.pages.learned import LearnedPage
from adjoin.web.pages.play import Refused
from published_demo import NOW
from web.conftest import HOSTILE
from web.lessons_tables import write_lessons
from web.served import served
from web.test_documented_fields import attributes
from web.the_hand import holds_on_a_desk_and_on_paper, holds_on_a_phone, keeps_its_words

OpenPage = Callable[..., Page]
TODAY = NOW.date()
PATHS = ("/attribution", "/attribution?dimension=motion&model=first&name=approach%3A%20pitch", "/learned")
HELD: dict[type, set[str]] = {
    crediting.Credit: {"as_of", "currency"},  # attribution says them
    attribution.Attribution: {"currency"},
    crediting.CreditedDeal: {"product_id"},
    Refused: {"form"},  # there is one form
    CreditRule: {"csm", "ae", "partner"},
}
"""What the page says otherwise."""


@pytest.fixture(scope="module")
def desk(project: Path) -> Iterator[Desk]:
    write_lessons(project / ".adjoin", says=f"{HOSTILE} was won on 2026-09-01")
    with open_desk(project) as opened:
        yield opened


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize(
    ("template", "page", "views"),
    [
        (
            "attribution.html",
            AttributionPage,
            (
                *(attribution.Attribution, attribution.Part, attribution.Touch, attribution.AttributedDeal),
                *(
                    attribution.Causal,
                    crediting.Credit,
                    crediting.Party,
                    crediting.CreditedDeal,
                    crediting.Credited,
                ),
                *(Given, Chosen, Refused, CreditRule),
            ),
        ),
        (
            "learned.html",
            LearnedPage,
            (learned.Learned, learned.Changes, learned.Record, learned.Answers, learned.Lost, Changed),
        ),
    ],
)
def test_what_pages_know_is_documented_and_shown(template: str, page: type, views: tuple[type, ...]) -> None:
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    assert {attr for name, attr in attributes(template) if name == "page"} == named
    rendered = {attr for _, attr in attributes(template)}
    for view in views:
        assert {field.name for field in fields(view)} - rendered - HELD.get(view, set()) == set(), (
            view.__name__
        )


@pytest.mark.parametrize("path", PATHS)
def test_terms_are_defined_tables_have_captions_and_attacks_stay_words(
    client: httpx.Client, path: str
) -> None:
    keeps_its_words(client, path)


def test_bars_add_up_and_open_their_deals_with_touches_in_order(client: httpx.Client) -> None:
    text = words(client.get("/attribution").text)
    for said in ("Asked for it 1 $1k 1 $1k 1 $1k 1", "none seen 1 $1k", "All 2 $2k 2 $2k 2 $2k", "Nobody knows.",
                 "Triggers are known from 9 Jan"):  # fmt: skip
        assert said in text, said
    opened = client.get("/attribution?name=asked").text
    assert opened.count('class="touches"') == 1
    assert re.search(r"9 Jan .*Asked for it trigger 1 Feb .*Approach: pitch 1 Mar .*began", words(opened))
    assert "Each alike gives it 1 of these" in words(opened)
    motion = words(client.get("/attribution?dimension=motion&name=approach%3A%20pitch").text)
    assert "Deals with motion: Approach: pitch 2" in motion
    assert client.get("/attribution?model=frist").status_code == 404
    assert "did you mean" in client.get("/attribution?model=frist").text


def test_a_rule_is_entered_once_and_what_is_refused_comes_back(client: httpx.Client, desk: Desk) -> None:
    rule = {"csm": "30", "ae": "50", "partner": "20", "effective_on": TODAY.isoformat(), "why": HOSTILE}
    for wrong, says in (
        ({"ae": "55"}, "The shares make 105 % together; they must make 100 %."),
        ({"csm": "130"}, "CSM: '130' is no share"),
        ({"csm": "nan"}, "CSM: 'nan' is no share"),
        ({"effective_on": "2020-01-01"}, "1 Jan 2020 has passed"),
        ({"effective_on": "soon"}, "'soon' is not a day"),
    ):
        answer = client.post("/credit/set", data=rule | wrong)
        assert answer.status_code == 422
        assert says in words(answer.text.replace("&#39;", "'"))
        assert 'name="partner" inputmode="decimal" required maxlength="12" value="20"' in answer.text
        assert "<script>document" not in answer.text
    assert desk.ledger.credit_rules() == ()
    for _ in range(2):
        done = client.post("/credit/set", data=rule)
        assert done.status_code == 303
    assert desk.ledger.credit_rules() == (CreditRule(TODAY, 0.3, 0.5, 0.2, "tester", HOSTILE),)
    page = client.get(done.headers["location"]).text
    assert "Kept." in page
    assert "counts now" in page
    assert client.post("/credit/set", data=rule | {"csm": "50", "ae": "30"}).status_code == 422
    other = {"origin": "http://elsewhere.example"}
    assert client.post("/credit/set", data=rule, headers=other).status_code == 403


def test_changes_are_shown_before_and_after_and_records_with_intervals(client: httpx.Client) -> None:
    text = words(client.get("/learned").text)
    for said in ("Since the publication of 1 Mar", "Asked for it +3.00 +0.37", "Asked for it +0.00 −0.21",
                 "plain three_numbers", "product-led trial 12 6 of 11 55 % (23–83)", "Three numbers offered first",
                 "No signal cited 5 1 2 3 −0.21"):  # fmt: skip
        assert said in text, said


def test_a_run_without_any_says_what_to_do(published: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(published, tmp_path / "company")
    with (
        open_desk(copied) as found,
        served(found) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        credit, learned = client.get("/attribution").text, client.get("/learned").text
    assert "No rule has been entered" in credit
    assert "No play was accepted yet" in learned or "This run has no" in learned


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_tables_only_and_paper_holds_it(open_page: OpenPage, scheme: str) -> None:
    for path in PATHS[1:]:
        page = open_page(path, 390, color_scheme=scheme)
        holds_on_a_phone(page)
        holds_on_a_desk_and_on_paper(page)
        assert page.locator(".chosen").count() == 1
