"""Data: what was read, what was refused, what is off."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import data as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class DataPage:
    """The data behind the pages.

    `shell`: what stands around the page. `data`: the view.
    """

    shell: Shell
    data: view.Data


@router.get("/data")
def show(request: Request) -> HTMLResponse:
    """Tables, refusals, switches, runs."""
    site = site_of(request)
    return site.render("data.html", DataPage(site.shell(request, "data"), view.data(site.desk)))
