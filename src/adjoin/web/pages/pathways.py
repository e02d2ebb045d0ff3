"""Pathways: where the next sales lie."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import pathways as view
from adjoin.web.site import Shell, site_of

router = APIRouter()
LEAST, MOST = 10, 25
"""Rows that stand open: those that hold half of everything, within these."""


@dataclass(frozen=True, slots=True)
class PathwaysPage:
    """The ranking. `shell`: what stands around the page. `pathways`: the view. `first`: how many are not folded."""

    shell: Shell
    pathways: view.Pathways
    first: int


@router.get("/pathways")
def show(request: Request) -> HTMLResponse:
    """All pathways, the weightiest first."""
    site = site_of(request)
    found = view.pathways(site.desk)
    first = min(max(found.half, LEAST), MOST)
    return site.render("pathways.html", PathwaysPage(site.shell(request, "affinity"), found, first))
