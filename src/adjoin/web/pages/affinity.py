"""Affinity: which product follows which, as a heat map."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import affinity as view
from adjoin.web.site import Shell, site_of

router = APIRouter()
SHADES = 6


@dataclass(frozen=True, slots=True)
class AffinityPage:
    """All pairs at one horizon.

    `shell`: what stands around the page. `affinity`: the view. `highest`: the darkest shade's
    probability. `shades`: how many shades there are.
    """

    shell: Shell
    affinity: view.AffinityMap
    highest: float
    shades: int


@router.get("/affinity")
def show(request: Request, horizon: int = 90) -> HTMLResponse:
    """The heat map."""
    site = site_of(request)
    found = view.affinity(site.desk, horizon)
    seen = [pair.probability or 0 for row in found.rows for pair in row.cells if pair and pair.enough]
    page = AffinityPage(site.shell(request, "affinity"), found, max(seen, default=0.0), SHADES)
    return site.render("affinity.html", page)
