"""Pathways, journeys, hero products, workflow, signals and upsells in a real browser: the numbers of their tables."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk
from adjoin.words.share import percent, times

OpenPage = Callable[..., Page]
TABLES = (
    "/pathways",
    "/journeys",
    "/hero-products",
    "/workflow",
    "/signals",
    "/upsells",
    "/affinity/pipe/bi",
)


def column(page: Page, rows: str, place: int) -> list[str]:
    """The text of one cell of each row, the first at 0."""
    return [text.strip() for text in page.locator(f"{rows} > :nth-child({place + 1})").all_text_contents()]


def cells_at(desk: Desk, name: str, value: float) -> set[tuple[str, str]]:
    return {
        (row["account_id"], row["product_id"])
        for row in desk.show("tryouts").to_pylist()
        if row["name"] == name and value <= row["fires_up_to"]
    }


def number(page: Page, of: str) -> int:
    return int(page.locator(of).inner_text().replace(",", "").replace("−", "-"))


def test_pathways_are_the_table_half_open_half_folded(open_page: OpenPage, desk: Desk) -> None:
    rows = desk.show("pathways").to_pylist()
    page = open_page("/pathways")
    assert column(page, ".ways tbody tr", 0) == [str(row["rank"]) for row in rows]
    shares = column(page, ".ways tbody tr", 6)
    assert shares == [percent(row["cumulative_share"]) for row in rows]
    chances = column(page, ".ways tbody tr", 3)
    assert all(said.startswith(percent(row["probability"])) for said, row in zip(chances, rows, strict=True))
    half = sum(row["cumulative_share"] < 0.5 for row in rows) + 1
    assert page.locator(".ways tr.now").count() == half
    seen = sum(row.is_visible() for row in page.locator(".ways tbody tr").all())
    assert seen == min(len(rows), max(10, min(half, 25)))


def test_journeys_and_hero_products_are_their_tables(open_page: OpenPage, desk: Desk) -> None:
    journeys = desk.show("journeys").to_pylist()
    page = open_page("/journeys")
    assert column(page, ".flows tbody tr", 2) == [f"{r['accounts']} of {r['among']}" for r in journeys]
    heroes = desk.show("hero_products").sort_by([("rank", "ascending")]).to_pylist()
    page = open_page("/hero-products")
    assert column(page, "tbody tr", 4) == [f"{row['accounts']:,}" for row in heroes]
    said = column(page, "tbody tr", 1)
    assert all(
        text.startswith("–" if row["further"] is None else f"{row['further']:.2f}")
        for text, row in zip(said, heroes, strict=True)
    )


def test_workflow_shows_every_pair_with_its_lift(open_page: OpenPage, desk: Desk) -> None:
    rows = desk.show("workflow").to_pylist()
    page = open_page("/workflow")
    names = {row["product_id"]: row["name"] for row in desk.show("products").to_pylist()}
    lifts = dict(zip(column(page, "tbody tr", 0), column(page, "tbody tr", 2), strict=True))
    assert len(lifts) == len(rows)
    for row in rows:
        said = lifts[f"{names[row['from_product']]} → {names[row['to_product']]}"]
        assert said.startswith(times(row["lift"]))
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(s => s.scrollWidth <= s.clientWidth)"
    )


def test_signals_list_every_detector_once_and_say_why_some_have_no_record(
    open_page: OpenPage, desk: Desk
) -> None:
    rows = {row["name"]: row for row in desk.show("detectors").to_pylist()}
    page = open_page("/signals")
    ids = [row.get_attribute("data-id") for row in page.locator("[data-id]").all()]
    assert sorted(filter(None, ids)) == sorted(rows)
    for name, row in rows.items():
        said = page.locator(f"[data-id='{name}']").inner_text()
        if row["precision"] is not None:
            assert percent(row["precision"]) in said
        else:
            assert (row["off_because"] or row["reason"]).casefold() in said.casefold()


def usage_ceiling(desk: Desk) -> dict[str, Any]:
    return next(row for row in desk.show("detectors").to_pylist() if row["name"] == "usage_ceiling")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_tried_number_counts_exactly_who_fires(open_page: OpenPage, desk: Desk, javascript: bool) -> None:
    line = usage_ceiling(desk)
    now, would = cells_at(desk, line["name"], line["threshold"]), cells_at(desk, line["name"], 0.55)
    page = open_page("/signals/usage_ceiling", java_script_enabled=javascript)
    assert number(page, "#does") == len(now) == page.locator("#fires tbody tr").count()
    assert page.locator("#would").count() == 0
    page.locator(".try input[type=number]").fill("0.55")
    page.get_by_role("button", name="Try").click()
    page.wait_for_url("**/signals/usage_ceiling?threshold=0.55")
    assert (number(page, "#does"), number(page, "#would")) == (len(now), len(would))
    assert (number(page, "#added"), number(page, "#dropped")) == (len(would - now), -len(now - would))
    left_out = max(0, len(now | would) - 100)
    assert page.locator("#fires tbody tr").count() == len(now | would) - left_out
    assert page.locator("#fires .tag.new").count() == min(100, len(would - now))
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_slider_tries_too(open_page: OpenPage, desk: Desk, javascript: bool) -> None:
    page = open_page("/signals/usage_ceiling", java_script_enabled=javascript)
    page.locator(".try input[type=range]").press("Home")
    if not javascript:
        page.get_by_role("button", name="Try").click()
    page.wait_for_url("**/signals/usage_ceiling?threshold=0.5")
    assert number(page, "#would") == len(cells_at(desk, "usage_ceiling", 0.5))
    page.get_by_role("link", name="back to 0.8").click()
    assert number(page, "#does") == len(cells_at(desk, "usage_ceiling", 0.8))


def test_a_threshold_out_of_reach_is_said(open_page: OpenPage) -> None:
    page = open_page("/signals/usage_ceiling?threshold=7")
    assert "can be tried from 0.5 to 1" in page.locator(".problem").inner_text()
    assert page.goto("/signals/usage_ceiling?threshold=much").status == 422  # type: ignore[union-attr]


def test_upsells_are_the_table_and_one_owners(open_page: OpenPage, desk: Desk) -> None:
    rows = sorted(desk.show("upsells").to_pylist(), key=lambda row: -row["used"])
    page = open_page("/upsells", java_script_enabled=False)
    assert column(page, "#upsells tbody tr", 1) == [percent(row["used"]) for row in rows]
    owner = page.locator("select[name=owner] option").nth(1).inner_text()
    page.select_option("select[name=owner]", owner)
    page.get_by_role("button", name="Show").click()
    assert set(column(page, "#upsells tbody tr", 7)) == {owner}


def test_an_account_shows_its_upsells_and_its_closed_signals_last(open_page: OpenPage, desk: Desk) -> None:
    row = desk.show("upsells").to_pylist()[0]
    page = open_page(f"/accounts/{row['account_id']}")
    assert percent(row["used"]) in page.locator(".upsells").inner_text()
    closed = [r["account_id"] for r in desk.show("signals").to_pylist() if r["state"] == "closed"]
    for account in closed[:1]:
        page = open_page(f"/accounts/{account}")
        folded = page.locator("details.quiet")
        assert f"{closed.count(account)} closed signal" in folded.locator("summary").first.inner_text()
        assert not folded.locator("li").first.is_visible()


def test_a_pair_says_groups_and_signals(open_page: OpenPage, desk: Desk) -> None:
    page = open_page("/affinity/pipe/bi?horizon=365")
    rows = [
        row
        for row in desk.show("affinity_by_group").to_pylist()
        if (row["from_product"], row["to_product"], row["horizon_days"]) == ("pipe", "bi", 365)
    ]
    assert page.locator(".groups tbody tr").count() == len(rows)
    for row in rows:
        line = page.locator(".groups tbody tr", has=page.get_by_text(row["group_value"], exact=True)).first
        assert percent(row["probability"]) in line.inner_text()
        assert ("all accounts" in line.inner_text()) == row["pooled"]


@pytest.mark.parametrize("path", TABLES)
def test_keys_move_along_the_rows_that_are_seen(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator(".chosen")
    assert chosen.count() == 1
    assert chosen.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*TABLES, "/signals/usage_ceiling?threshold=0.55"])
def test_a_phone_keeps_the_first_column_in_sight(open_page: OpenPage, path: str, scheme: str) -> None:
    page = open_page(path, 390, color_scheme=scheme)
    moved = """[...document.querySelectorAll('.scroll')].filter(s => s.querySelector('td.pin, th.pin')).map(s => {
      s.scrollLeft = 9999; const pin = s.querySelector('tbody .pin');
      return !pin.checkVisibility() || pin.getBoundingClientRect().left >= s.getBoundingClientRect().left - 1; })"""
    assert all(page.evaluate(moved))


def test_paper_holds_what_is_folded(open_page: OpenPage) -> None:
    page = open_page("/pathways", 794)  # A4 at 96 dots an inch
    page.emulate_media(media="print")
    assert page.locator("details.rest .ways tbody tr").last.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
