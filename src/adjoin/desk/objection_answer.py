"""What to answer to an objection at a play: the words of the objection, with who and what the run knows put in."""

from adjoin.desk.desk import Desk
from adjoin.desk.play_brief import brief_of
from adjoin.desk.recommendation import product_names
from adjoin.domain.play import Campaign, Play, StepVerb
from adjoin.drafts.brief import Brief
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.placeholders import placeholders
from adjoin.plays.objections.objection import Objection
from adjoin.plays.records.objection_records import answer_first

READERS = ("economic_buyer", "champion", "user", "evaluator")
"""Whom an answer greets where nobody knows to whom the last words went, the first of them who has a name."""


def answer(desk: Desk, play: Play, chosen: Objection) -> str:
    """The words to send after a person has read them; a sentence whose word nobody knows is left out."""
    found = brief_of(desk, play)
    names = product_names(desk)
    base = play.base_product_id
    words = {
        "account": found.account if found else play.account_id,
        "product": names.get(play.product_id, play.product_id),
        "base_product": names.get(base, base) if base else None,
        "need": _need(desk, found) if found else None,
        "person": _person(found, desk.ledger.campaign(play.play_id)) if found else None,
    }
    return chosen.answer(words, offered(desk, play, chosen))


def offered(desk: Desk, play: Play, chosen: Objection) -> str:
    """The name of the answer that is offered first, by what came of each."""
    return answer_first(chosen, desk.rows("objection_records"), play.play_id)[0]


def _need(desk: Desk, brief: Brief) -> str | None:
    """What was seen or said, as a clause to the customer without a full stop; None while the need is only projected."""
    if brief.need == "projected":
        return None
    seen = placeholders(brief, DraftKind.BUYER_MESSAGE, desk.project.words).placeholders.seen
    return seen.rstrip(".") or None


def _person(brief: Brief, campaign: Campaign) -> str | None:
    """The name of whom the last approved words were to, else of the first reader whose name looks like one."""
    sent_to = [t.step.data.get("to") for t in reversed(campaign.steps) if t.step.verb is StepVerb.APPROVE]
    known = {person.contact_id: person.name for person in brief.people}
    by_role = (brief.person(role) for role in READERS)
    names = (*(known.get(to) for to in sent_to if to), *(person.name for person in by_role if person))
    return next((name for name in map(clean_name, names) if name), None)
