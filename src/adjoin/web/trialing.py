"""The forms of trials: each is kept once however often it is sent; a refusal comes back with all that was written."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from adjoin.desk import Desk, trialing
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter, Trialled
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.web.once import token_of
from adjoin.web.pages.play import Refused
from adjoin.web.pages.trial import trial_page
from adjoin.web.pages.trials import NotStarted, not_started
from adjoin.web.site import site_of

router = APIRouter()
ANYWAY = re.compile(r" A person may say why it begins anyway: --anyway WHY\.")
COMMAND = re.compile(r" Run: adjoin .*")
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class StartSent(BaseModel):
    """What the form to start a trial sent; lists are one a line."""

    token: str = ""
    play: str = ""
    account: str = ""
    product: str = ""
    starts_on: str = ""
    ends_on: str = ""
    criteria: str = ""
    participants: str = ""
    seeded_with: str = ""
    anyway: str = ""


class StepSent(BaseModel):
    """What a form of a trial sent; empty where it has no such field."""

    token: str = ""
    criterion: str = ""
    text: str = ""
    on: str = ""
    until: str = ""
    reason: str = ""


Step = Callable[[Desk, int, StepSent, Reporter], Trialled]


def _milestone(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    return trialing.milestone(desk, trial_id, sent.text, who)


def _met(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    return trialing.met(desk, trial_id, sent.criterion, who)


def _extend(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    until = _day(sent.until)
    if until is None:
        raise ConfigurationError("Say until when it is extended: write the day as 2026-09-30.")
    return trialing.extend(desk, trial_id, until, sent.reason, who)


def _end(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    return trialing.end(desk, trial_id, sent.reason.strip() or None, who)


def _stop(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    return trialing.stop(desk, trial_id, sent.reason, who)


def _convert(desk: Desk, trial_id: int, sent: StepSent, who: Reporter) -> Trialled:
    return trialing.convert(desk, trial_id, sent.reason, who)


STEPS: dict[str, Step] = {
    "milestone": _milestone,
    "met": _met,
    "extend": _extend,
    "end": _end,
    "stop": _stop,
    "convert": _convert,
}
"""What the forms of a trial can do, by the last part of their address."""


@router.post("/trials/start")
def start(request: Request, sent: Annotated[StartSent, Form()]) -> Response:
    """Start a trial and go to its page, or come back with what stands in its way."""
    site = site_of(request)
    person = Person(site.who(request), site.clock(), token_of("start", sent))
    try:
        done = trialing.start_trial(site.desk, _asked(sent), Reporter(person, on=_day(sent.starts_on)))
    except (ConfigurationError, ConflictError) as error:
        says = _says(error)
        words = tuple(ANYWAY.sub("", one) for one in says)
        refused = NotStarted(words, sent.model_dump(exclude={"token"}), passable=words != says)
        return not_started(request, refused, _status(error))
    return _to_the_trial(done)


@router.post("/trials/{trial_id}/{verb}")
def step(request: Request, trial_id: Number, verb: str, sent: Annotated[StepSent, Form()]) -> Response:
    """Take one step and go back to the trial, which says what happened or why not."""
    site = site_of(request)
    if verb not in STEPS:
        raise ConfigurationError(f"A trial has no form '{verb}'. Go back and reload the page.")
    site.desk.ledger.trial(trial_id)
    person = Person(site.who(request), site.clock(), token_of(verb, sent))
    try:
        done = STEPS[verb](site.desk, trial_id, sent, Reporter(person, on=_day(sent.on)))
    except (ConfigurationError, ConflictError) as error:
        refused = Refused(verb, _says(error), sent.model_dump(exclude={"token"}))
        return trial_page(request, str(trial_id), refused=refused, status=_status(error))
    return _to_the_trial(done)


def _asked(sent: StartSent) -> Asked:
    return Asked(
        sent.account,
        sent.product,
        _lines(sent.criteria),
        _lines(sent.seeded_with) or None,
        _lines(sent.participants),
        _day(sent.ends_on),
        int(sent.play) if sent.play.isdecimal() else None,
        sent.anyway.strip() or None,
    )


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip()) if words.strip() else None
    except ValueError:
        raise ConfigurationError(f"'{words}' is not a day; write it as 2026-09-30.") from None


def _says(error: ConfigurationError | ConflictError) -> tuple[str, ...]:
    """The sentences without the command that they end with: here there is a form for it."""
    says = error.problems if isinstance(error, ConfigurationError) else (str(error),)
    return tuple(COMMAND.sub("", one) for one in says)


def _status(error: Exception) -> int:
    return 409 if isinstance(error, ConflictError) else 422


def _to_the_trial(done: Trialled) -> RedirectResponse:
    return RedirectResponse(f"/trials/{done.history.trial.trial_id}?done={done.entry_id}", status_code=303)
