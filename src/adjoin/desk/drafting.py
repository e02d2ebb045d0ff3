"""Words for one account: drafts held to the guard rails, with the evidence they cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from adjoin.desk.briefing import brief
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Done, Person
from adjoin.desk.remembered import Remembering
from adjoin.desk.stepping import take
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Play, StepVerb
from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.checker.check import check
from adjoin.drafts.draft import Checked, Draft, DraftKind
from adjoin.drafts.drafter.language_model import LanguageModel
from adjoin.drafts.drafter.offered import Offered, offered
from adjoin.drafts.drafter.port import KINDS, Drafter
from adjoin.drafts.drafter.templates import Templates
from adjoin.drafts.prompt import Prompt, prompt
from adjoin.plays import steps


@dataclass(frozen=True, slots=True)
class Approved:
    """Words that a person stands by, as they were then. `to`: the contact's id; `on`: the day it counts from;
    `entry_id`: its number in the ledger."""

    entry_id: int
    kind: str
    subject: str | None
    body: str
    to: str | None
    person: str
    on: date


@dataclass(frozen=True, slots=True)
class Words:
    """The drafts about one account and one product. `play`: the one that runs for this product, in which a draft can
    be approved; None without one. `approved`: what was approved in it, the latest first.

    `notes`: templates of the project that were refused, each with why.
    """

    brief: Brief
    offered: tuple[Offered, ...]
    play: Play | None
    approved: tuple[Approved, ...]
    notes: tuple[str, ...]

    def cited(self, draft: Draft) -> tuple[Evidence, ...]:
        """The evidence a draft cites, in its order."""
        return tuple(one for cite in draft.cites for one in self.brief.evidence if one.id == cite)

    def named(self, contact_id: str | None) -> str | None:
        """Whom a draft is to: name and title as far as known; None where nobody is."""
        person = next((one for one in self.brief.people if one.contact_id == contact_id), None)
        return (
            None
            if person is None
            else ", ".join(part for part in (person.name, person.title) if part) or None
        )


@on_one_publication
def words(desk: Desk, account: str, product: str | None = None, kinds: Sequence[DraftKind] = KINDS) -> Words:
    """One draft of each kind, by the language model where one is configured, else by the offline templates.

    What the checker finds fault with is not ready; a language model's draft that is not ready gives way to the
    template's, with the reason. ConfigurationError where there is no product to speak of.
    """
    found = brief(desk, account, product)
    ours = desk.project.words
    play = play_about(desk, found.account_id, found.product.id)
    return Words(
        brief=found,
        offered=offered(found, desk.project.catalog, _drafter(desk), kinds, Templates(ours)),
        play=play,
        approved=() if play is None else _approved(desk, play),
        notes=tuple(f"{refused.file}: {refused.why}" for refused in ours.refused),
    )


@on_one_publication
def whole_prompt(desk: Desk, account: str, product: str | None = None) -> Prompt:
    """What a language model is, or would be, asked for this account."""
    return prompt(brief(desk, account, product), desk.project.words)


@on_one_publication
def check_draft(desk: Desk, account: str, draft: Draft) -> Checked:
    """A draft as a person left it, checked like any other: whom it is to and what it cites are checked, too."""
    return check(draft, brief(desk, account, draft.product_id), desk.project.catalog)


def approve(desk: Desk, account: str, checked: Checked, person: Person) -> Done:
    """A person read it and stands by it; nothing is sent. ConfigurationError where it is not ready, or where no play
    about its product runs."""
    draft = checked.draft
    account_id = desk.reader.account_id(account)
    play = play_about(desk, account_id, draft.product_id)
    if play is None:
        raise ConfigurationError(
            f"No play about {desk.product(draft.product_id).name} runs at {account}: words are approved in a play. "
            f"Accept it first, on the account's page or with: adjoin play accept {account_id}"
        )
    kept = {"subject": draft.subject, "body": draft.body, "to": draft.to, "cites": list(draft.cites)}
    faults = [fault.says for fault in checked.faults]
    return take(
        desk,
        play,
        person,
        None,
        lambda campaign, who: steps.approve(campaign, who, str(draft.kind), kept, faults),
        f"The {str(draft.kind).replace('_', ' ')} is approved; nothing was sent",
    )


def play_about(desk: Desk, account_id: str, product_id: str) -> Play | None:
    """The play that runs at the account for that product."""
    running = desk.ledger.plays(only_running=True)
    return next((p for p in running if (p.account_id, p.product_id) == (account_id, product_id)), None)


def draft_kind(written: str) -> DraftKind:
    """The kind of that name. ConfigurationError with the nearest spelling if there is none."""
    if written not in tuple(DraftKind):
        known = tuple(str(kind) for kind in DraftKind)
        raise ConfigurationError(
            f"'{written}' is no kind of draft{nearest(written, known)}. Use one of: {', '.join(known)}."
        )
    return DraftKind(written)


def _approved(desk: Desk, play: Play) -> tuple[Approved, ...]:
    found = [
        Approved(
            entry_id=taken.entry_id,
            kind=taken.step.kind or "",
            subject=taken.step.data.get("subject"),
            body=taken.step.text or "",
            to=taken.step.data.get("to"),
            person=taken.step.person,
            on=taken.step.effective_on,
        )
        for taken in desk.ledger.campaign(play.play_id).steps
        if taken.step.verb is StepVerb.APPROVE
    ]
    return tuple(reversed(found))


def _drafter(desk: Desk) -> Drafter | None:
    configured = desk.project.configuration.language_model
    if configured is None:
        return None
    return Remembering(LanguageModel(configured, desk.project.words), desk.project.words, str(configured))
