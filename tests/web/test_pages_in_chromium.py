"""Every page in a real browser: fits the window, says nothing on the console, works without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk

PAGES = (
    *("/", "/accounts", "/accounts?q=no-such", "/affinity", "/affinity/pipe/bi", "/data", "/definitions"),
    *("/pathways", "/journeys", "/hero-products", "/workflow", "/signals", "/signals/asked", "/upsells"),
    *("/signals/usage_ceiling", "/signals/usage_ceiling?threshold=0.5", "/signals/heard"),
    *("/reopens", "/diff", "/stability", "/readiness", "/launches", "/model", "/backtest"),
)
OpenPage = Callable[..., Page]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_fits_the_window_and_is_silent(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width)
    assert page.locator("h1").count() == 1
    assert fits(page)
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1280, 390])
def test_accounts_of_every_action_fit_the_window(open_page: OpenPage, desk: Desk, width: int) -> None:
    rows = desk.show("recommendations").to_pylist()
    for account in {row["action"]: row["account_id"] for row in rows}.values():
        page = open_page(f"/accounts/{account}", width)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert fits(page), account
        assert page.complaints == []  # type: ignore[attr-defined]


def test_nothing_is_asked_of_another_host(open_page: OpenPage, base: str) -> None:
    page = open_page("/definitions")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(path)
    assert {url.split("/")[2] for url in asked} == {base.split("/")[2]}


def test_accept_without_javascript_lands_in_the_ledger(
    open_page: OpenPage, desk: Desk, to_speak_to: Callable[[], str]
) -> None:
    account = to_speak_to()
    page = open_page(f"/accounts/{account}", java_script_enabled=False)
    product = page.locator("form.accept input[name=product]").get_attribute("value")
    page.get_by_role("button", name="Accept").click()
    assert "Tester accepted" in page.locator(".done").inner_text()
    (play,) = [play for play in desk.ledger.plays(only_running=True) if play.account_id == account]
    assert (play.product_id, play.person) == (product, "tester")
    page.goto("/")
    assert "Accepted by tester" in page.locator("#in-play").inner_text()


def test_an_answered_card_leaves_and_the_next_moves_up(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    names = page.locator("article h2 a").all_inner_texts()
    card = page.locator("article").first
    card.get_by_text("Snooze", exact=True).first.click()
    card.get_by_role("button", name="Snooze").click()
    after = page.locator("article h2 a").all_inner_texts()
    assert len(names) == len(after) == 5
    assert after[:4] == names[1:]
    assert "left out" in page.locator(".filters").inner_text()


def test_keys_move_open_and_help(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("article.chosen").count() == 1
    assert "chosen" in (page.locator("article").nth(1).get_attribute("class") or "")
    page.keyboard.press("k")
    assert "chosen" in (page.locator("article").nth(0).get_attribute("class") or "")
    page.keyboard.press("s")
    assert page.locator("article").first.locator("input[type=date]").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "chosen" in (page.locator("#keys").get_attribute("class") or "")
    page.keyboard.press("/")
    page.keyboard.type("care")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts*")


def test_key_a_accepts_the_chosen_card(open_page: OpenPage) -> None:
    page = open_page("/")
    name = page.locator("article h2 a").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/plays/*?done=*")
    assert name in page.locator("h1").inner_text()


def test_an_attack_in_a_name_is_only_text(open_page: OpenPage, desk: Desk) -> None:
    hostile = [row for row in desk.show("accounts").to_pylist() if "<script>" in (row["name"] or "")]
    assert len(hostile) == 1
    for path in (
        f"/accounts/{hostile[0]['account_id']}",
        "/accounts?q=%3Cscript",
        "/?owner=%3Cscript%3Ealert(1)",
    ):
        page = open_page(path)
        assert page.title() != "owned"
        assert page.locator("img").count() == 0
        assert page.locator("main script").count() == 0
    assert page.locator(".problem").count() == 1


def test_print_says_dates_in_full_and_leaves_forms_out(open_page: OpenPage, desk: Desk) -> None:
    account = desk.show("recommendations").to_pylist()[0]["account_id"]
    page = open_page(f"/accounts/{account}")
    page.emulate_media(media="print")
    assert not page.locator(".forms").is_visible()
    assert page.locator(".story").is_visible()
    folded = page.locator(".evidence dl")
    assert folded.count() > 0
    assert folded.first.is_visible()
    shown = "[...document.querySelectorAll('time.ago')].map(t => getComputedStyle(t, '::after').content)"
    dates = page.evaluate(shown)
    assert dates
    assert all("20" in date for date in dates)
