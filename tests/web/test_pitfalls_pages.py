"""Pitfalls and the portfolio report as pages: six cards, the accounts behind them, files; in the browser too."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk, open_desk
from adjoin.desk import pitfalls as view
from adjoin.web.pages.pitfalls import PitfallsPage
from adjoin.web.pages.portfolio import PortfolioPage
from pitfall_tables import pitfalls_published, write_pitfalls
from web.conftest import HOSTILE
from web.pitfalls_served import pitfalls_served
from web.the_hand import holds_on_a_desk_and_on_paper, holds_on_a_phone, keeps_its_words

OpenPage = Callable[..., Page]
PATHS = ("/pitfalls", "/pitfalls?pitfall=catalog_selling", "/portfolio", "/portfolio?audience=pricing")


@pytest.fixture(scope="module")
def desk(project: Path) -> Iterator[Desk]:
    write_pitfalls(project / ".adjoin", says=f"{HOSTILE} was pitched on 2026-09-01")
    with pitfalls_published(), open_desk(project) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    with pitfalls_served(desk) as address:
        yield address


def test_what_pages_show_is_documented() -> None:
    for page in (PitfallsPage, PortfolioPage):
        assert {f.name for f in fields(page) if f"`{f.name}`" not in (page.__doc__ or "")} == set()


@pytest.mark.parametrize("path", PATHS)
def test_terms_are_defined_tables_have_captions_and_attacks_stay_words(
    client: httpx.Client, path: str
) -> None:
    keeps_its_words(client, path)


def test_six_cards_with_state_money_accounts_and_what_to_do(client: httpx.Client) -> None:
    text = client.get("/pitfalls").text
    assert re.findall(r'class="card" data-row tabindex="-1" data-id="([^"]+)"', text) == list(view.PITFALLS)
    flat = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    for words in ("30 of 100 accounts", "30 % (21–40)", "✕ bad", "! watch", "✓ ok", "? cannot tell", "– not watched",
                  "Choose one product an account", "1 of 11 have no price", "To see more, map"):  # fmt: skip
        assert words in flat, words
    assert "money –" in flat


def test_the_accounts_behind_a_symptom_have_an_address(client: httpx.Client) -> None:
    text = client.get("/pitfalls?pitfall=catalog_selling&symptom=no_signal").text
    assert text.count('data-id="no_signal"') == 7
    assert "$999" in text
    assert client.get("/pitfalls?pitfall=catalog_seling").status_code == 404
    assert "no_signal" in client.get("/pitfalls?pitfall=catalog_selling&symptom=no_signl").text


def test_a_run_without_pitfalls_says_so(published: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(published, tmp_path / "company")
    with open_desk(copied) as found, pitfalls_served(found) as address:
        there = found.show_if_there("pitfalls") is not None
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
            text = client.get("/pitfalls").text
    assert there or "This run has no <code>pitfalls</code>" in text


def test_the_report_is_read_here_and_taken_along(client: httpx.Client) -> None:
    text = client.get("/portfolio").text
    for words in (
        "Lost to integration: 5 deals, $5.0k",
        "Acme 3",
        "“weird” 2",
        "Which of three patterns fits",
    ):
        assert words.replace("5.0k", "5k") in text, words
    only = client.get("/portfolio?audience=pricing").text
    assert "What a discount changes" in only
    assert "Which of three patterns fits" not in only
    assert client.get("/portfolio.pdf").content.startswith(b"%PDF")
    assert (
        client.get("/portfolio.html?audience=gtm")
        .headers["content-disposition"]
        .endswith('portfolio-gtm.html"')
    )
    assert client.get("/portfolio.docx").status_code == 404
    assert client.get("/portfolio?audience=sales").status_code == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_tables_only_and_words_stand_out(open_page: OpenPage, scheme: str) -> None:
    for path in PATHS[1:3] if scheme == "dark" else PATHS:
        page = open_page(path, 390, color_scheme=scheme)
        holds_on_a_phone(page)


def test_a_desk_shows_every_column_keys_move_and_paper_holds_it(open_page: OpenPage) -> None:
    for path in PATHS:
        page = open_page(path, 1280)
        holds_on_a_desk_and_on_paper(page)
        assert page.locator(".chosen").count() == 1
