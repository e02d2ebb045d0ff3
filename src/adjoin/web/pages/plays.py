"""Plays: the board of what is going on, by phase."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import plays_board as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PlaysPage:
    """The board.

    `shell`: what stands around the page. `board`: the view. `filtered`: whether anything is filtered away.
    `phases`: (code, name) of each phase.
    """

    shell: Shell
    board: view.Board
    filtered: bool
    phases: tuple[tuple[str, str], ...]


@router.get("/plays")
def show(
    request: Request, owner: str = "", phase: str = "", motion: str = "", overdue: str = ""
) -> HTMLResponse:
    """Every running play, or those of an owner, a phase, a motion, or the late ones only."""
    site = site_of(request)
    asked = view.Filters(owner or None, phase or None, motion or None, bool(overdue))
    page = PlaysPage(
        shell=site.shell(request, "plays"),
        board=view.plays_board(site.desk, asked),
        filtered=asked != view.Filters(),
        phases=tuple((str(phase), name) for phase, name in view.PHASES.items()),
    )
    return site.render("plays.html", page)
