"""The forms that start and stop an experiment: each is kept once; a refusal comes back with all that was written."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from adjoin.desk import Desk, experimenting
from adjoin.desk.experimenting import Wanted
from adjoin.desk.person import Person
from adjoin.domain.errors import ConfigurationError
from adjoin.web.experiment_form import StartSent, StopSent, in_words, wanted_of
from adjoin.web.pages.experiment import experiment_page
from adjoin.web.pages.experiments import experiments_page
from adjoin.web.pages.play import Refused
from adjoin.web.site import site_of

router = APIRouter()


@router.post("/experiments/start")
def start(request: Request, sent: Annotated[StartSent, Form()]) -> Response:
    """Draw the arms and go to the experiment, or come back with why it cannot begin."""
    site = site_of(request)
    person = Person(site.who(request), site.clock())
    try:
        wanted = wanted_of(sent)
        if not _begun(site.desk, wanted, sent.approver, person):
            experimenting.start(site.desk, wanted, sent.approver, person)
    except ConfigurationError as error:
        return experiments_page(request, sent, in_words(error.problems), 422)
    return _to(wanted.name.strip())


@router.post("/experiments/stop")
def stop(request: Request, sent: Annotated[StopSent, Form()]) -> Response:
    """End it, and go back to it."""
    site = site_of(request)
    person = Person(site.who(request), site.clock())
    try:
        if not _stopped(site.desk, sent, person):
            experimenting.stop(site.desk, sent.experiment, sent.why, person)
    except ConfigurationError as error:
        refused = Refused("stop", in_words(error.problems), sent.model_dump())
        return experiment_page(request, sent.experiment, refused=refused, status=422)
    return _to(sent.experiment)


def _begun(desk: Desk, wanted: Wanted, approver: str, person: Person) -> bool:
    """Whether this very form was sent before."""
    asked = (wanted.name.strip(), wanted.design, approver.strip(), person.name)
    kept = desk.ledger.experiments()
    return asked in {(one.experiment, str(one.design), one.approver, one.person) for one in kept}


def _stopped(desk: Desk, sent: StopSent, person: Person) -> bool:
    asked = (sent.experiment, sent.why.strip(), person.name)
    return asked in {(one.experiment, one.stopped_why, one.stopped_by) for one in desk.ledger.experiments()}


def _to(name: str) -> RedirectResponse:
    return RedirectResponse(f"/experiments/{quote(name, safe='')}", status_code=303)
