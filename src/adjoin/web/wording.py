"""The forms of words and of the value map: check an edited draft, approve it, edit an assumption."""

from hashlib import sha256
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from adjoin.desk.drafting import approve, check_draft, draft_kind
from adjoin.desk.person import Person
from adjoin.desk.value_map import assume, value_map_of
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.draft import Draft
from adjoin.drafts.value_map.assumption import Assumption
from adjoin.web.pages.drafts import Edited, drafts_page
from adjoin.web.pages.value_map import Refused, value_map_page
from adjoin.web.site import Site, site_of

router = APIRouter()
TOKEN = 40
SIGNS = str.maketrans("", "", "$€£¥%,'\u00a0\u202f ")
"""What people write around a number; it changes nothing."""


class Wording(BaseModel):
    """A draft as the form sends it: the words, and what they belong to. `do`: check or approve."""

    kind: str = ""
    about: str = ""
    subject: str | None = None
    body: str = ""
    to: str = ""
    cites: str = ""
    give_get: str = ""
    token: str = ""
    product: str = ""
    do: str = "check"

    def draft(self) -> Draft:
        """The words as a draft. Browsers send line ends of two characters."""
        lines = (self.body or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        return Draft(
            kind=draft_kind(self.kind),
            body=lines,
            product_id=self.about,
            cites=tuple(self.cites.split()),
            to=self.to or None,
            subject=None if self.subject is None else " ".join(self.subject.split()),
            give_get=self.give_get or None,
        )


class Edit(BaseModel):
    """Another number for an assumption, as people write it."""

    name: str = ""
    value: str = ""
    why: str = ""
    token: str = ""
    product: str = ""


@router.post("/accounts/{account_id:path}/drafts")
def word(request: Request, account_id: str, sent: Annotated[Wording, Form()]) -> Response:
    """Check a draft as the visitor left it, and keep it where they approve it and nothing is found against it."""
    site = site_of(request)
    checked = check_draft(site.desk, account_id, sent.draft())
    if sent.do != "approve":
        return drafts_page(request, account_id, sent.product, Edited(checked), 200 if checked.ready else 422)
    try:
        done = approve(site.desk, account_id, checked, _person(site, request, sent))
    except (ConfigurationError, ConflictError) as error:
        edited = Edited(checked, () if checked.faults else _says(error))
        return drafts_page(request, account_id, sent.product, edited, _status(error))
    return _back(account_id, "drafts", sent.product, done.entry_id)


@router.post("/accounts/{account_id:path}/value-map")
def edit(request: Request, account_id: str, sent: Annotated[Edit, Form()]) -> Response:
    """Count with another number; one that cannot be kept comes back on the page."""
    site = site_of(request)
    try:
        one = value_map_of(site.desk, account_id).value_map.assumptions.named(sent.name)
        number = _number(one, sent.value)
        person = _person(site, request, sent)
        done = assume(site.desk, account_id, sent.name, number, person, sent.why.strip() or None)
    except (ConfigurationError, ConflictError) as error:
        refused = Refused(sent.name, _says(error), sent.value, sent.why)
        return value_map_page(request, account_id, sent.product, refused, _status(error))
    return _back(account_id, "value-map", sent.product, done.entry_id)


def _number(one: Assumption, written: str) -> float:
    """The number of an assumption as people write it: shares in per cent."""
    try:
        number = float(written.translate(SIGNS))
    except ValueError:
        raise ConfigurationError(
            f"“{written.strip()}” is no number for “{one.called}”. Write digits, such as 40."
        ) from None
    if one.unit == "share":
        if not 0 <= number <= 100:
            raise ConfigurationError(f"{one.called} is a share from 0 to 100 %; got {number:g}.")
        return number / 100
    return number


def _person(site: Site, request: Request, sent: Wording | Edit) -> Person:
    """Who acts. The same form sent twice is one step; other words from an old page are another."""
    if not sent.token:
        return Person(site.who(request), site.clock())
    words = "\x1f".join(str(value) for value in sent.model_dump(exclude={"token"}).values())
    token = f"{sent.token[:TOKEN]}-{sha256(words.encode()).hexdigest()[:12]}"
    return Person(site.who(request), site.clock(), token)


def _says(error: ConfigurationError | ConflictError) -> tuple[str, ...]:
    return tuple(error.problems) if isinstance(error, ConfigurationError) else (str(error),)


def _status(error: ConfigurationError | ConflictError) -> int:
    return 409 if isinstance(error, ConflictError) else 422


def _back(account: str, place: str, product: str, entry_id: int) -> RedirectResponse:
    named = f"product={quote(product, safe='')}&" if product else ""
    return RedirectResponse(
        f"/accounts/{quote(account, safe='')}/{place}?{named}done={entry_id}", status_code=303
    )
