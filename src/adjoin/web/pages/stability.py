"""Stability × readiness: the book on two axes."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import stability as view
from adjoin.presentation.scatter import Scatter, scatter
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StabilityPage:
    """The square. `shell`: what stands around the page. `stability`: the view. `chart`: where everything lies. `by_id`:
    the accounts behind the dots."""

    shell: Shell
    stability: view.Stability
    chart: Scatter
    by_id: dict[str, view.Placed]


@router.get("/stability")
def show(request: Request, owner: str = "", quadrant: str = "") -> HTMLResponse:
    """The whole book, one owner's or one quadrant's."""
    site = site_of(request)
    found = view.stability(site.desk, owner or None, quadrant or None)
    page = StabilityPage(
        shell=site.shell(request, "accounts"),
        stability=found,
        chart=scatter(
            found.cloud,
            [(one.account_id, one.readiness, one.stability) for one in found.placed],
            found.crossed_at,
        ),
        by_id={one.account_id: one for one in found.placed},
    )
    return site.render("stability.html", page)
