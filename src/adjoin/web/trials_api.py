"""Trials over HTTP: a product starts one and reports what was reached; JSON alone, and each request once by its key."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from adjoin.desk import Desk, trialing
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter, Trialled
from adjoin.desk.trials import NESTED, live_trials, trial_at
from adjoin.domain.errors import ConfigurationError
from adjoin.web.api import Failure
from adjoin.web.site import site_of
from adjoin.words.rows_as_json import rows_as_json

Do = Callable[[Desk, Reporter], Trialled]


def json_only(request: Request) -> None:
    """Refuse what a form of another site could send without asking: only JSON is read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise HTTPException(415, "Send JSON, with the header Content-Type: application/json.")


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (403, 404, 409, 413, 415, 422)
}
router = APIRouter(prefix="/api/trials", dependencies=[Depends(json_only)], responses=REFUSALS)
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", max_length=200, description="The same key twice is the same request."),
]


class Sent(BaseModel):
    """What every request may carry. `on`: since when it counts, by default the run's day."""

    model_config = ConfigDict(extra="forbid")

    token: str | None = Field(default=None, min_length=1, max_length=200)
    source: str = Field(default="product", max_length=80)
    on: date | None = None


class CriterionSent(BaseModel):
    """One criterion: what must be true, and where it is a number what is counted and how many."""

    model_config = ConfigDict(extra="forbid")

    what: str
    metric: str | None = None
    target: float | None = None


class StartSent(Sent):
    """A trial to start.

    `criteria`: in one line, `WHAT` or `WHAT | METRIC | TARGET`, or in parts. `seeded_with`: customer data that it
    holds, or "nothing". `ends_on`: by default in 30 days.
    """

    account: str = Field(default="", max_length=200)
    product: str = Field(default="", max_length=200)
    criteria: list[str | CriterionSent] = []
    participants: list[str] = []
    seeded_with: list[str] | str | None = None
    ends_on: date | None = None
    play: int | None = None


class MilestoneSent(Sent):
    """Something that was reached."""

    text: str = ""


class EndSent(Sent):
    """The end of a trial, planned or not."""

    reason: str | None = None


class ExtendSent(EndSent):
    """A later end, and why."""

    until: date


@router.post("", status_code=201, summary="Start a trial")
def start(request: Request, sent: StartSent, key: Key = None) -> Response:
    """201 with the trial; 200 with the same one where the key was sent before; 409 if one runs."""
    seeded = [sent.seeded_with] if isinstance(sent.seeded_with, str) else sent.seeded_with
    criteria = [one if isinstance(one, str) else (one.what, one.metric, one.target) for one in sent.criteria]
    asked = Asked(sent.account, sent.product, criteria, seeded, sent.participants, sent.ends_on, sent.play)
    return _did(request, sent, key, lambda desk, who: trialing.start_trial(desk, asked, who))


@router.get("", summary="Trials, as `adjoin show trials --format json` prints them")
def listed(
    request: Request,
    account: Annotated[str | None, Query(description="Only this account, by id or name.")] = None,
    as_of: Annotated[date | None, Query(description="As they stood on this date.")] = None,
) -> Response:
    """All of them by id: told, and found in subscriptions."""
    rows = live_trials(site_of(request).desk, account, as_of).to_pylist()
    return Response(rows_as_json(rows, NESTED), media_type="application/json")


@router.get("/{trial_id}", summary="One trial with all that was done with it")
def one(request: Request, trial_id: str, as_of: date | None = None) -> Response:
    """The row of `trials`, and `log`."""
    return JSONResponse(trial_at(site_of(request).desk, trial_id, as_of).as_data())


@router.post("/{trial_id}/milestones", status_code=201, summary="Report a milestone")
def milestone(request: Request, trial_id: str, sent: MilestoneSent, key: Key = None) -> Response:
    """201 with the trial; 200 where the key was sent before."""
    number = _number(request, trial_id)
    return _did(request, sent, key, lambda desk, who: trialing.milestone(desk, number, sent.text, who))


@router.post("/{trial_id}/criteria/{place}/met", summary="A criterion is met")
def met(request: Request, trial_id: str, place: int, sent: Sent, key: Key = None) -> Response:
    """The trial with its criterion met."""
    number = _number(request, trial_id)
    return _did(request, sent, key, lambda desk, who: trialing.met(desk, number, str(place), who), 200)


@router.post("/{trial_id}/end", summary="The trial is over")
def end(request: Request, trial_id: str, sent: EndSent, key: Key = None) -> Response:
    """The trial, ended."""
    number = _number(request, trial_id)
    return _did(request, sent, key, lambda desk, who: trialing.end(desk, number, sent.reason, who), 200)


@router.post("/{trial_id}/stop", summary="The trial is broken off")
def stop(request: Request, trial_id: str, sent: EndSent, key: Key = None) -> Response:
    """The trial, stopped; a reason is needed."""
    number = _number(request, trial_id)
    return _did(request, sent, key, lambda desk, who: trialing.stop(desk, number, sent.reason, who), 200)


@router.post("/{trial_id}/extend", summary="The trial ends later")
def extend(request: Request, trial_id: str, sent: ExtendSent, key: Key = None) -> Response:
    """The trial with its new end: once, with a reason."""
    number = _number(request, trial_id)
    return _did(
        request, sent, key, lambda desk, who: trialing.extend(desk, number, sent.until, sent.reason, who), 200
    )


def _did(request: Request, sent: Sent, key: str | None, do: Do, made: int = 201) -> Response:
    site = site_of(request)
    if sent.token and key and sent.token != key:
        raise ConfigurationError("The header Idempotency-Key and the field token differ: send one of them.")
    token = sent.token or key
    person = Person(site.person, site.clock(), token)
    who = Reporter(person, sent.source, sent.on, _digest(request, sent) if token else None)
    done = do(site.desk, who)
    view = trial_at(site.desk, str(done.history.trial.trial_id))
    return JSONResponse(view.as_data(), status_code=200 if done.again else made)


def _digest(request: Request, sent: Sent) -> str:
    """Of the address and all that was sent, so that a key sent with something else is noticed."""
    words = json.dumps(sent.model_dump(mode="json", exclude={"token"}), sort_keys=True)
    return sha256(f"{request.url.path}\n{words}".encode()).hexdigest()[:16]


def _number(request: Request, trial_id: str) -> int:
    """The number of a trial that somebody told of; 404 where there is none."""
    if trial_id.isascii() and trial_id.isdecimal() and len(trial_id) <= 9:
        with suppress(ConfigurationError):
            return site_of(request).desk.ledger.trial(int(trial_id)).trial.trial_id
    raise HTTPException(404)
