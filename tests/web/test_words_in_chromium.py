"""Words, value map and people in a real browser: they fit, copy, print on one page and stay inert."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk
from adjoin.desk.drafting import words
from adjoin.drafts.draft import DraftKind
from web.conftest import HOSTILE
from web.test_pages_in_chromium import OpenPage, fits


def some(desk: Desk, action: str, most: int) -> Iterator[str]:
    rows = [r for r in desk.show("recommendations").to_pylist() if r["action"] == action]
    return (row["account_id"] for row in rows[:most])


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page_of", ["drafts", "value-map"])
def test_fits_with_everything_open_and_is_silent(
    open_page: OpenPage, desk: Desk, page_of: str, width: int
) -> None:
    for action in ("play", "discover", "fix_adoption"):
        for account in some(desk, action, 2):
            page = open_page(f"/accounts/{account}/{page_of}", width)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.locator("h1").count() == 1
            assert fits(page), account
            assert page.complaints == []  # type: ignore[attr-defined]


def body_of(desk: Desk, account: str, kind: DraftKind) -> str:
    return words(desk, account, kinds=(kind,)).offered[0].checked.draft.body


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_copy_button_copies_the_words_to_the_letter(open_page: OpenPage, desk: Desk) -> None:
    account = next(some(desk, "play", 1))
    page = open_page(f"/accounts/{account}/drafts", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy=text-hypothesis]").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert copied(page) == body_of(desk, account, DraftKind.HYPOTHESIS)


def test_without_a_clipboard_the_words_are_selected(open_page: OpenPage, desk: Desk) -> None:
    account = next(some(desk, "play", 1))
    page = open_page(f"/accounts/{account}/drafts")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => false")
    page.locator("[data-copy=text-hypothesis]").click()
    page.get_by_text("Selected: copy with Ctrl+C").wait_for()
    first = body_of(desk, account, DraftKind.HYPOTHESIS).split("\n", maxsplit=1)[0]
    assert page.evaluate("getSelection().toString()").startswith(first)


def test_without_javascript_no_dead_button_stands_and_words_are_edited(
    open_page: OpenPage, desk: Desk, to_speak_to: Callable[[], str]
) -> None:
    account = to_speak_to()
    page = open_page(f"/accounts/{account}/drafts", java_script_enabled=False)
    assert not page.locator("button.copy").first.is_visible()
    page.get_by_role("button", name="Accept").click()
    page.goto(f"/accounts/{account}/drafts")
    card = page.locator("#opening_question")
    card.get_by_text("Edit", exact=False).first.click()
    card.locator("textarea").fill("We save you 83 % with [PRODUCT].")
    card.locator("form.stacked").get_by_role("button", name="Approve").click()
    card = page.locator("#opening_question")
    assert card.locator("textarea").input_value() == "We save you 83 % with [PRODUCT]."
    assert "83" in card.locator(".faults").inner_text()
    card.locator("textarea").fill(body_of(desk, account, DraftKind.OPENING_QUESTION))
    card.locator("form.stacked").get_by_role("button", name="Check").click()
    assert "Your words are ready" in page.locator("#opening_question .edited").inner_text()
    page.locator("#opening_question form.stacked").get_by_role("button", name="Approve").click()
    assert "Tester approved these words" in page.locator(".done").inner_text()
    assert "Approved by tester" in page.locator("#opening_question .approved").inner_text()


def test_the_value_map_prints_on_one_page(open_page: OpenPage, desk: Desk) -> None:
    for account in some(desk, "play", 5):
        page = open_page(f"/accounts/{account}/value-map")
        if page.locator(".value-map").count():
            printed = page.pdf(prefer_css_page_size=True, print_background=True)
            assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1, account
            page.emulate_media(media="print")
            assert page.locator("dl.facts dd").first.is_visible()
            assert not page.locator(".numbers form").first.is_visible()


@pytest.mark.parametrize("path", ["drafts", "value-map", ""])
def test_an_attack_in_a_name_or_an_answer_is_only_text(open_page: OpenPage, desk: Desk, path: str) -> None:
    (hostile,) = [row for row in desk.show("accounts").to_pylist() if "<script>" in (row["name"] or "")]
    account = hostile["account_id"]
    held = {row["product_id"] for row in desk.rows("holdings", account)}
    product = next(p.id for p in desk.project.catalog.products if p.id not in held)
    page = open_page(f"/accounts/{account}/{path}?product={product}".replace("/?", "?"))
    if page.locator("form[action='/act/heard'] textarea[name=text]").count() and path == "value-map":
        page.locator("textarea[name=text]").fill(HOSTILE)
        page.get_by_role("button", name="Keep the answer").click()
        page.goto(f"/accounts/{account}/{path}?product={product}")
    if path == "drafts":
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        card = page.locator("#opening_question")
        card.locator("textarea").fill(HOSTILE)
        card.locator("form.stacked").get_by_role("button", name="Check").click()
        assert page.locator("#opening_question textarea").input_value() == HOSTILE
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
    assert page.locator("main script").count() == 0


def test_keys_move_from_draft_to_draft(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"/accounts/{next(some(desk, 'play', 1))}/drafts")
    for _ in range(2):
        page.keyboard.press("j")
    assert page.locator(".draft.chosen").get_attribute("id") == "buyer_message"


def test_an_empty_chair_is_told_by_its_outline_and_its_words(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"/accounts/{next(some(desk, 'discover', 1))}")
    vacant = page.locator(".seat.vacant").first
    assert vacant.evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    assert "Empty chair" in vacant.inner_text()
    assert "look for" in vacant.inner_text() or "ask who" in vacant.inner_text()
