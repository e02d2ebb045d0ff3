"""The form that enters the next rule of credit; a refusal comes back with all that was written."""

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from adjoin.desk import Desk
from adjoin.desk.crediting import Shares, set_credit
from adjoin.desk.person import Person
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.experiment import CreditRule
from adjoin.web.pages.attribution import ROLES, Chosen, attribution_page
from adjoin.web.pages.play import Refused
from adjoin.web.site import site_of

router = APIRouter()
COMMAND = re.compile(r" Run: adjoin .*")
PARTIES = ("csm", "ae", "partner")


class RuleSent(BaseModel):
    """What the form sent: shares in per cent, and the day from which they count."""

    csm: str = ""
    ae: str = ""
    partner: str = ""
    effective_on: str = ""
    why: str = ""


@router.post("/credit/set")
def enter(request: Request, sent: Annotated[RuleSent, Form()]) -> Response:
    """Enter the rule, or come back with what stands in its way. The same rule sent twice is one: its day tells."""
    site = site_of(request)
    person = Person(site.who(request), site.clock())
    try:
        asked = _asked(sent)
        if not _entered(site.desk, asked, person):
            set_credit(site.desk, asked, person)
    except (ConfigurationError, ConflictError) as error:
        says = error.problems if isinstance(error, ConfigurationError) else (str(error),)
        refused = Refused("credit", tuple(COMMAND.sub("", one) for one in says), sent.model_dump())
        status = 409 if isinstance(error, ConflictError) else 422
        chosen = Chosen("linear", "trigger", "", organic=False)
        return attribution_page(request, chosen, refused=refused, status=status)
    return RedirectResponse(f"/attribution?entered={asked.effective_on}#credit", status_code=303)


def _asked(sent: RuleSent) -> Shares:
    """ConfigurationError with every problem of what was written."""
    problems: list[str] = []
    shares = [_share(getattr(sent, name), ROLES[name], problems) for name in PARTIES]
    if not problems and abs(sum(shares) - 100) > 1e-7:
        problems.append(f"The shares make {sum(shares):g} % together; they must make 100 %.")
    effective_on = _day(sent.effective_on, problems)
    if problems or effective_on is None:
        raise ConfigurationError(*problems)
    csm, ae, partner = (share / 100 for share in shares)
    return Shares(csm, ae, partner, effective_on, sent.why.strip() or None)


def _share(words: str, who: str, problems: list[str]) -> float:
    try:
        share = float(words.strip().removesuffix("%").replace(",", ".") or 0)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:
        problems.append(f"{who}: '{words}' is no share; write a number from 0 to 100.")
    return share


def _day(words: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        problems.append(f"'{words}' is not a day; write from when it counts as 2026-09-30.")
        return None


def _entered(desk: Desk, asked: Shares, person: Person) -> bool:
    """Whether this very rule is there already: the button was pressed twice."""
    if asked.effective_on is None:
        return False
    rule = CreditRule(asked.effective_on, asked.csm, asked.ae, asked.partner, person.name, asked.why)
    return rule in desk.ledger.credit_rules()
