"""The forms of accounts: what a visitor does lands in the ledger; then back to the page, which says what happened."""

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from adjoin.desk import acting
from adjoin.desk.acting import Done, Heard, Person
from adjoin.domain.errors import ConfigurationError
from adjoin.web.site import COOKIE, site_of

router = APIRouter()
YEAR = 365 * 24 * 3600

Text = Annotated[str, Form()]


def _person(request: Request) -> Person:
    site = site_of(request)
    return Person(site.who(request), site.clock())


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ConfigurationError(f"'{written}' is not a day; write it as 2026-09-30.") from None


def _back(account: str, back: str, done: Done) -> RedirectResponse:
    here = f"/accounts/{quote(account, safe='')}"
    place = {"account": here, "value-map": f"{here}/value-map"}.get(back, "/")
    return RedirectResponse(f"{place}?done={done.entry_id}", status_code=303)


@router.post("/act/snooze")
def snooze(request: Request, account: Text, until: Text = "", back: Text = "") -> RedirectResponse:
    """Show the account again on a day."""
    done = acting.snooze(site_of(request).desk, account, _day(until), _person(request))
    return _back(account, back, done)


@router.post("/act/not-now")
def not_now(request: Request, account: Text, reason: Text = "", back: Text = "") -> RedirectResponse:
    """Rest the product, with the reason."""
    done = acting.not_now(site_of(request).desk, account, reason.strip(), _person(request))
    return _back(account, back, done)


@router.post("/act/hold")
def hold(
    request: Request, account: Text, until: Text = "", why: Text = "", back: Text = ""
) -> RedirectResponse:
    """Hands off the account until a day."""
    done = acting.hold(site_of(request).desk, account, _day(until), why.strip(), _person(request))
    return _back(account, back, done)


@router.post("/act/heard")
def heard(
    request: Request, account: Text, kind: Text = "", text: Text = "", product: Text = "", back: Text = ""
) -> RedirectResponse:
    """Keep what was heard at the account."""
    told = Heard(kind, text.strip(), product or None)
    return _back(account, back, acting.hear(site_of(request).desk, account, told, _person(request)))


@router.post("/act/feedback")
def feedback(request: Request, account: Text, kind: Text = "", back: Text = "") -> RedirectResponse:
    """Whether the recommendation helped."""
    done = acting.feedback(site_of(request).desk, account, kind, _person(request))
    return _back(account, back, done)


@router.post("/act/you")
def you(person: Text = "") -> RedirectResponse:
    """Remember who acts in this browser."""
    answer = RedirectResponse("/", status_code=303)
    name = person.strip()[:80]
    if name:
        answer.set_cookie(COOKIE, quote(name, safe=""), max_age=YEAR, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(COOKIE)
    return answer
