"""Readiness and launches: lists that stand apart from the recommendations."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import apart as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ApartPage:
    """One list. `shell`: what stands around the page. `name`: readiness or launches. `list`: the view."""

    shell: Shell
    name: str
    list: view.List


@router.get("/readiness")
def readiness(request: Request) -> HTMLResponse:
    """Who is likely to need more before anything was seen."""
    site = site_of(request)
    page = ApartPage(site.shell(request, "signals"), "readiness", view.readiness(site.desk))
    return site.render("apart.html", page)


@router.get("/launches")
def launches(request: Request) -> HTMLResponse:
    """Where a new product is tried."""
    site = site_of(request)
    page = ApartPage(site.shell(request, "signals"), "launches", view.launches(site.desk))
    return site.render("apart.html", page)
