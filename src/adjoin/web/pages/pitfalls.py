"""Pitfalls: six ways in which cross-selling goes wrong, watched live."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import pitfalls as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PitfallsPage:
    """The six cards, or one of them. `shell`: what stands around the page. `watched`: the view. `names`, `symptoms`,
    `states`: code → words. `shares`: by symptom, its share with the threshold from which it is bad marked."""

    shell: Shell
    watched: view.Pitfalls
    names: Mapping[str, str]
    symptoms: Mapping[str, str]
    states: Mapping[str, str]
    shares: Mapping[str, Whisker | None]


@router.get("/pitfalls")
def show(request: Request, pitfall: str = "", symptom: str = "") -> HTMLResponse:
    """What the address asks for: all six, or one with the accounts behind it."""
    site = site_of(request)
    found = view.pitfalls(site.desk, pitfall or None, symptom or None)
    every = [one for each in found.pitfalls for one in (each.worst, *each.others)]
    page = PitfallsPage(
        shell=site.shell(request, "scorecard"),
        watched=found,
        names=view.PITFALLS,
        symptoms=view.SYMPTOMS,
        states=view.STATES,
        shares={
            one.symptom: whisker(one.share, (one.low, one.high), (0.0, 1.0), one.threshold) for one in every
        },
    )
    return site.render("pitfalls.html", page)
