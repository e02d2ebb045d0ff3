"""A page documents its fields, and shows what it documents: nothing is computed for nobody."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import httpx
import pytest
from jinja2 import nodes

from adjoin.desk import account, affinity, book, data, recommendation, story, today, usage
from adjoin.presentation import line_chart
from adjoin.web.pages.account import AccountPage, Dot, Lane, UsageChart
from adjoin.web.pages.accounts import AccountsPage
from adjoin.web.pages.affinity import AffinityPage
from adjoin.web.pages.data import DataPage
from adjoin.web.pages.definitions import DefinitionsPage
from adjoin.web.pages.pair import PairPage
from adjoin.web.pages.today import TodayPage
from adjoin.web.problems import ProblemPage
from adjoin.web.site import Shell, page_templates
from adjoin.words.definitions import Definition

SHARED = ("base.html", "macros.html")
CARD = (recommendation.Recommendation, recommendation.Signal, recommendation.Contact)
PICTURE = (line_chart.LineChart, line_chart.Tick, line_chart.Mark)
PAGES: dict[str, tuple[type, tuple[type, ...]]] = {
    "today.html": (TodayPage, (today.Today, today.Owner, today.InPlay, today.HeldBack)),
    "account.html": (
        AccountPage,
        (
            *(UsageChart, Dot, Lane, account.AccountView, account.Cell, usage.Usage, account.GateSays),
            *(account.Mover, account.Open, account.Happening, account.Deed, story.Paragraph, *PICTURE),
        ),
    ),
    "accounts.html": (AccountsPage, (book.Book, book.Listed)),
    "affinity.html": (AffinityPage, (affinity.AffinityMap, affinity.Row)),
    "pair.html": (PairPage, (affinity.PairView, affinity.CurvePoint, affinity.Candidate, *PICTURE)),
    "data.html": (
        DataPage,
        (
            data.Data,
            data.TableRead,
            data.Refusal,
            data.Example,
            data.Off,
            data.Note,
            data.RunMade,
        ),
    ),
    "definitions.html": (DefinitionsPage, (Definition,)),
    "problem.html": (ProblemPage, ()),
}


def attributes(template: str) -> Iterator[tuple[str, str]]:
    """(name, attribute) of every `name.attribute` in a template and in those that all pages share."""
    environment = page_templates()
    for name in (template, *SHARED):
        source, *_ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        for found in environment.parse(source).find_all(nodes.Getattr):
            yield (found.node.name if isinstance(found.node, nodes.Name) else "", found.attr)


@pytest.mark.parametrize("template", PAGES)
def test_page_fields_are_documented_and_rendered(template: str) -> None:
    page, views = PAGES[template]
    assert is_dataclass(page)
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    assert {attr for name, attr in attributes(template) if name == "page"} == named
    rendered = {attr for _, attr in attributes(template)}
    for view in views:
        assert is_dataclass(view)
        assert {field.name for field in fields(view)} - rendered == set(), view.__name__


def test_shell_fields_are_rendered() -> None:
    rendered = {attr for _, attr in attributes("today.html")}
    assert {field.name for field in fields(Shell)} <= rendered


@pytest.mark.parametrize(
    ("pages", "views"),
    [(("affinity.html", "pair.html"), (affinity.Pair,)), (("today.html", "account.html"), CARD)],
)
def test_what_two_pages_share_is_rendered_between_them(
    pages: tuple[str, ...], views: tuple[type, ...]
) -> None:
    rendered = {attr for page in pages for _, attr in attributes(page)}
    for view in views:
        assert is_dataclass(view)
        assert {field.name for field in fields(view)} - rendered == set(), view.__name__


def test_every_term_that_a_page_opens_is_defined(client: httpx.Client) -> None:
    known = client.get("/definitions").text
    for path in ("/", "/affinity", "/affinity/pipe/bi", "/data", "/accounts"):
        for anchor in re.findall(r'href="/definitions#([a-z-]+)"', client.get(path).text):
            assert f'id="{anchor}"' in known
