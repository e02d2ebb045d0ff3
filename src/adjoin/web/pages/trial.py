"""One trial: how it stands, what can be done with it, and all that happened."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import trial_view as view
from adjoin.web.pages.play import Refused
from adjoin.web.site import Shell, site_of
from adjoin.words.days import with_days_said

router = APIRouter()
LONGER_DAYS = 14


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One trial.

    `shell`: what stands around the page. `view`: the trial. `refused`: the form that came back, None where none did.
    `latest`: the last day from which a step can count. `longer`: the first day to which it can be extended;
    `extended`: the day that the form proposes.
    """

    shell: Shell
    view: view.TrialPageView
    refused: Refused | None
    latest: date
    longer: date
    extended: date


@router.get("/trials/{trial_id:path}")
def show(request: Request, trial_id: str) -> HTMLResponse:
    """The trial of that id."""
    return trial_page(request, trial_id)


def trial_page(
    request: Request, trial_id: str, *, refused: Refused | None = None, status: int = 200
) -> HTMLResponse:
    """The page of a trial, with a form that came back, if there is one."""
    site = site_of(request)
    found = view.trial_view(site.desk, trial_id)
    shell = site.shell(request, "offers")
    ends_on, latest = found.line.ends_on or found.as_of, found.moves.extend_to
    proposed = max(ends_on, found.on) + timedelta(days=LONGER_DAYS)
    page = TrialPage(
        shell=replace(shell, done=_just_done(found, request.query_params.get("done", ""))),
        view=found,
        refused=refused,
        latest=max(site.clock().date(), found.on),
        longer=max(ends_on + timedelta(days=1), found.on),
        extended=proposed if latest is None else min(proposed, latest),
    )
    return site.render("trial.html", page, status)


def _just_done(found: view.TrialPageView, entry_id: str) -> str | None:
    """What the step of that entry did, in words; the address holds only its number."""
    step = next((step for step in found.steps if str(step.entry_id) == entry_id), None)
    if step is None:
        return None
    words = f" {step.words}" if step.words and step.did.endswith(":") else ""
    said = f"{step.person[:1].upper()}{step.person[1:]} {step.did}{words}"
    return with_days_said(f"Kept. {said.rstrip('.')}. The next run counts it.", found.as_of)
