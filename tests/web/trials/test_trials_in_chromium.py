"""Trials in a real browser: from a play to a trial that converts; keys, no scripts, a phone, the dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk, trialing
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter
from adjoin.domain.trial import TrialState
from published_demo import AS_OF, NOW
from web.conftest import HOSTILE
from web.test_pages_in_chromium import fits

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def cells(desk: Desk) -> Callable[[], tuple[str, str]]:
    """Gives one account after another, with a product of which a trial may begin if somebody says why."""
    held_out = {row["account_id"] for row in desk.rows("recommendations") if row["action"] == "holdout"}
    held = {(row["account_id"], row["product_id"]) for row in desk.rows("holdings")}
    firm = {
        (row["account_id"], row["product_id"])
        for row in desk.rows("gates")
        if row["gate"] == "eligibility" and row["counts_as"] == "block"
    }
    able = {
        row["account_id"]: row["product_id"]
        for row in desk.rows("whitespace")
        if row["state"] == "open"
        and row["account_id"] not in held_out
        and (row["account_id"], row["product_id"]) not in held | firm
    }
    return list(able.items()).pop


@pytest.fixture
def trial(desk: Desk, cells: Callable[[], tuple[str, str]]) -> int:
    account, product = cells()
    asked = Asked(
        account,
        product,
        ["They log in", "Ten deals | deals | 10"],
        ["deals of Pipeline"],
        ["kim@theirs.example", HOSTILE],
        anyway="They asked",
    )
    who = Reporter(Person("ann", NOW))
    history = trialing.start_trial(desk, asked, who).history
    trialing.milestone(desk, history.trial.trial_id, HOSTILE, who)
    return history.trial.trial_id


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_play_to_a_trial_that_converts(
    open_page: OpenPage, desk: Desk, to_speak_to: Callable[[], str], javascript: bool
) -> None:
    play = accept(desk, to_speak_to(), Person("tester", NOW)).entry_id
    page = open_page(f"/plays/{play}", java_script_enabled=javascript)
    page.locator(".trial-new summary").click()
    page.get_by_label("What must be true").fill("They log in\nTen deals | deals | 10")
    page.get_by_label("Their data that it holds").fill("deals of Pipeline")
    page.get_by_role("button", name="Start the trial").click()
    page.wait_for_url("**/trials/*?done=*")
    assert "started it, until 30 Oct" in page.get_by_role("status").inner_text()
    page.locator("#criterion-2").get_by_role("button", name="Met").click()
    page.wait_for_url("**/trials/*?done=*")
    assert "met 30 Sep, said tester" in page.locator("#criterion-2").inner_text()
    page.locator(".trial-moves summary", has_text="They buy").click()
    page.get_by_label("By what you know it").fill("signed order of 3 May")
    page.get_by_role("button", name="It converted").click()
    page.wait_for_url("**/trials/*?done=*")
    assert "converted" in page.locator(".stands").inner_text()
    assert page.locator(".trial-moves").count() == 0
    page.goto(f"/plays/{play}")
    assert "1 of 2 criteria met" in page.locator(".trial-list").inner_text()


def test_a_refusal_keeps_the_words_and_opens_a_way_past(
    open_page: OpenPage, desk: Desk, cells: Callable[[], tuple[str, str]]
) -> None:
    from adjoin.desk import acting  # noqa: PLC0415

    account, product = cells()
    acting.hold(desk, account, AS_OF.replace(month=12), "their merger", Person("cleo", NOW))
    page = open_page("/trials", java_script_enabled=False)
    page.locator("#start summary").click()
    page.get_by_label("Account, by id or name").fill(account)
    page.get_by_label("Product").first.select_option(product)
    page.get_by_label("What must be true").fill("They log in")
    page.get_by_label("Their data that it holds").fill("nothing")
    assert page.get_by_label("Anyway, because").count() == 0
    page.get_by_role("button", name="Start the trial").click()
    assert "their merger" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("What must be true").input_value() == "They log in"
    page.get_by_label("Anyway, because").fill("Their CEO asked")
    page.get_by_role("button", name="Start the trial").click()
    page.wait_for_url("**/trials/*?done=*")
    assert "Their CEO asked" in page.locator(".answer-first").inner_text()


def test_keys_move_over_trials_and_open_one(open_page: OpenPage, trial: int) -> None:
    page = open_page("/trials")
    page.keyboard.press("j")
    first = page.locator("#running ~ div tbody").first
    assert "chosen" in (first.get_attribute("class") or "")
    link = first.locator("a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{link}")
    assert trial > 0


def test_filters_live_in_the_address(open_page: OpenPage, desk: Desk, trial: int) -> None:
    page = open_page("/trials")
    page.locator(".filters select[name=state]").select_option("stopped")
    page.wait_for_url("**state=stopped*")
    assert page.locator(f"[data-id='{trial}']").count() == 0
    trialing.stop(desk, trial, "no time", Reporter(Person("ann", NOW)))
    page.reload()
    row = page.locator(f"[data-id='{trial}']")
    assert row.count() == 1
    assert "no time" in row.inner_text()
    assert desk.ledger.trial(trial).trial.state is TrialState.STOPPED


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_window_with_everything_open_and_are_silent(
    open_page: OpenPage, desk: Desk, trial: int, width: int, scheme: str
) -> None:
    account = desk.ledger.trial(trial).trial.account_id
    unused = desk.rows("shelfware")[0]["account_id"]
    paths = ("/trials", f"/trials?account={account}&new=1", f"/trials/{trial}", f"/accounts/{unused}")
    for path in (*paths, f"/accounts/{account}"):
        page = open_page(path, width, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.locator("h1").count() == 1
        assert fits(page), path
        assert page.complaints == []  # type: ignore[attr-defined]
        assert "owned" not in page.title().split("Trial of")[0]


def test_every_field_of_a_trial_has_a_label(open_page: OpenPage, trial: int) -> None:
    for path in ("/trials?new=1", f"/trials/{trial}"):
        page = open_page(path)
        bare = "[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]"
        assert page.evaluate(f"{bare}.filter(field => !field.labels.length).length") == 0
        buttons = page.locator("main form button").all_text_contents()
        assert all(text.strip() for text in buttons)


def test_on_paper_a_trial_shows_no_forms(open_page: OpenPage, trial: int) -> None:
    page = open_page(f"/trials/{trial}")
    page.emulate_media(media="print")
    assert page.get_by_role("button", name="Met").count() == 0
    assert "Ten deals" in page.locator("main").inner_text()
