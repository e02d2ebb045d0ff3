"""Definitions: what each number means."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.web.site import Shell, site_of
from adjoin.words.definitions import Definition
from adjoin.words.definitions import definitions as all_of_them

router = APIRouter()


@dataclass(frozen=True, slots=True)
class DefinitionsPage:
    """Every term.

    `shell`: what stands around the page. `terms`: in reading order.
    """

    shell: Shell
    terms: tuple[Definition, ...]


@router.get("/definitions")
def show(request: Request) -> HTMLResponse:
    """The list, each term at its anchor."""
    site = site_of(request)
    page = DefinitionsPage(site.shell(request, "definitions"), tuple(all_of_them().values()))
    return site.render("definitions.html", page)
