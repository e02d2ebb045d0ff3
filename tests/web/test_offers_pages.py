"""The pages of offers: their tables row by row, every term defined, attacks stay words, nothing there is said."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path

import httpx
import pytest
from jinja2 import nodes
from markupsafe import escape

from adjoin.desk import Desk, bundle_accounts, bundles_sold, demand, open_desk
from adjoin.desk import bundle as one_bundle
from adjoin.desk import bundles as all_bundles
from adjoin.desk import integrations as gaps
from adjoin.desk import strategy as patterns
from adjoin.desk import unused as watched
from adjoin.presentation import net_by_uplift
from adjoin.web.pages.bundle import BundlePage
from adjoin.web.pages.bundles import BundlesPage, Offered
from adjoin.web.pages.integrations import IntegrationsPage
from adjoin.web.pages.strategy import StrategyPage
from adjoin.web.pages.unused import UnusedPage
from adjoin.web.site import page_templates
from offers_tables import ESTIMATED, GUESSED, NAMES, WHY_NOT, offers, write_offers
from web.conftest import HOSTILE
from web.served import served
from web.the_hand import keeps_its_words

SHARED = ("base.html", "macros.html")
PAGES: dict[str, tuple[type, tuple[type, ...]]] = {
    "bundles.html": (
        BundlesPage,
        (Offered, all_bundles.Bundles, all_bundles.NotOffered, bundles_sold.Sold),
    ),
    "bundle.html": (
        BundlePage,
        (
            *(one_bundle.OneBundle, one_bundle.Part, one_bundle.Case, bundle_accounts.Fit, demand.Asked),
            *(demand.Reason, net_by_uplift.NetByUplift, net_by_uplift.NetLine),
        ),
    ),
    "unused.html": (UnusedPage, (watched.WatchList, watched.Unused)),
    "integrations.html": (IntegrationsPage, (gaps.Integrations, gaps.Gap, gaps.Mark, gaps.Total)),
    "strategy.html": (StrategyPage, (patterns.Strategy, patterns.Pattern, patterns.Penetration)),
}
PATHS = ("/offers", f"/offers/{ESTIMATED}", f"/offers/{GUESSED}", "/offers/own:Dream", "/unused", "/integrations",
         "/strategy")  # fmt: skip


@pytest.fixture(scope="module")
def desk(project: Path) -> Iterator[Desk]:
    write_offers(project / ".adjoin")
    with open_desk(project) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    with served(desk) as address:
        yield address


def rendered(template: str) -> set[tuple[str, str]]:
    environment = page_templates()
    found = set()
    for name in (template, *SHARED):
        source, *_ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        for attr in environment.parse(source).find_all(nodes.Getattr):
            found.add((attr.node.name if isinstance(attr.node, nodes.Name) else "", attr.attr))
    return found


@pytest.mark.parametrize("template", PAGES)
def test_page_fields_are_documented_and_rendered(template: str) -> None:
    page, views = PAGES[template]
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    attributes = rendered(template)
    assert {attr for name, attr in attributes if name == "page"} == named
    for view in views:
        assert is_dataclass(view)
        assert {field.name for field in fields(view)} - {attr for _, attr in attributes} == set(), (
            view.__name__
        )


def test_what_the_list_and_one_bundle_share_is_rendered_between_them() -> None:
    attributes = {attr for page in ("bundles.html", "bundle.html") for _, attr in rendered(page)}
    assert {field.name for field in fields(all_bundles.Bundle)} - attributes == set()


@pytest.mark.parametrize("path", PATHS)
def test_pages_open_with_defined_terms_and_captions(client: httpx.Client, path: str) -> None:
    keeps_its_words(client, path)


def test_why_demand_is_unknown_is_said_once_on_top(client: httpx.Client) -> None:
    text = client.get("/offers").text
    assert text.count(WHY_NOT) == 1
    assert text.index(WHY_NOT) < text.index("<table")
    assert "discount_reason" in text


def test_bundles_say_net_break_even_and_risk(client: httpx.Client) -> None:
    text = client.get("/offers").text
    for words in ("$50k", "($25k to $100k)", "$34k of it now", "Offer it with terms tied to use",
                  "needs 1 in 4 more buyers than at list price", "+25 %", "31 %",
                  "most: ", "never pays", "not known"):  # fmt: skip
        assert words in text, words
    assert "Dream" in text
    assert "30% off is more than the cap" in text


def test_filters_are_in_the_address(client: httpx.Client) -> None:
    text = client.get("/offers?kind=expand").text
    assert re.findall(r'data-id="([^"]+)"', text) == [GUESSED]
    assert '<option value="expand" selected>' in text
    assert client.get("/offers?kind=lnd").status_code == 404
    assert "No bundle of kind expand with this product" in client.get("/offers?kind=expand&product=desk").text
    assert client.get("/unused?state=stopped").text.count("data-row") == 2
    assert client.get("/unused?state=stoped").status_code == 404
    assert (
        "Nothing is known to be missing before this product" in client.get("/integrations?product=desk").text
    )


def test_one_bundle_shows_cases_accounts_and_demand(client: httpx.Client) -> None:
    text = client.get(f"/offers/{ESTIMATED}").text
    assert text.count('class="pays"') == 3
    # 20 % off pays once u · 0.8 = 0.2.
    assert "20 % off, pays from +25 %" in text
    assert "A merger, they say" in text
    assert "price test" in text
    assert WHY_NOT in client.get(f"/offers/{GUESSED}").text
    assert (
        "over the cap" in client.get("/offers/own:Dream").text
        or "more than the cap" in client.get("/offers/own:Dream").text
    )
    assert client.get("/offers/bi+pip").status_code == 404


def test_marks_are_shape_and_word(client: httpx.Client) -> None:
    text = client.get("/integrations").text
    for shape, word in (("●", "full"), ("◐", "partial"), ("○", "missing"), ("?", "unknown")):
        assert re.search(
            rf'aspect-{word}"[^>]*><span aria-hidden="true">{re.escape(shape)}</span> {word}', text
        )
    assert text.index("Insight → Sync") < text.index("single sign-on is on") < text.index("Insight → Desk")
    assert "$100k" in text.split("<table")[0]


def test_strategy_says_cannot_tell_and_the_gap(client: httpx.Client) -> None:
    text = client.get("/strategy").text
    for words in (
        "✓ fits",
        "✕ does not fit",
        "? cannot tell",
        "Workflow-driven leads",
        "typical 25 % to 30 %, target 50 %",
    ):
        assert words in text, words


@contextmanager
def other_offers(published: Path, folder: Path, **given: list[dict[str, object]]) -> Iterator[httpx.Client]:
    """The pages of a copy of the project with other rows."""
    copied = shutil.copytree(published, folder / "company")
    write_offers(copied / ".adjoin", **given)
    with (
        open_desk(copied) as desk,
        served(desk) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        yield client


def test_names_that_are_attacks_stay_words(desk: Desk, published: Path, tmp_path: Path) -> None:
    hostile = next(row["account_id"] for row in desk.show("accounts").to_pylist() if row["name"] == HOSTILE)
    with other_offers(published, tmp_path, **attacks(hostile)) as client:
        for path in (*PATHS, "/offers/own:x%2Fy%22%3E%3Cscript%3Edocument"):
            text = client.get(path).text
            assert "<script>document" not in text
            assert 'onerror="' not in text
        assert str(escape(HOSTILE)) in client.get("/unused").text


def attacks(account: str) -> dict[str, list[dict[str, object]]]:
    """The rows with an account whose name is an attack, and words in the tables that are."""
    rows = offers([account, account])
    for table, column in (("bundles", "because"), ("bundles_sold", "bundle"), ("discount_reasons", "reason"),
                          ("integrations", "name"), ("strategy", "says"), ("penetration", "says"),
                          ("shelfware", "says")):  # fmt: skip
        rows[table] = [row | {column: HOSTILE} for row in rows[table]]
    return rows


def test_empty_tables_teach(published: Path, tmp_path: Path) -> None:
    with other_offers(published, tmp_path, **{name: [] for name in NAMES}) as client:
        for path, words in (
            ("/offers", "offers/bundles.yaml"), ("/offers", "bundle_id"), ("/unused", "usage"),
            ("/integrations", "works_with"), ("/integrations", "prerequisites"), ("/strategy", "started_on"),
            ("/strategy", "subscriptions"),
        ):  # fmt: skip
            text = client.get(path).text
            assert 'class="empty"' in text
            assert f"<code>{words}</code>" in text, (path, words)


def test_a_publication_without_them_says_so(
    client: httpx.Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = desk.reader.holds
    monkeypatch.setattr(type(desk.reader), "holds", lambda _self, name: name not in NAMES and holds(name))
    for path, table in (("/offers", "bundles"), ("/unused", "shelfware"), ("/integrations", "integrations"),
                        ("/strategy", "strategy")):  # fmt: skip
        assert f"This run has no <code>{table}</code>" in client.get(path).text
