"""Words: drafts for one account beside the evidence they cite, to edit, check, approve and copy. Nothing is sent."""

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import Desk
from adjoin.desk.drafting import Approved, Words, words
from adjoin.desk.people import CHAIRS, people
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.brief import Evidence
from adjoin.drafts.draft import Checked, DraftKind
from adjoin.drafts.drafter.offered import Offered
from adjoin.drafts.prompt import Prompt, prompt
from adjoin.web.site import Shell, site_of

router = APIRouter()
READERS = {
    DraftKind.BUYER_MESSAGE: "economic_buyer",
    DraftKind.USER_MESSAGE: "user",
    DraftKind.EVALUATOR_MESSAGE: "evaluator",
}
"""Whose part it is to read a message."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft as a person left it. `checked`: with the faults found, None where it could not be checked; `refused`:
    why it was not kept."""

    checked: Checked
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One draft with what stands beside it. `offered`: as it was written and checked; `edited`: as the visitor just
    left it, None where nobody did. `to`: whom it is to; `empty_chair`: whom to look for where nobody is known;
    `cited`: the evidence it rests on; `approved`: what was approved of this kind, the latest first."""

    offered: Offered
    edited: Edited | None
    to: str | None
    empty_chair: str | None
    cited: tuple[Evidence, ...]
    approved: tuple[Approved, ...]

    @property
    def shown(self) -> Checked:
        """What stands in the form: the visitor's words before the writer's."""
        return self.edited.checked if self.edited else self.offered.checked


@dataclass(frozen=True, slots=True)
class DraftsPage:
    """The words for one account.

    `shell`: what stands around the page. `account_id`, `account`: whom it is about. `words`: the drafts, None where
    there is nothing to write; then `nothing` says why. `cards`: one a draft. `prompt`: what a language model is, or
    would be, asked. `asks_model`: whether one is configured. `product`: the product named in the address.
    """

    shell: Shell
    account_id: str
    account: str
    words: Words | None
    nothing: str | None
    cards: tuple[DraftCard, ...]
    prompt: Prompt | None
    asks_model: bool
    product: str


@router.get("/accounts/{account_id:path}/drafts")
def show(request: Request, account_id: str, product: str = "") -> HTMLResponse:
    """The drafts of the account for its play's product, the recommended one, or the one named."""
    return drafts_page(request, account_id, product)


def drafts_page(
    request: Request, account: str, product: str = "", edited: Edited | None = None, status: int = 200
) -> HTMLResponse:
    """The page of the drafts, one of them as the visitor left it if given."""
    site = site_of(request)
    desk = site.desk.pinned()
    account_id = desk.reader.account_id(account)
    try:
        found, nothing = words(desk, account_id, product or None), None
    except ConfigurationError:
        if product:
            desk.product(product)
        found, nothing = None, "No product is recommended here now, so there is nothing to write about."
    (book,) = desk.rows_of("accounts", [account_id])
    shell = site.shell(request, "accounts")
    page = DraftsPage(
        shell=replace(shell, done=_just_done(found, request.query_params.get("done", ""))),
        account_id=account_id,
        account=book["name"] or account_id,
        words=found,
        nothing=nothing,
        cards=_cards(desk, found, edited) if found else (),
        prompt=prompt(found.brief, desk.project.words) if found else None,
        asks_model=desk.project.configuration.language_model is not None,
        product=product,
    )
    return site.render("drafts.html", page, status)


def _cards(desk: Desk, found: Words, edited: Edited | None) -> tuple[DraftCard, ...]:
    chairs = people(desk, found.brief.account_id, found.brief.product.id)
    cards = []
    for one in found.offered:
        draft = one.checked.draft
        role = READERS.get(draft.kind)
        cards.append(
            DraftCard(
                offered=one,
                edited=edited if edited and edited.checked.draft.kind is draft.kind else None,
                to=found.named(draft.to)
                and f"{found.named(draft.to)} ({CHAIRS.get(role or '', 'at the account')})",
                empty_chair=chairs.chair(role).says if role and draft.to is None else None,
                cited=found.cited(draft),
                approved=tuple(was for was in found.approved if was.kind == draft.kind),
            )
        )
    return tuple(cards)


def _just_done(found: Words | None, entry_id: str) -> str | None:
    """What was just approved; the address holds only its number."""
    kept = next((one for one in (found.approved if found else ()) if str(one.entry_id) == entry_id), None)
    if kept is None:
        return None
    return (
        f"Kept. {kept.person[:1].upper()}{kept.person[1:]} approved these words. Nothing was sent: copy them."
    )
