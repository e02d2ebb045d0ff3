"""Attribution: what further products began after, by three models, what an experiment says, and who is credited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import attribution as view
from adjoin.desk.attributed_to import Given, attributed_to
from adjoin.desk.crediting import Credit, credit, rule_says
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.web.pages.play import Refused
from adjoin.web.site import Shell, site_of
from adjoin.words.names import MOTIONS, SIGNALS

router = APIRouter()
MODELS = {"first": "First touch", "last": "Last touch", "linear": "Each alike"}
DIMENSIONS = {"trigger": "Trigger", "motion": "Motion", "partner": "Partner"}
ROLES = {"csm": "CSM", "ae": "AE", "partner": "Partner", "nobody": "Nobody"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for. `name`: empty for all; `organic`: whether it is of the deals without a motion."""

    model: str
    dimension: str
    name: str
    organic: bool


@dataclass(frozen=True, slots=True)
class AttributionPage:
    """Attribution and credit.

    `shell`: what stands around the page. `told`: attribution. `credit`: rules, deals and parties. `chosen`: model,
    dimension, and the bar that was opened. `models`, `dimensions`, `roles`, `called`: code → words. `parts`: those with
    a motion of ours, then the organic ones, most by the chosen model first. `widest`: the longest bar of each.
    `deals`: those behind the bar, or all. `since`: the rule that counts today is of this day, None without one.
    `earliest`: the first day that a new rule can count from. `refused`: the form that came back. `kept`: what was just
    entered.
    """

    shell: Shell
    told: view.Attribution
    credit: Credit
    chosen: Chosen
    models: Mapping[str, str]
    dimensions: Mapping[str, str]
    roles: Mapping[str, str]
    called: Mapping[str, str]
    parts: tuple[tuple[view.Part, ...], tuple[view.Part, ...]]
    widest: tuple[float, float]
    deals: tuple[Given, ...]
    since: date | None
    earliest: date
    refused: Refused | None
    kept: str | None


@router.get("/attribution")
def show(
    request: Request,
    model: str = "linear",
    dimension: str = "trigger",
    name: str = "",
    organic: str = "",
    entered: str = "",
) -> HTMLResponse:
    """What the address asks for; `entered` is the day of a rule that was just entered."""
    for word, known in ((model, MODELS), (dimension, DIMENSIONS)):
        if word not in known:
            raise ConfigurationError(
                f"There is no '{word}'{nearest(word, known)}; there are {', '.join(known)}."
            )
    return attribution_page(request, Chosen(model, dimension, name, bool(organic)), entered=entered)


def attribution_page(
    request: Request,
    chosen: Chosen,
    *,
    entered: str = "",
    refused: Refused | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page; with the form that was refused, if one was."""
    site = site_of(request)
    desk = site.desk.pinned()
    told, shared = view.attribution(desk), credit(desk)
    today = site.clock().date()
    parts = (_sorted(told.attributed, chosen), _sorted(told.organic, chosen))
    page = AttributionPage(
        shell=site.shell(request, "scorecard"),
        told=told,
        credit=shared,
        chosen=chosen,
        models=MODELS,
        dimensions=DIMENSIONS,
        roles=ROLES,
        called={**SIGNALS, **MOTIONS},
        parts=parts,
        widest=(_widest(parts[0]), _widest(parts[1])),
        deals=_behind(told, chosen),
        since=max((rule.effective_on for rule in shared.rules if rule.effective_on <= today), default=None),
        earliest=max([today, *(rule.effective_on + timedelta(days=1) for rule in shared.rules[-1:])]),
        refused=refused,
        kept=next(
            (rule_says(rule) for rule in shared.rules if rule.effective_on.isoformat() == entered), None
        ),
    )
    return site.render("attribution.html", page, status)


def _sorted(parts: Mapping[str, Sequence[view.Part]], chosen: Chosen) -> tuple[view.Part, ...]:
    found = parts[chosen.dimension]
    return tuple(sorted(found, key=lambda one: (one.name == "none", -one.deals[chosen.model], one.name)))


def _widest(parts: Sequence[view.Part]) -> float:
    return max((deals for one in parts for deals in one.deals.values()), default=0.0) or 1.0


def _behind(told: view.Attribution, chosen: Chosen) -> tuple[Given, ...]:
    if not chosen.name:
        return tuple(Given(deal, 1.0) for deal in told.deals if deal.state == "attributed")
    return attributed_to(told.deals, chosen.dimension, chosen.model, chosen.name, organic=chosen.organic)
