"""Who and what a brief names, as far as the names look like names."""

from adjoin.domain.catalog import PairReadiness, Product
from adjoin.drafts.brief import Brief, Person
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.draft import DraftKind

READERS = {
    DraftKind.BUYER_MESSAGE: "economic_buyer",
    DraftKind.USER_MESSAGE: "user",
    DraftKind.EVALUATOR_MESSAGE: "evaluator",
}
"""The part for a product that the reader of a message plays."""

OPENS_WITH = ("economic_buyer", "user", "champion", "evaluator")
"""Whom the opening question is put to, where several are known."""

NOBODY_KNOWN = {
    DraftKind.BUYER_MESSAGE: "whoever pays for it",
    DraftKind.USER_MESSAGE: "whoever uses it",
    DraftKind.EVALUATOR_MESSAGE: "whoever judges it technically",
    DraftKind.OPENING_QUESTION: "whoever is closest to the work",
}
"""Whom a draft without a reader waits for; a hypothesis is for ours."""


def company(brief: Brief) -> str:
    """The account's name, unless it looks like none or holds the product's, with which no message begins."""
    name = clean_name(brief.account)
    return name if name and brief.product.name.casefold() not in name.casefold() else "your company"


def held(brief: Brief) -> tuple[str, ...]:
    """The names of what the account holds, the longest first."""
    base = (brief.base_product.name,) if brief.base_product else ()
    return tuple(sorted({*base, *brief.uses} - {brief.product.name}, key=lambda name: (-len(name), name)))


def called(person: Person | None) -> str | None:
    """Name and title of a person as far as they look like ones, `Zoe Horvat (VP Finance)`; None if nobody is known."""
    if person is None:
        return None
    name, title = clean_name(person.name), clean_name(person.title)
    if name and title:
        return f"{name} ({title})"
    return name or (f"their {title}" if title else "somebody whose name is not on record")


def reader_of(brief: Brief, kind: DraftKind) -> Person | None:
    """Whom a draft of that kind is addressed to; None where nobody is known, and for a hypothesis."""
    if kind is DraftKind.OPENING_QUESTION:
        return next((person for role in OPENS_WITH if (person := brief.person(role))), None)
    return brief.person(READERS[kind]) if kind in READERS else None


def greeting(reader: Person | None) -> str:
    """By name only where the name looks like one."""
    name = clean_name(reader.name) if reader else None
    return f"Hello {name}," if name else "Hello,"


def calendar_link(brief: Brief) -> str | None:
    """The sender's own link; None without one."""
    url = brief.sender.calendar_url if brief.sender else None
    return url if url and url.startswith(("https://", "http://")) and len(url.split()) == 1 else None


def pair_of(brief: Brief) -> PairReadiness:
    """How the product works with its base, whichever of the two says so."""
    product, base = brief.product, brief.base_product
    nothing = PairReadiness()
    return nothing if base is None else _said_of(product, base) or _said_of(base, product) or nothing


def _said_of(one: Product, other: Product) -> PairReadiness | None:
    return one.works_with.get(other.id)
