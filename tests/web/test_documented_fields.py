"""A page documents its fields, and shows what it documents: nothing is computed for nobody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

import httpx
import pytest
from jinja2 import nodes

from adjoin.desk import (
    account,
    affinity,
    after_signals,
    apart,
    backtest,
    book,
    by_group,
    data,
    diagnosis,
    diff,
    gates_said,
    ground,
    hero_products,
    journeys,
    like_you,
    model,
    pathways,
    play_objections,
    play_obstacles,
    play_steps_said,
    play_view,
    plays_board,
    recommendation,
    reopens,
    signals,
    stability,
    standing,
    story,
    today,
    tryout,
    upsells,
    usage,
    workflow,
)
from adjoin.desk.held_by_gate import HeldByGate
from adjoin.plays import clock
from adjoin.presentation import line_chart, over_time, reliability_curve, scatter, whisker
from adjoin.web.pages.account import AccountPage, Dot, Lane, UsageChart
from adjoin.web.pages.accounts import AccountsPage
from adjoin.web.pages.affinity import AffinityPage
from adjoin.web.pages.apart import ApartPage
from adjoin.web.pages.backtest import BacktestPage, Reliable, Row
from adjoin.web.pages.data import DataPage
from adjoin.web.pages.definitions import DefinitionsPage
from adjoin.web.pages.detector import DetectorPage
from adjoin.web.pages.diff import DiffPage, Sort
from adjoin.web.pages.hero_products import Beginning, HeroPage
from adjoin.web.pages.journeys import Flow, JourneysPage
from adjoin.web.pages.model import ModelPage
from adjoin.web.pages.pair import PairPage
from adjoin.web.pages.pathways import PathwaysPage
from adjoin.web.pages.play import PlayPage, Refused
from adjoin.web.pages.plays import PlaysPage
from adjoin.web.pages.reopens import ReopensPage
from adjoin.web.pages.signals import SignalsPage
from adjoin.web.pages.stability import StabilityPage
from adjoin.web.pages.today import TodayPage
from adjoin.web.pages.upsells import UpsellsPage
from adjoin.web.pages.workflow import WorkflowPage
from adjoin.web.problems import ProblemPage
from adjoin.web.site import Shell, page_templates
from adjoin.words.definitions import Definition

SHARED = ("base.html", "macros.html", "playing.html")
CARD = (recommendation.Recommendation, recommendation.Signal, recommendation.Contact)
PICTURE = (line_chart.LineChart, line_chart.Tick, line_chart.Mark)
PAGES: dict[str, tuple[type, tuple[type, ...]]] = {
    "today.html": (TodayPage, (today.Today, today.Owner, today.InPlay, today.HeldBack, HeldByGate)),
    "account.html": (
        AccountPage,
        (
            *(UsageChart, Dot, Lane, account.AccountView, account.Cell, usage.Usage, gates_said.GateSays),
            *(account.Mover, account.Open, account.Happening, account.Deed, story.Paragraph, *PICTURE),
        ),
    ),
    "plays.html": (
        PlaysPage,
        (plays_board.Board, plays_board.Column, plays_board.Card, plays_board.NextTask, plays_board.Choice),
    ),
    "play.html": (
        PlayPage,
        (
            *(Refused, play_view.PlayView, play_view.PhaseTasks, play_view.TaskLine, play_view.Moves),
            *(play_view.Measures, play_view.Ours, play_obstacles.Obstacle, plays_board.NextTask),
            *(play_objections.Read, play_objections.Kind, play_objections.Raised),
            *(play_steps_said.StepSaid, play_steps_said.Cited, play_steps_said.Accepted, clock.Clock),
        ),
    ),
    "accounts.html": (AccountsPage, (book.Book, book.Listed)),
    "affinity.html": (AffinityPage, (affinity.AffinityMap, affinity.Row)),
    "pair.html": (
        PairPage,
        (
            *(affinity.PairView, affinity.CurvePoint, affinity.Candidate, *PICTURE),
            *(by_group.Grouping, by_group.Group, after_signals.AfterSignal),
        ),
    ),
    "pathways.html": (PathwaysPage, (pathways.Pathways, pathways.Pathway)),
    "journeys.html": (JourneysPage, (journeys.Journeys, journeys.Journey, Flow, whisker.Whisker)),
    "hero_products.html": (
        HeroPage,
        (hero_products.HeroProducts, hero_products.Entry, Beginning, whisker.Whisker),
    ),
    "workflow.html": (WorkflowPage, (workflow.Workflow, workflow.Found, workflow.Link, whisker.Whisker)),
    "signals.html": (SignalsPage, (signals.Detectors, whisker.Whisker)),
    "detector.html": (
        DetectorPage,
        (tryout.DetectorView, tryout.Fires, tryout.ProductRecord, *PICTURE),
    ),
    "upsells.html": (UpsellsPage, (upsells.Upsells,)),
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
    "reopens.html": (ReopensPage, (reopens.Reopens, reopens.Week, HeldByGate, reopens.Reopening)),
    "diff.html": (DiffPage, (Sort, diff.Change, diff.Turned)),
    "stability.html": (
        StabilityPage,
        (stability.Placed, stability.Quadrant, scatter.Scatter, scatter.Dot, scatter.Shaded),
    ),
    "apart.html": (ApartPage, (apart.List, apart.Apart)),
    "model.html": (ModelPage, (model.Model, model.Measure, model.Weight)),
    "backtest.html": (
        BacktestPage,
        (
            *(backtest.PolicyLine, backtest.Measured, backtest.Over, backtest.Curve),
            *(backtest.Bin, Row, Reliable, over_time.OverTime, over_time.Line),
            *(reliability_curve.ReliabilityCurve, reliability_curve.Whiskered),
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
    [
        (("affinity.html", "pair.html"), (affinity.Pair,)),
        (("today.html", "account.html"), CARD),
        (("signals.html", "detector.html"), (signals.DetectorLine,)),
        (("upsells.html", "account.html"), (upsells.Upsell,)),
        (("account.html",), (diagnosis.Question, standing.Standing, standing.Part, like_you.LikeYou)),
        (("today.html", "account.html"), (ground.Ground,)),
    ],
)
def test_what_two_pages_share_is_rendered_between_them(
    pages: tuple[str, ...], views: tuple[type, ...]
) -> None:
    rendered = {attr for page in pages for _, attr in attributes(page)}
    for view in views:
        assert is_dataclass(view)
        assert {field.name for field in fields(view)} - rendered == set(), view.__name__


def test_every_term_that_a_page_opens_is_defined(
    client: httpx.Client, to_speak_to: Callable[[], str]
) -> None:
    play = client.post("/act/accept", data={"account": to_speak_to()}).headers["location"].split("=")[1]
    known = client.get("/definitions").text
    for path in (
        *("/", "/affinity", "/affinity/pipe/bi", "/data", "/accounts", "/pathways", "/journeys"),
        *("/hero-products", "/workflow", "/signals", "/signals/usage_ceiling", "/signals/asked", "/upsells"),
        *("/reopens", "/diff", "/stability", "/readiness", "/launches", "/model", "/backtest"),
        *("/plays", f"/plays/{play}"),
    ):
        for anchor in re.findall(r'href="/definitions#([a-z-]+)"', client.get(path).text):
            assert f'id="{anchor}"' in known
