"""Journeys: in which order accounts begin three products and more."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import journeys as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Flow:
    """One journey and its share as a mark on a line from 0 to 1, chance as the reference."""

    journey: view.Journey
    mark: Whisker | None


@dataclass(frozen=True, slots=True)
class JourneysPage:
    """All journeys. `shell`: what stands around the page. `journeys`: the view. `flows`: its journeys, drawn."""

    shell: Shell
    journeys: view.Journeys
    flows: tuple[Flow, ...]


@router.get("/journeys")
def show(request: Request) -> HTMLResponse:
    """The journeys as a flow."""
    site = site_of(request)
    found = view.journeys(site.desk)
    flows = tuple(
        Flow(one, whisker(one.share, (one.share_low, one.share_high), (0.0, 1.0), one.share_by_chance))
        for one in found.journeys
    )
    return site.render("journeys.html", JourneysPage(site.shell(request, "affinity"), found, flows))
