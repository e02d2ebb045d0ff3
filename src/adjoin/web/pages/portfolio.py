"""The portfolio report: read here, or taken along as a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from adjoin.desk import portfolio as view
from adjoin.presentation.portfolio import Report, render
from adjoin.web.site import Shell, site_of

router = APIRouter()
TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """The report. `shell`: what stands around the page. `report`: what it says. `audience`: whom it is for, empty for
    all; `audiences`: code → words."""

    shell: Shell
    report: Report
    audience: str
    audiences: Mapping[str, str]


@router.get("/portfolio")
def show(request: Request, audience: str = "") -> HTMLResponse:
    """The report as a page, for one audience or all."""
    site = site_of(request)
    found = view.portfolio(site.desk, audience or None)
    page = PortfolioPage(site.shell(request, "scorecard"), found, audience, view.AUDIENCES)
    return site.render("portfolio.html", page)


@router.get("/portfolio.{kind}")
def download(request: Request, kind: str, audience: str = "") -> Response:
    """The report as .html or .pdf."""
    content = render(view.portfolio(site_of(request).desk, audience or None), f".{kind}")
    name = f"portfolio-{audience}.{kind}" if audience else f"portfolio.{kind}"
    return Response(
        content, media_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
