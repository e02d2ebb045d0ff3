"""What the pages say alike: who somebody is, when something is, what is still open, and why we write at all."""

from adjoin.drafts.artefacts.artefact import Given
from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.customer_text import quotable
from adjoin.words.days import day

THEIRS = {
    "economic_buyer": "your budget holder",
    "evaluator": "your technical reviewer",
    "user": "somebody of yours who works with it every day",
}
OURS = {
    "csm": "your contact with us",
    "ae": "your contact with us",
    "solutions": "somebody technical on our side",
    "partner": "the partner",
}


def theirs(brief: Brief, role: str) -> str:
    """Somebody at the customer by name, else by title, else by the part they play."""
    person = brief.person(role)
    if person is None:
        return THEIRS[role]
    return person.name or (f"your {person.title}" if person.title else THEIRS[role])


def ours(brief: Brief, given: Given, role: str) -> str:
    """Somebody of ours by name, else by the part they play. The sender stands for csm and ae."""
    if role in given.owners:
        return given.owners[role]
    sender = brief.sender
    if sender is not None and (sender.role == role or role in ("csm", "ae")):
        return sender.name
    return OURS[role]


def when(given: Given, step: str) -> str:
    """The day given for a step, or that it is open."""
    on = given.days.get(step)
    return f"on {day(on)}" if on else "date open"


def open_dates(given: Given, steps: tuple[str, ...], whom: str) -> tuple[str, ...]:
    """With whom the open dates of these steps are to be agreed; nothing where all are given."""
    missing = [step for step in steps if step not in given.days]
    word = "The open date is" if len(missing) == 1 else "Open dates are"
    return (f"{word} to be agreed with {whom}.",) if missing else ()


def open_for(whom: str) -> str:
    """Not known yet, and who is to say."""
    return f"to be answered by {whom}"


def list_of(words: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def reasons(brief: Brief) -> tuple[Evidence, ...]:
    """The evidence that a page for the customer may begin with: their own quotable words, else nothing.

    Our own sentences about signals are for us; a page that leaves the house quotes, or says nothing.
    """
    return tuple(found for found in brief.evidence if found.quote and quotable(found.quote))[:1]


def reason_lines(brief: Brief) -> tuple[str, ...]:
    """The need as the customer put it; an open question where nobody is on record as having said it."""
    said = [f"In your own words: “{quotable(found.quote)}”" for found in reasons(brief)]
    return tuple(said) or (f"What this should make better for you: {open_for(theirs(brief, 'user'))}.",)


def cited(brief: Brief) -> tuple[str, ...]:
    """Ids of what `reason_lines` quotes."""
    return tuple(found.id for found in reasons(brief))


SET_UP = {
    "none": "It is switched on; there is no set-up project.",
    "guided": "We go through the set-up with your team.",
    "project": "The set-up is a small project with a plan of its own.",
}


def set_up(brief: Brief, given: Given) -> str:
    """How the product is started, from the catalog."""
    known = SET_UP.get(brief.product.implementation or "")
    return known or f"How it is set up: {open_for(ours(brief, given, 'solutions'))}."
