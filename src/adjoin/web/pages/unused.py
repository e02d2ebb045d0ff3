"""Unused: what customers bought and do not use."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import unused as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class UnusedPage:
    """The watch list. `shell`: what stands around the page. `watched`: the view. `states`: code → words."""

    shell: Shell
    watched: view.WatchList
    states: dict[str, str]


@router.get("/unused")
def show(request: Request, owner: str = "", product: str = "", state: str = "") -> HTMLResponse:
    """What the address asks for, most money first."""
    site = site_of(request)
    found = view.unused(site.desk, owner or None, product or None, state or None)
    return site.render("unused.html", UnusedPage(site.shell(request, "offers"), found, view.STATES))
