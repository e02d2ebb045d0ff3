"""A message goes to somebody who plays its part for this product, and greets nobody else."""

from collections.abc import Iterator

from adjoin.drafts.brief import Brief, Person
from adjoin.drafts.checker.greetings import HONORIFICS
from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.words_of_text import words_of
from adjoin.drafts.draft import DraftKind

ROLES = {
    DraftKind.BUYER_MESSAGE: "economic_buyer",
    DraftKind.USER_MESSAGE: "user",
    DraftKind.EVALUATOR_MESSAGE: "evaluator",
}


def faults(read: Reading) -> Iterator[str]:
    """A hypothesis is for ours and goes to no customer; an opening question goes to anybody but a blocker."""
    draft, brief = read.draft, read.known.brief
    fit = _fitting(draft.kind, brief)
    if draft.to is not None and draft.to not in {person.contact_id for person in fit}:
        yield f"goes to {_who(draft.to, brief)}; {_wanted(draft.kind, fit)}"
    greeted = set(words_of(read.greeted)) - HONORIFICS
    if not greeted:
        return
    to = [person for person in fit if draft.to in (None, person.contact_id)]
    if greeted & {word for person in to for word in _called(person)}:
        return
    for person in brief.people:
        if person not in to and greeted & set(_called(person)):
            yield f"greets “{read.greeted}”: {person.name or person.title} is {_part(person.role)}"
            return
    if brief.sender and greeted & set(words_of(brief.sender.name)):
        yield f"greets “{read.greeted}”, who is ours"


def _fitting(kind: DraftKind, brief: Brief) -> list[Person]:
    if kind == DraftKind.HYPOTHESIS:
        return []
    if kind == DraftKind.OPENING_QUESTION:
        return [person for person in brief.people if person.role != "blocker"]
    return [person for person in brief.people if person.role == ROLES[kind]]


def _called(person: Person) -> list[str]:
    return [*words_of(person.name or ""), *words_of(person.title or "")]


def _part(role: str) -> str:
    return f"the {role.replace('_', ' ')}"


def _who(contact_id: str, brief: Brief) -> str:
    roles = [person for person in brief.people if person.contact_id == contact_id]
    if not roles:
        return f"“{contact_id}”, who is not in the brief"
    return f"{roles[0].name or contact_id} ({', '.join(_part(person.role) for person in roles)})"


def _wanted(kind: DraftKind, fit: list[Person]) -> str:
    if kind == DraftKind.HYPOTHESIS:
        return "a hypothesis is for ours alone"
    names = ", ".join(person.name or person.contact_id for person in fit)
    role = _part(ROLES[kind]) if kind in ROLES else "somebody who is no blocker"
    return f"it must go to {role}{': ' + names if names else ', of whom nobody is known'}"
