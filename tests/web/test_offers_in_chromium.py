"""The pages of offers in a real browser: keys, filters without scripts, a phone, paper, both schemes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk, open_desk
from offers_tables import ESTIMATED, write_offers
from web.served import served
from web.the_hand import holds_on_a_phone

OpenPage = Callable[..., Page]
PATHS = ("/offers", f"/offers/{ESTIMATED}", "/unused", "/integrations", "/strategy")


@pytest.fixture(scope="module")
def desk(project: Path) -> Iterator[Desk]:
    write_offers(project / ".adjoin")
    with open_desk(project) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    with served(desk) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_phone_scrolls_tables_only_and_words_stand_out(open_page: OpenPage, path: str, scheme: str) -> None:
    page = open_page(path, 390, color_scheme=scheme)
    moved = """[...document.querySelectorAll('.scroll')].filter(s => s.querySelector('td.pin, th.pin')).map(s => {
      s.scrollLeft = 9999; const pin = s.querySelector('tbody .pin');
      return !pin.checkVisibility() || pin.getBoundingClientRect().left >= s.getBoundingClientRect().left - 1; })"""
    assert all(page.evaluate(moved))
    here = page.locator(".top nav [aria-current]").bounding_box()
    assert here is not None
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390
    holds_on_a_phone(page)


@pytest.mark.parametrize("path", PATHS)
def test_keys_move_along_rows(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator(".chosen")
    assert chosen.count() == 1
    assert chosen.is_visible()


def test_enter_opens_the_chosen_bundle(open_page: OpenPage) -> None:
    page = open_page("/offers")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/offers/{ESTIMATED.replace('+', '%2B')}")
    assert page.locator("h1").inner_text().startswith("Insight + Pipeline")


@pytest.mark.parametrize("javascript", [True, False])
def test_filters_work_with_and_without_scripts(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/unused", java_script_enabled=javascript)
    before = page.locator("[data-row]").count()
    page.select_option("select[name=state]", "stopped")
    if not javascript:
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/unused?*state=stopped*")
    assert page.locator("[data-row]").count() == 2 < before
    page = open_page("/integrations", java_script_enabled=javascript)
    page.select_option("select[name=product]", "sync")
    if not javascript:
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/integrations?product=sync")
    assert page.locator("[data-row]").count() == 1


def test_a_page_as_wide_as_a_desk_shows_every_column(open_page: OpenPage) -> None:
    for path in PATHS:
        page = open_page(path, 1280)
        wide = (
            "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1).length"
        )
        assert page.evaluate(wide) == 0, path


def test_a_target_and_typical_lie_where_they_are(open_page: OpenPage) -> None:
    page = open_page("/strategy")
    chart = page.locator(".gap-chart").first
    assert chart.locator(".today").get_attribute("width") == "40.00"
    assert chart.locator(".typical").get_attribute("x") == "25.00"
    assert chart.locator(".aim").get_attribute("x1") == "50.00"


def test_paper_holds_everything(open_page: OpenPage) -> None:
    for path in PATHS:
        page = open_page(path, 794)  # A4 at 96 dots an inch
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert page.locator("table").last.is_visible()
