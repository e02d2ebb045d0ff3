"""Retention: whether accounts with several products stay, counted soundly, and the folklore way beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import retention as view
from adjoin.presentation.by_products import ByProducts, Held, by_products
from adjoin.web.site import Shell, site_of

router = APIRouter()
WAYS = {
    "landmark": "at equal age, size and segment",
    "calendar": "counted on one day a year ago",
    "naive": "the folklore way of counting",
    "folklore": "figures told everywhere",
}
"""Each way of counting as people read it, the one to trust first."""


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """The curves. `shell`: what stands around the page. `seen`: the view. `ways`: code → words. `picture`: all curves,
    None where there is none."""

    shell: Shell
    seen: view.Retention
    ways: Mapping[str, str]
    picture: ByProducts | None


@router.get("/retention")
def show(request: Request) -> HTMLResponse:
    """Both curves, the sentence that explains the gap, and the table behind them."""
    site = site_of(request)
    seen = view.retention(site.desk)
    courses = [
        ("folklore", [_held(step) for step in seen.folklore]),
        ("naive", [_held(step) for step in seen.naive]),
        ("calendar", [_held(step) for step in seen.calendar]),
        ("landmark", [_held(step) for step in seen.landmark]),
    ]
    page = RetentionPage(
        shell=site.shell(request, "scorecard"),
        seen=seen,
        ways=WAYS,
        picture=by_products(courses) if seen.there else None,
    )
    return site.render("retention.html", page)


def _held(step: view.Step) -> Held:
    """The standardised share where there is one."""
    if step.standardised is None:
        return Held(step.products, step.rate, step.low, step.high)
    return Held(step.products, step.standardised, step.standardised_low, step.standardised_high)
