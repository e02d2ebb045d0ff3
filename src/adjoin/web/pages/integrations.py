"""Integrations: pairs by the money that missing integration costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import integrations as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class IntegrationsPage:
    """The ranking. `shell`: what stands around the page. `found`: the view. `aspects`: code → words, in order. `most`:
    the most money that one of them costs, the end of every bar."""

    shell: Shell
    found: view.Integrations
    aspects: Mapping[str, str]
    most: float


@router.get("/integrations")
def show(request: Request, product: str = "") -> HTMLResponse:
    """All pairs, or those before one product."""
    site = site_of(request)
    found = view.integrations(site.desk, product or None)
    most = max((one.money or 0.0 for one in (*found.pairs, *found.prerequisites)), default=0.0)
    page = IntegrationsPage(site.shell(request, "offers"), found, view.ASPECTS, most or 1.0)
    return site.render("integrations.html", page)
