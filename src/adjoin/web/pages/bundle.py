"""One bundle: its parts, what it comes to, whom it fits, how its demand was learned."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import bundle as view
from adjoin.presentation.net_by_uplift import NetByUplift, Point, net_by_uplift
from adjoin.web.site import Shell, Site, site_of
from adjoin.words.money import money
from adjoin.words.share import percent

router = APIRouter()


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One bundle. `shell`: what stands around the page. `found`: the view. `picture`: net by uplift, None where nobody
    knows how many will buy. `cases`: the same as a table, uplift → discount → case."""

    shell: Shell
    found: view.OneBundle
    picture: NetByUplift | None
    cases: Mapping[float, Mapping[float, view.Case]]


@router.get("/offers/{bundle:path}")
def show(request: Request, bundle: str) -> HTMLResponse:
    """The bundle with that id or name."""
    site = site_of(request)
    found = view.bundle(site.desk, bundle)
    cases: dict[float, dict[float, view.Case]] = {}
    for case in found.cases:
        cases.setdefault(case.uplift, {})[case.discount] = case
    page = BundlePage(
        shell=site.shell(request, "offers"),
        found=found,
        picture=_picture(site, found),
        cases=cases,
    )
    return site.render("bundle.html", page)


def _picture(site: Site, found: view.OneBundle) -> NetByUplift | None:
    currency = site.desk.project.configuration.currency
    points = [Point(case.discount, case.uplift, case.net) for case in found.cases]
    return net_by_uplift(
        points,
        lambda uplift: f"+{percent(uplift)}" if uplift else "as many",
        lambda net: money(net, currency),
    )
