"""Offers: what could be offered together, and what bundles sold so far came to."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import bundles as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Offered:
    """One bundle, and its net revenue as a mark on a line that has zero on it."""

    bundle: view.Bundle
    mark: Whisker | None


@dataclass(frozen=True, slots=True)
class BundlesPage:
    """All bundles. `shell`: what stands around the page. `bundles`: the view. `offered`: drawn. `estimated`: whether
    what a discount changes is known for any of them."""

    shell: Shell
    bundles: view.Bundles
    offered: tuple[Offered, ...]
    estimated: bool


@router.get("/offers")
def show(request: Request, kind: str = "", product: str = "") -> HTMLResponse:
    """Those of the kind and with the product that the address asks for."""
    site = site_of(request)
    found = view.bundles(site.desk, kind or None, product or None)
    page = BundlesPage(
        shell=site.shell(request, "offers"),
        bundles=found,
        offered=_drawn(found),
        estimated=any(one.net_revenue is not None for one in found.bundles),
    )
    return site.render("bundles.html", page)


def _drawn(found: view.Bundles) -> tuple[Offered, ...]:
    nets = [
        bound
        for one in found.bundles
        for bound in (one.net_revenue, one.net_revenue_low, one.net_revenue_high)
        if bound is not None
    ]
    ends = (min(0.0, *nets), max(0.0, *nets)) if nets else (0.0, 0.0)
    if ends[0] == ends[1]:
        return tuple(Offered(one, None) for one in found.bundles)
    return tuple(
        Offered(one, whisker(one.net_revenue, (one.net_revenue_low, one.net_revenue_high), ends, 0.0))
        for one in found.bundles
    )
