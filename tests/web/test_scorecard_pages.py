"""Scorecard, inspection and retention as pages: numbers as published, doubt is said, each opens what is behind."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from types import ModuleType
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk
from adjoin.desk import inspection as week
from adjoin.desk import retention as curves
from adjoin.desk import scorecard as view
from adjoin.presentation import bullet, by_products
from adjoin.web.pages import inspection, retention, scorecard
from adjoin.words.share import percent
from web.test_documented_fields import attributes
from web.the_hand import holds_on_a_desk_and_on_paper, holds_on_a_phone, keeps_its_words

OpenPage = Callable[..., Page]
PATHS = (
    *("/scorecard", "/scorecard?by=owner", "/scorecard?by=product", "/scorecard/win_rate", "/scorecard/grr"),
    *("/inspection", "/retention"),
)


def card_of(page: str, metric: str) -> str:
    """What the card of a number shows."""
    return page.split(f'data-id="{metric}"')[1].split("</article>", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("templates", "page", "views"),
    [
        (("scorecard.html", "scored.html"), scorecard.ScorecardPage,
         (scorecard.Pair, view.Scorecard, view.Velocity, bullet.Bullet)),
        (("scorecard_parts.html", "scored.html"), scorecard.PartsPage, (scorecard.Panel, scorecard.Part)),
        (("scorecard_behind.html", "scored.html"), scorecard.BehindPage, ()),
        (("inspection.html",), inspection.InspectionPage,
         (inspection.Group, week.Inspection, week.Finding, week.Owner)),
        (("retention.html",), retention.RetentionPage,
         (curves.Retention, curves.Step, by_products.ByProducts, by_products.Point)),
    ],
)  # fmt: skip
def test_fields_are_documented_and_rendered(
    templates: tuple[str, ...], page: type[Any], views: tuple[type[Any], ...]
) -> None:
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    seen = {found for template in templates for found in attributes(template)}
    assert named <= {attr for name, attr in seen if name == "page"}
    for one in views:
        spare = {week.Inspection: {"findings"}, view.Scorecard: {"parts"}}.get(
            one, set()
        )  # shown as groups and panels
        assert {field.name for field in fields(one)} - {attr for _, attr in seen} <= spare, one.__name__


@pytest.mark.parametrize("path", PATHS)
def test_terms_are_defined_tables_have_captions_and_attacks_stay_words(
    client: httpx.Client, path: str
) -> None:
    assert "<img" not in keeps_its_words(client, path)


def test_the_card_says_what_was_published(client: httpx.Client, desk: Desk) -> None:
    page = client.get("/scorecard").text
    for row in desk.rows("scorecard"):
        if row["unit"] != "days" and row["value"] is not None:
            assert percent(row["value"]) in page, row["metric"]
    book = view.scorecard(desk).book
    coverage = book.figure("coverage")
    assert coverage is not None
    said = card_of(page, "coverage")
    assert f"{coverage.numerator:,.0f} of {coverage.denominator:,.0f}" in said
    assert coverage.definition.split(" ÷ ")[0].split("'")[0][:40] in said
    assert 'href="/scorecard/coverage"' in said


def test_a_target_reached_with_a_warning_is_not_green(client: httpx.Client, desk: Desk) -> None:
    def warned(row: dict[str, Any]) -> dict[str, Any]:
        told = {"state": "reached", "warning": "None of 9 deals of 'inbound' was lost"}
        return {**row, **told} if row["metric"] == "win_rate" else row

    plain = Desk.rows

    def rows(self: Desk, name: str, *rest: Any) -> list[dict[str, Any]]:
        found = plain(self, name, *rest)
        return [warned(row) for row in found] if name.startswith("scorecard") and "acc" not in name else found

    with patch.object(Desk, "rows", rows):
        said = card_of(client.get("/scorecard").text, "win_rate")
        parts = client.get("/scorecard?by=owner").text
    assert "verdict-warn" in said
    assert "doubtful" in said
    assert "verdict-pass" not in said
    assert "Do not read this as it stands" in said
    panel = parts.split('id="win_rate"')[1].split("</section>")[0]
    assert "doubtful" in panel
    assert "verdict-pass" not in panel


def test_a_doubted_book_leaves_no_part_beyond_doubt() -> None:
    figure = _figure()
    assert figure.stands == "reached"
    assert replace(figure, warning="none was lost").stands == "doubtful"
    assert replace(figure, warning="none was lost", state="below").stands == "below"


@pytest.mark.parametrize("kind", ["owner", "segment", "product"])
def test_what_is_behind_adds_up_to_the_number_of_the_part(desk: Desk, kind: str) -> None:
    """Plain sums over the opened rows, against the published numbers; whoever left the book is among them."""
    for card in view.scorecard(desk, kind).parts[:3]:
        for metric in ("win_rate", "grr", "coverage"):
            figure = card.figure(metric)
            assert figure is not None
            asked: dict[str, str] = {kind: card.scope}
            rows = view.behind(desk, metric, **asked)
            assert sum(one.base for one in rows) == pytest.approx(figure.denominator), (card.scope, metric)
            counts = [one.counted if metric == "win_rate" else one.amount for one in rows]
            assert sum(counts) == pytest.approx(figure.numerator), (card.scope, metric)


def test_a_number_opens_to_who_counts_and_who_does_not(client: httpx.Client, desk: Desk) -> None:
    rows = view.behind(desk, "win_rate")
    won = sum(one.counted for one in rows)
    page = client.get("/scorecard/win_rate").text
    assert f">All {len(rows):,}<" in page
    assert f">Counted {won:,}<" in page
    lost = client.get("/scorecard/win_rate?counted=no").text
    assert lost.count("– no") == min(len(rows) - won, scorecard.SHOWN)
    assert "✓ yes" not in lost
    assert client.get("/scorecard/win_rat").status_code == 404
    assert "win_rate" in client.get("/scorecard/win_rat").text
    assert client.get("/scorecard?by=segments").status_code == 404
    assert client.get("/scorecard/grr?segment=nowhere").status_code == 404
    assert client.get("/scorecard/grr?segment=a&owner=b").status_code == 404


def test_findings_stand_by_urgency_with_what_to_do(client: httpx.Client, desk: Desk) -> None:
    row = {
        "kind": "past_target", "owner": "R001", "manager": None, "account_id": "A00001", "product_id": None,
        "play_id": 7, "what": "play", "days": 9, "money": 100.0, "says": "Day 50 of 41", "what_to_do": "Ask why",
    }  # fmt: skip
    findings = [{**row, "kind": "won", "what_to_do": "Tell it"}, row, {**row, "kind": "gate_ignored"}]
    plain = Desk.rows

    def rows(self: Desk, name: str, *rest: Any) -> list[dict[str, Any]]:
        return findings if name == "inspection" else plain(self, name, *rest)

    with patch.object(Desk, "rows", rows):
        page = client.get("/inspection").text
        assert client.get("/inspection?owner=R001").status_code == 200
        assert client.get("/inspection?owner=R0001").status_code == 404
    places = [page.index(f'id="{kind}"') for kind in ("gate_ignored", "past_target", "won")]
    assert places == sorted(places)
    assert "2 things to look at" in page
    assert "Ask why." in page
    assert 'href="/plays/7"' in page


@pytest.mark.parametrize(
    ("module", "name", "path"),
    [
        (view, "scorecard", "/scorecard"),
        (week, "inspection", "/inspection"),
        (curves, "retention", "/retention"),
    ],
)
def test_a_run_without_it_says_what_to_do(
    client: httpx.Client, module: ModuleType, name: str, path: str
) -> None:
    plain = getattr(module, name)
    with patch.object(module, name, lambda *rest: replace(plain(*rest), there=False)):
        assert f"This run has no <code>{name}</code>" in client.get(path).text


def test_both_curves_and_the_sentence_between_them(client: httpx.Client, desk: Desk) -> None:
    page = client.get("/retention").text
    told = curves.retention(desk)
    assert told.there
    assert told.says_gap.replace("'", "&#39;") in page
    for kind in ("landmark", "naive", "folklore"):
        assert f'class="way-{kind}"' in page
    assert "told, not counted" in page
    assert "common support" in page


@pytest.mark.parametrize(("path", "scheme"), [*((path, "light") for path in PATHS), ("/scorecard", "dark"),
                                              ("/retention", "dark")])  # fmt: skip
def test_a_phone_a_desk_and_paper_hold_it(open_page: OpenPage, path: str, scheme: str) -> None:
    page = open_page(path, 390, color_scheme=scheme)
    holds_on_a_phone(page)
    holds_on_a_desk_and_on_paper(page)


def _figure() -> view.Figure:
    day = date(2026, 1, 1)
    return view.Figure(
        metric="win_rate", name="Win rate", value=0.5, low=0.4, high=0.6, numerator=50, denominator=100, units=100,
        window_from=day, window_to=day, target=0.25, typical=None, typical_low=None, typical_high=None, unit="share",
        better="high", definition="", state="reached", warning=None, says="",
    )  # fmt: skip
