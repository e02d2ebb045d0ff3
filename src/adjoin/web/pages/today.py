"""Today: whom to speak to, about what, why now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import today as view
from adjoin.desk.held_by_gate import value_held
from adjoin.desk.speaking import Speak, speaking
from adjoin.web.site import Shell, site_of

router = APIRouter()
SNOOZE_DAYS = 14


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The day of one owner, or of all.

    `shell`: what stands around the page. `today`: the view. `snooze_until`: the day a snooze proposes.
    `held_value`: expected value a year that the gates hold back, alone and among several; None
    where nothing has a price. `speak`: by account of a card, whom to speak to and how to begin.
    """

    shell: Shell
    today: view.Today
    snooze_until: date
    held_value: float | None
    speak: Mapping[str, Speak]


@router.get("/")
def show(request: Request, owner: str = "") -> HTMLResponse:
    """The first page."""
    site = site_of(request)
    found = view.today(site.desk, owner or None)
    return site.render(
        "today.html",
        TodayPage(
            shell=site.shell(request, "today"),
            today=found,
            snooze_until=max(site.today(), found.as_of) + timedelta(days=SNOOZE_DAYS),
            held_value=value_held([gate.sums for gate in found.held]),
            speak=speaking(site.desk, found.cards),
        ),
    )
