"""Signals: the detectors and their record."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import signals as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()
ENDS = (0.1, 50.0)
"""Lifts at the ends of the line, on a log scale."""


@dataclass(frozen=True, slots=True)
class SignalsPage:
    """All detectors. `shell`: what stands around the page. `signals`: the view. `marks`: lift by name, drawn.

    `recorded`, `silent`, `off`: the detectors with a record, those that run without one, and those that do not run.
    """

    shell: Shell
    signals: view.Detectors
    recorded: tuple[view.DetectorLine, ...]
    silent: tuple[view.DetectorLine, ...]
    off: tuple[view.DetectorLine, ...]
    marks: dict[str, Whisker | None]


@router.get("/signals")
def show(request: Request) -> HTMLResponse:
    """Every detector with its record."""
    site = site_of(request)
    found = view.detectors(site.desk)
    on = [one for one in found.detectors if not one.off_because]
    page = SignalsPage(
        shell=site.shell(request, "signals"),
        signals=found,
        recorded=tuple(one for one in on if one.recorded),
        silent=tuple(one for one in on if not one.recorded),
        off=tuple(one for one in found.detectors if one.off_because),
        marks={
            one.name: whisker(one.lift, (one.lift_low, one.lift_high), ENDS, 1.0, log=True)
            for one in found.detectors
        },
    )
    return site.render("signals.html", page)
