"""Board and page of a play in a real browser: from Today to a refused step, with mouse, with keys, without scripts."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from adjoin.desk.playing import pause
from published_demo import AS_OF, LOAD_DAY, NOW
from web.test_pages_in_chromium import fits

OpenPage = Callable[..., Page]


@pytest.fixture
def play(desk: Desk, to_speak_to: Callable[[], str]) -> int:
    return accept(desk, to_speak_to(), Person("tester", NOW)).entry_id


@pytest.mark.parametrize("javascript", [True, False])
def test_from_today_over_the_play_to_a_refused_advance(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/", java_script_enabled=javascript)
    name = page.locator("article h2 a").first.inner_text()
    page.locator("article").first.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/plays/*?done=*")
    assert name in page.locator("h1").inner_text()
    assert "accepted the recommendation" in page.get_by_role("status").first.inner_text()
    assert "of 41" in page.locator(".answer-first .clock").inner_text()
    first = page.locator(".tasks li").first
    first.locator("summary", has_text="Done").click()
    first.locator("details.done-task input[name=text]").fill("They lose two days a month")
    first.get_by_role("button", name="Done", exact=True).click()
    page.wait_for_url("**/plays/*?done=*")
    assert page.locator(".tasks li.task-done").count() == 1
    assert "finished task" in page.locator(".done").inner_text()
    page.locator("#objections ~ form textarea").fill("Our security people have to approve any new tool.")
    page.get_by_role("button", name="Read it").click()
    page.locator(".read").wait_for()
    page.locator(".choice", has_text="IT has to approve").locator("input").check()
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/plays/*?done=*")
    assert page.locator(".objection").count() == 1
    page.locator("details.lead summary").click()
    page.locator("details.lead button").click()
    page.locator(".refused").wait_for()
    assert "stays in discovery" in page.locator(".refused").inner_text()
    assert page.locator("details.lead").get_attribute("open") is not None


def test_keys_choose_a_task_and_finish_it(open_page: OpenPage, play: int) -> None:
    page = open_page(f"/plays/{play}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "chosen" in (page.locator(".tasks li").nth(1).get_attribute("class") or "")
    page.keyboard.press("d")
    field = page.locator(".tasks li").nth(1).locator("details.done-task input[name=text]")
    assert field.is_visible()
    page.keyboard.type("Agreed with Anna")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=*")
    assert "Agreed with Anna" in page.locator("#steps + ol").inner_text()
    page.keyboard.press("s")
    assert page.locator("details.snooze-play input[type=date]").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "chosen" in (page.locator("#keys").get_attribute("class") or "")


def test_keys_move_over_the_board_and_open_a_play(open_page: OpenPage, play: int) -> None:
    page = open_page("/plays")
    page.keyboard.press("j")
    link = page.locator("article.chosen h3 a").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{link}")
    assert play > 0


def test_the_board_says_where_each_play_stands_and_filters_live_in_the_address(
    open_page: OpenPage, desk: Desk, play: int
) -> None:
    page = open_page("/plays")
    card = page.locator(f"article:has(a[href='/plays/{play}'])")
    said = card.inner_text()
    assert "of 41" in said
    assert "due " in said
    assert any(word in said for word in ("fresh", "late", "overdue"))
    columns = page.locator(".board section h2").all_inner_texts()
    assert [name.split()[0] for name in columns] == ["Discovery", "Value", "Close"]
    page.locator("select[name=phase]").select_option("close")
    page.wait_for_url("**phase=close*")
    assert page.locator(f"a[href='/plays/{play}']").count() == 0
    account = desk.ledger.campaign(play).play.account_id
    pause(desk, account, LOAD_DAY.replace(month=11), "their budget round", Person("tester", NOW), on=AS_OF)
    page.goto("/plays")
    rests = page.locator("#resting article", has=page.locator(f"a[href='/plays/{play}']")).inner_text()
    assert "Paused in discovery until 2 Nov: their budget round" in rests


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_window_with_everything_open_and_are_silent(
    open_page: OpenPage, play: int, width: int, scheme: str
) -> None:
    for path in ("/plays", f"/plays/{play}", "/"):
        page = open_page(path, width, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.locator("h1").count() == 1
        assert fits(page), path
        assert page.complaints == []  # type: ignore[attr-defined]


def test_every_field_of_a_play_has_a_label_and_headings_do_not_skip(open_page: OpenPage, play: int) -> None:
    for path in ("/plays", f"/plays/{play}"):
        page = open_page(path)
        bare = "[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]"
        assert page.evaluate(f"{bare}.filter(field => !field.labels.length).length") == 0
        levels = page.evaluate(
            "[...document.querySelectorAll('main h1, main h2, main h3')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        named = page.evaluate(
            "[...document.querySelectorAll('main summary, main button')].filter(b => !b.textContent.trim()).length"
        )
        assert named == 0


def test_a_play_prints_without_its_forms(open_page: OpenPage, play: int) -> None:
    page = open_page(f"/plays/{play}")
    page.emulate_media(media="print")
    assert not page.locator(".moves").is_visible()
    assert not page.locator(".paste").is_visible()
    assert page.locator(".tasks").first.is_visible()
    assert page.locator(".answer-first").is_visible()
