"""Accounts: find one by name or id."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from adjoin.desk import book as view
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts that match what was searched.

    `shell`: what stands around the page. `book`: the view.
    """

    shell: Shell
    book: view.Book


@router.get("/accounts")
def show(request: Request, q: str = "") -> Response:
    """The list; an id or the only match goes straight to its page."""
    site = site_of(request)
    found = view.book(site.desk, q)
    if found.search and found.found == 1:
        url = request.url_for("account_page", account_id=found.accounts[0].account_id)
        return RedirectResponse(url.path, status_code=303)
    return site.render("accounts.html", AccountsPage(site.shell(request, "accounts"), found))
