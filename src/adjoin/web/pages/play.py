"""One play: what is due next and what stands in the way, then all that belongs to it, with its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import play_view as view
from adjoin.desk.given import KINDS
from adjoin.desk.play_objections import Read
from adjoin.desk.trial_proposed import TrialsOfPlay, trials_of_play
from adjoin.domain.entry import OUTCOMES
from adjoin.web.pages.trials import products_offered
from adjoin.web.site import Shell, site_of

router = APIRouter()
PUT_OFF_DAYS, REST_DAYS = 3, 14
LOGGED = ("note", "call", "meeting", "mail")


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that could not be kept. `form`: which; `says`: why and what to do; `typed`: what the person wrote."""

    form: str
    says: tuple[str, ...]
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlayPage:
    """One play.

    `shell`: what stands around the page. `view`: the play. `refused`: the form that came back, None where none did.
    `read`: what a pasted reply was taken for, not kept yet. `outcomes`, `logged`, `conceded`: what the forms offer.
    `put_off`, `rest`: the days that they propose; `earliest`: the first day that a rest can end. `trials`: of its
    product at its account, and one to start; `products`: (id, name) that its form offers.
    """

    shell: Shell
    view: view.PlayView
    refused: Refused | None
    read: Read | None
    outcomes: tuple[str, ...]
    logged: tuple[str, ...]
    conceded: tuple[str, ...]
    put_off: date
    rest: date
    earliest: date
    trials: TrialsOfPlay
    products: tuple[tuple[str, str], ...]


@router.get("/plays/{play_id}")
def show(request: Request, play_id: int) -> HTMLResponse:
    """The play of that number."""
    return play_page(request, play_id)


def play_page(
    request: Request,
    play_id: int,
    *,
    refused: Refused | None = None,
    read: Read | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page of a play, with a form that came back or a reply that was read, if there is one."""
    site = site_of(request)
    found = view.play_view(site.desk, play_id)
    shell = site.shell(request, "plays")
    on = max([found.as_of, *(step.on for step in found.steps)])
    page = PlayPage(
        shell=replace(shell, done=_just_done(found, request.query_params.get("done", ""))),
        view=found,
        refused=refused,
        read=read,
        outcomes=OUTCOMES,
        logged=LOGGED,
        conceded=KINDS,
        put_off=on + timedelta(days=PUT_OFF_DAYS),
        rest=on + timedelta(days=REST_DAYS),
        earliest=on + timedelta(days=1),
        trials=trials_of_play(site.desk, play_id),
        products=products_offered(site),
    )
    return site.render("play.html", page, status)


def _just_done(found: view.PlayView, entry_id: str) -> str | None:
    """What the step of that entry did, in words; the address holds only its number."""
    step = next((step for step in found.steps if str(step.entry_id) == entry_id), None)
    return None if step is None else f"Kept. {step.person[:1].upper()}{step.person[1:]} {step.did}."
