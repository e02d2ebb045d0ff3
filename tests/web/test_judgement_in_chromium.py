"""What reopens, what changed, where accounts stand, proof: in a real browser, against the tables behind them."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import icalendar
import pytest
from playwright.sync_api import Browser, Page

from adjoin.desk import Desk, open_desk
from adjoin.desk.diff import diff
from adjoin.desk.reopens import reopens
from adjoin.desk.stability import stability
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project
from adjoin.web.app import create_app
from adjoin.words.share import percent
from later_tables import published_later, write_backtest, write_later
from published_demo import LOAD_DAY, NOW
from web.served import served

PATHS = ("/", "/reopens", "/diff", "/stability", "/readiness", "/launches", "/model", "/backtest")
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def desk(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo company after one more run, with the tables of all stages and a backtest."""
    folder = tmp_path_factory.mktemp("judged") / "company"
    shutil.copytree(published, folder)
    later = RunOrder(today=LOAD_DAY, clock=lambda: NOW, as_of=date(2026, 10, 2), threads=2)
    written = run(open_project(folder), later)
    state = folder / ".adjoin"
    write_later(state / "runs" / written.file)
    write_backtest(state)
    with published_later(), open_desk(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    with served(desk) as address:
        yield address


def column(page: Page, rows: str, place: int) -> list[str]:
    return [text.strip() for text in page.locator(f"{rows} > :nth-child({place + 1})").all_text_contents()]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_fit_the_window_and_are_silent(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page("/", width, color_scheme=scheme)
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert page.complaints == []  # type: ignore[attr-defined]


def test_accounts_fit_the_window_with_everything_open(open_page: OpenPage, desk: Desk) -> None:
    rows = desk.show("recommendations").to_pylist()
    for account in {row["action"]: row["account_id"] for row in rows}.values():
        page = open_page(f"/accounts/{account}", 390)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), account
        assert page.complaints == []  # type: ignore[attr-defined]


def test_reopening_days_are_the_tables_and_the_feed_the_same(
    open_page: OpenPage, client: httpx.Client, desk: Desk
) -> None:
    view = reopens(desk)
    page = open_page("/reopens")
    ids = [row.get_attribute("data-id") for row in page.locator("#weeks [data-id]").all()]
    assert ids == [one.account_id for week in view.weeks for one in week.opening[:60]]
    answer = client.get("/reopens.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["URL"]).rsplit("/", 1)[1] for event in events} == {o.account_id for o in view.opening}
    assert answer.content == client.get("/reopens.ics").content


def test_filters_of_reopening_live_in_the_address(open_page: OpenPage, desk: Desk) -> None:
    page = open_page("/reopens", java_script_enabled=False)
    owner = page.locator("select[name=owner] option").nth(1).get_attribute("value")
    page.select_option("select[name=owner]", owner)
    page.get_by_role("button", name="Show").click()
    assert f"owner={owner}" in page.url
    assert {cell.get_attribute("data-owner") for cell in page.locator("[data-owner]").all()} == {owner}
    feed = page.locator(".feed a").get_attribute("href")
    assert feed is not None
    assert feed.endswith(f"/reopens.ics?owner={owner}")


def test_changes_are_told_with_why(open_page: OpenPage, desk: Desk) -> None:
    view = diff(desk)
    page = open_page("/diff")
    shown = [
        (row.get_attribute("data-change"), row.get_attribute("data-id"))
        for row in page.locator("[data-change]").all()
    ]
    assert shown == [(one.change, one.account_id) for one in view.changes]
    for one in view.changes[:5]:
        said = page.locator(f"[data-id='{one.account_id}']").inner_text()
        assert all(says in said for says in one.why)


def test_before_a_second_run_the_page_says_what_to_do(project: Path) -> None:
    from fastapi.testclient import TestClient  # noqa: PLC0415

    app = create_app(project, lambda: NOW, lambda: LOAD_DAY)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        page = client.get("/diff")
    assert page.status_code == 200
    assert "no run before it" in page.text


def test_every_dot_leads_to_its_account(open_page: OpenPage, desk: Desk) -> None:
    view = stability(desk)
    page = open_page("/stability")
    dots = page.locator("svg.square a")
    assert [dot.get_attribute("data-id") for dot in dots.all()] == [one.account_id for one in view.placed]
    assert dots.first.get_attribute("href") == f"/accounts/{view.placed[0].account_id}"
    page.get_by_role("link", name="Fix first").click()
    page.wait_for_url("**/stability?quadrant=fix%20first")
    assert set(column(page, "#accounts tbody tr", 3)) == {"Fix first"}


def test_an_account_has_its_dot_its_questions_and_those_like_it(open_page: OpenPage, desk: Desk) -> None:
    row = desk.show("recommendations").to_pylist()[0]
    page = open_page(f"/accounts/{row['account_id']}")
    asked = [one.get_attribute("data-id") for one in page.locator(".questions > li").all()]
    assert asked == ["need", "budget", "timing"]
    assert "Ask when their budget year begins" in page.locator(".questions").inner_text()
    assert "3 customers alike by segment and size" in page.locator(".story").inner_text()
    assert (
        page.locator("[aria-label='What moved the score']").inner_text().count("3 customers like this") == 1
    )


def test_a_band_stands_where_a_per_cent_would_say_too_much(open_page: OpenPage, desk: Desk) -> None:
    scores = {(row["account_id"], row["product_id"]): row for row in desk.show("scores").to_pylist()}
    for row in desk.show("recommendations").to_pylist()[:12]:
        score = scores[row["account_id"], row["product_id"]]
        page = open_page(f"/accounts/{row['account_id']}")
        figures = page.locator(".head .figures").inner_text()
        if score["band"]:
            assert "middle (6 of 17 like this)" in figures
            assert percent(row["probability"]) not in figures
        else:
            assert percent(row["probability"]) in figures
            assert ("extrapolated" in figures) == (score["basis"] == "extrapolated")


def test_lists_apart_and_the_model_are_their_tables(open_page: OpenPage, desk: Desk) -> None:
    for path in ("/readiness", "/launches"):
        page = open_page(path)
        rows = desk.show(path[1:]).to_pylist()[:100]
        assert column(page, "#list tbody tr", 0) == [str(row["rank"]) for row in rows]
    page = open_page("/model")
    assert "The learned model gives the chances" in page.locator("main").inner_text()


def test_a_backtest_shows_policies_pictures_and_a_grade(open_page: OpenPage) -> None:
    page = open_page("/backtest")
    assert page.locator("h2").first.inner_text() == "Grade B"
    assert [row.get_attribute("data-id") for row in page.locator(".policies tbody").all()] == [
        "adjoin",
        "popular",
        "calendar",
    ]
    assert "Health (health is not mapped)" in page.locator("main").inner_text()
    assert page.locator("svg.wide path.line").count() == 1
    assert page.locator("svg circle.last").count() == 10
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_terms_of_these_pages_are_defined(client: httpx.Client, desk: Desk) -> None:
    known = client.get("/definitions").text
    account = desk.show("recommendations").to_pylist()[0]["account_id"]
    for path in (*PATHS, f"/accounts/{account}"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        for anchor in re.findall(r'href="/definitions#([a-z-]+)"', answer.text):
            assert f'id="{anchor}"' in known


def test_without_a_backtest_the_page_teaches(open_page: OpenPage, chromium: Browser, desk: Desk) -> None:
    files = list((desk.project.state / "backtests").glob("*.duckdb"))
    for file in files:
        file.unlink()
    page = open_page("/backtest")
    assert "adjoin backtest" in page.locator(".empty").inner_text()
    write_backtest(desk.project.state)
