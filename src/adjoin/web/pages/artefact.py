"""The page that goes with an answer to the customer: to read, to print, to copy as Markdown. Nothing is sent."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse

from adjoin.desk.artefacts import artefact_kind, artefact_of_play
from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.play import Play
from adjoin.drafts.artefacts.artefact import Artefact
from adjoin.drafts.artefacts.making import as_markdown
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ArtefactPage:
    """One page for a customer. `shell`: what stands around it. `play`: the play it belongs to. `artefact`: what it
    says. `kinds`: the pages that can be made."""

    shell: Shell
    play: Play
    artefact: Artefact
    kinds: tuple[ArtefactKind, ...] = tuple(ArtefactKind)


@router.get("/plays/{play_id}/artefacts/{kind}.md")
def markdown(request: Request, play_id: int, kind: str) -> PlainTextResponse:
    """The same page as Markdown."""
    desk = site_of(request).desk
    play = desk.ledger.campaign(play_id).play
    made = artefact_of_play(desk, play, artefact_kind(kind))
    return PlainTextResponse(as_markdown(made), media_type="text/markdown; charset=utf-8")


@router.get("/plays/{play_id}/artefacts/{kind}")
def show(request: Request, play_id: int, kind: str) -> HTMLResponse:
    """The page of that kind for the play."""
    site = site_of(request)
    play = site.desk.ledger.campaign(play_id).play
    made = artefact_of_play(site.desk, play, artefact_kind(kind))
    return site.render("artefact.html", ArtefactPage(site.shell(request, "plays"), play, made))
