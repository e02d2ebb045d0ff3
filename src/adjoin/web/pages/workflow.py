"""Workflow: what the catalog links beside what is seen."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import workflow as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()
ENDS = (0.1, 10.0)
"""Lifts at the ends of the line, on a log scale, 1 in its middle."""


@dataclass(frozen=True, slots=True)
class WorkflowPage:
    """The map. `shell`: what stands around the page. `workflow`: the view. `marks`: lift by (from, to) ids, drawn."""

    shell: Shell
    workflow: view.Workflow
    marks: dict[tuple[str, str], Whisker | None]


@router.get("/workflow")
def show(request: Request) -> HTMLResponse:
    """Links and lifts, by finding."""
    site = site_of(request)
    found = view.workflow(site.desk)
    marks = {
        (link.from_id, link.to_id): whisker(link.lift, (link.lift_low, link.lift_high), ENDS, 1.0, log=True)
        for group in found.found
        for link in group.links
    }
    return site.render("workflow.html", WorkflowPage(site.shell(request, "affinity"), found, marks))
