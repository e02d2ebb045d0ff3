"""Upsells: limits of what is held that fill up."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import upsells as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class UpsellsPage:
    """All upsells, or one owner's. `shell`: what stands around the page. `upsells`: the view."""

    shell: Shell
    upsells: view.Upsells


@router.get("/upsells")
def show(request: Request, owner: str = "") -> HTMLResponse:
    """The fullest first."""
    site = site_of(request)
    page = UpsellsPage(site.shell(request, "signals"), view.upsells(site.desk, owner or None))
    return site.render("upsells.html", page)
