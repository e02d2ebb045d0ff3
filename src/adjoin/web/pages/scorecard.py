"""The scorecard: each number beside its target and what is typical, its parts, and the accounts behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import scorecard as view
from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.bullet import Bullet, Drawn, around, bullet, from_zero
from adjoin.web.site import Shell, site_of

router = APIRouter()
SHOWN = 100
COMPARABLE = ("win_rate", "cycle_days")
"""Numbers that mean the same of a product as of the book: the others count another whole."""
REVENUE = (("nrr", "The whole book"), ("cohort_nrr", "Targeted"), ("untargeted_nrr", "Not targeted"))
"""Each NRR that the page shows beside its GRR, and whose it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """NRR and GRR of the same accounts. `of`: whose; `gross` is None where it is not known."""

    of: str
    net: view.Figure
    gross: view.Figure | None


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """The book's card. `shell`: what stands around the page. `card`: the view. `kinds`: by what it can be split.
    `states`: code → words. `single`: numbers that stand alone; `pairs`: NRR beside GRR. `bullets`: metric → chart.
    `fastest`: the highest velocity, 0 where none is known."""

    shell: Shell
    card: view.Scorecard
    kinds: Sequence[str]
    states: Mapping[str, str]
    single: Sequence[view.Figure]
    pairs: Sequence[Pair]
    bullets: Mapping[str, Bullet]
    fastest: float


@dataclass(frozen=True, slots=True)
class Part:
    """One part's number. `opens`: the address of the accounts behind it, None where none are kept."""

    name: str
    figure: view.Figure
    bullet: Bullet
    opens: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One number of every part on one scale. `book`: that of the whole book, None where it has none to compare with."""

    metric: str
    name: str
    book: view.Figure | None
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class PartsPage:
    """The cards of parts. `shell`: what stands around the page. `card`: the view. `kinds`: by what it can be split.
    `states`: code → words. `panels`: one a number."""

    shell: Shell
    card: view.Scorecard
    kinds: Sequence[str]
    states: Mapping[str, str]
    panels: Sequence[Panel]


@dataclass(frozen=True, slots=True)
class BehindPage:
    """One number and the accounts behind it. `shell`: what stands around the page. `figure`: the number, `bullet` its
    chart, both None where the card has none. `name`: its name; `of`: whose it is. `states`: code → words. `products`:
    id → name. `rows`: the first ones of those that `only` asks for (empty, yes or no). `counted` of all `found` are in
    the numerator. `here`: the address without that question."""

    shell: Shell
    figure: view.Figure | None
    bullet: Bullet | None
    name: str
    of: str
    states: Mapping[str, str]
    products: Mapping[str, str]
    rows: Sequence[view.Behind]
    found: int
    counted: int
    only: str
    here: str


@router.get("/scorecard")
def show(request: Request, by: str = "") -> HTMLResponse:
    """The book's card, or the cards of its parts."""
    site = site_of(request)
    found = view.scorecard(site.desk, by or None)
    shell = site.shell(request, "scorecard")
    if by:
        parts = PartsPage(shell, found, view.SCOPE_KINDS, view.STATES, _panels(found))
        return site.render("scorecard_parts.html", parts)
    pairs = [
        Pair(of, net, found.book.figure(view.BESIDE[metric]))
        for metric, of in REVENUE
        if (net := found.book.figure(metric)) is not None
    ]
    page = ScorecardPage(
        shell=shell,
        card=found,
        kinds=view.SCOPE_KINDS,
        states=view.STATES,
        single=[one for one in found.book.figures if not _is_revenue(one)],
        pairs=pairs,
        bullets=_bullets(found.book.figures),
        fastest=max((pace.velocity or 0.0 for pace in found.velocity), default=0.0),
    )
    return site.render("scorecard.html", page)


