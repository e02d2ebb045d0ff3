"""Learned: what learning changed, before and after, and the records that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import learned as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LearnedPage:
    """What learning changed. `shell`: what stands around the page. `learned`: the view. `scopes`: code of a record →
    words. `shares`: the share won of each play record, by scope and name, with that of all plays marked. `heaviest`:
    the longest bar of a change in log-odds."""

    shell: Shell
    learned: view.Learned
    scopes: Mapping[str, str]
    shares: Mapping[tuple[str, str], Whisker | None]
    heaviest: float


@router.get("/learned")
def show(request: Request) -> HTMLResponse:
    """Changes, then records."""
    site = site_of(request)
    found = view.learned(site.desk)
    common = next((one.share for one in found.plays.get("all", ())), None)
    records = [one for of_scope in found.plays.values() for one in of_scope]
    ends = [
        abs(value or 0)
        for changes in found.changes
        for one in changes.changed
        if one.unit == "log-odds"
        for value in (one.before, one.after)
    ]
    page = LearnedPage(
        shell=site.shell(request, "scorecard"),
        learned=found,
        scopes=view.SCOPES,
        shares={
            (one.scope, one.name): whisker(one.share, (one.low, one.high), (0.0, 1.0), common)
            for one in records
        },
        heaviest=max(ends, default=0.0) or 1.0,
    )
    return site.render("learned.html", page)
