"""Trials: what runs, what is over, how many converted, and the form to start one."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import trials_board as view
from adjoin.desk.trial_lines import STATES
from adjoin.desk.trial_proposed import Proposed, proposed
from adjoin.web.site import Shell, Site, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class NotStarted:
    """A trial that was refused. `says`: why and what to do; `typed`: what the person wrote; `passable`: whether they
    may say why it begins anyway."""

    says: tuple[str, ...]
    typed: Mapping[str, str]
    passable: bool


@dataclass(frozen=True, slots=True)
class TrialsPage:
    """All trials.

    `shell`: what stands around the page. `board`: the view. `states`: code → words. `start`: what the form proposes.
    `products`: (id, name) that it offers. `opened`: whether the form is open. `refused`: the form that came back, None
    where none did.
    """

    shell: Shell
    board: view.Board
    states: dict[str, str]
    start: Proposed
    products: tuple[tuple[str, str], ...]
    opened: bool
    refused: NotStarted | None


@router.get("/trials")
def show(
    request: Request, account: str = "", product: str = "", state: str = "", new: str = ""
) -> HTMLResponse:
    """What the address asks for; the form to start one knows the account and the product, open with `new`."""
    desk = site_of(request).desk.pinned()
    board = view.trials_board(desk, account or None, product or None, state or None)
    return _page(request, board, proposed(desk, board.account, board.product), None, opened=bool(new))


def not_started(request: Request, refused: NotStarted, status: int) -> HTMLResponse:
    """The page with the form that came back."""
    desk = site_of(request).desk.pinned()
    return _page(request, view.trials_board(desk), proposed(desk), refused, opened=True, status=status)


def _page(
    request: Request,
    board: view.Board,
    start: Proposed,
    refused: NotStarted | None,
    *,
    opened: bool,
    status: int = 200,
) -> HTMLResponse:
    site = site_of(request)
    page = TrialsPage(
        shell=site.shell(request, "offers"),
        board=board,
        states=STATES,
        start=start,
        products=products_offered(site),
        opened=opened,
        refused=refused,
    )
    return site.render("trials.html", page, status)


def products_offered(site: Site) -> tuple[tuple[str, str], ...]:
    """(id, name) of every product of the catalog, for the form to start a trial."""
    return tuple((product.id, product.name) for product in site.desk.project.catalog.products)