@router.get("/scorecard/{metric}")
def behind(
    request: Request,
    metric: str,
    product: str = "",
    owner: str = "",
    segment: str = "",
    partner: str = "",
    counted: str = "",
) -> HTMLResponse:
    """One number with its definition, and the accounts behind it: all, those counted (yes) or the others (no)."""
    site = site_of(request)
    asked = {"product": product, "owner": owner, "segment": segment, "partner": partner}
    given = {kind: value for kind, value in asked.items() if value}
    if len(given) > 1:
        raise ConfigurationError(f"Ask for one of {', '.join(given)}: a card is of one part.")
    rows = view.behind(site.desk, metric, **given)
    kind = next(iter(given), None)
    card = view.scorecard(site.desk, kind).card(given[kind] if kind else None)
    figure = card.figure(metric)
    page = BehindPage(
        shell=site.shell(request, "scorecard"),
        figure=figure,
        bullet=None if figure is None else _bullets([figure])[metric],
        name=view.NAMES[metric],
        of=card.name,
        states=view.STATES,
        products={one.id: one.name for one in site.desk.project.catalog.products},
        rows=[one for one in rows if counted not in ("yes", "no") or one.counted == (counted == "yes")][
            :SHOWN
        ],
        found=len(rows),
        counted=sum(one.counted for one in rows),
        only=counted if counted in ("yes", "no") else "",
        here=f"/scorecard/{metric}?{urlencode({**given, 'counted': ''})}",
    )
    return site.render("scorecard_behind.html", page)


def _is_revenue(figure: view.Figure) -> bool:
    return figure.metric in view.REVENUE


def _drawn(figure: view.Figure, line: float | None = None) -> Drawn:
    line = 1.0 if _is_revenue(figure) and line is None else line
    return Drawn(
        figure.value,
        (figure.low, figure.high),
        (figure.typical_low, figure.typical_high),
        figure.target,
        line,
    )


def _bullets(figures: Sequence[view.Figure]) -> dict[str, Bullet]:
    """Each number on a line of its own; NRR and GRR all on one, so that they can be compared."""
    revenue = around([_drawn(one) for one in figures if _is_revenue(one)])
    return {
        one.metric: bullet(_drawn(one), revenue, bar=False)
        if _is_revenue(one)
        else bullet(_drawn(one), from_zero([_drawn(one)]))
        for one in figures
    }


def _panels(found: view.Scorecard) -> list[Panel]:
    metrics = list(dict.fromkeys(one.metric for card in found.parts for one in card.figures))
    return [_panel(found, metric) for metric in metrics]


def _panel(found: view.Scorecard, metric: str) -> Panel:
    """On one line for all parts; a wide interval is cut, for it would leave no room for the others."""
    alike = found.by != "product" or metric in COMPARABLE
    book = found.book.figure(metric) if alike else None
    shown = [(card, one) for card in found.parts if (one := card.figure(metric)) is not None]
    line = None if book is None else book.value
    drawn = [_drawn(one, line) for _, one in shown]
    marks = [
        _usual(drawn),
        *(Drawn(one.value, typical=one.typical, target=one.target, line=one.line) for one in drawn),
    ]
    revenue = _is_revenue(shown[0][1])
    ends = around(marks) if revenue else from_zero(marks)
    return Panel(
        metric=metric,
        name=view.NAMES[metric],
        book=book,
        parts=[
            Part(card.name, one, bullet(what, ends, bar=not revenue), _opens(card, metric))
            for (card, one), what in zip(shown, drawn, strict=True)
        ],
    )


def _usual(drawn: Sequence[Drawn]) -> Drawn:
    """The bounds that three of four intervals keep to."""
    lows = sorted(one.bounds[0] for one in drawn if one.bounds[0] is not None)
    highs = sorted(one.bounds[1] for one in drawn if one.bounds[1] is not None)
    return Drawn(
        None, (lows[len(lows) // 4] if lows else None, highs[3 * len(highs) // 4] if highs else None)
    )


def _opens(card: view.Card, metric: str) -> str | None:
    return (
        None
        if card.scope_kind == "period"
        else f"/scorecard/{metric}?{urlencode({card.scope_kind: card.scope})}"
    )
