"""Objections at a play: a reply is read, a person confirms what it is, and the play changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.offering import owners
from adjoin.desk.person import Done, Person
from adjoin.desk.recommendation import product_names
from adjoin.desk.stepping import take
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Play, StepVerb
from adjoin.language.opening import AUTO, open_embeddings
from adjoin.plays import steps
from adjoin.plays.objections import classify
from adjoin.plays.objections.objection import Objection, Planned
from adjoin.plays.objections.reading import Objections, read_objections


@dataclass(frozen=True, slots=True)
class Read:
    """What a reply was taken for before anybody confirmed it. `kind`: an objection's id, None where nothing is sure
    enough; `confidence` 0–1; `next_kind`: the runner-up; `why`: a sentence. `by_model`: False where only shared words
    were compared, which recognise few replies."""

    text: str
    kind: str | None
    name: str | None
    confidence: float
    next_kind: str | None
    next_name: str | None
    next_confidence: float | None
    why: str
    by_model: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """An objection that can be chosen. `next_step`: what to do; `artefact`: what goes with the answer, None for
    nothing; `changes`: what it does to the play, one sentence each."""

    objection_id: str
    name: str
    next_step: str
    artefact: str | None
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection that a person confirmed. `text`: the customer's words; `response`: what to answer; `confidence`: of
    the reading, None where it was not kept."""

    entry_id: int
    on: date
    person: str
    text: str
    kind: Kind
    response: str
    confidence: float | None


def read_reply(desk: Desk, reply: str) -> Read:
    """Which objection the reply is, if it is one; nothing is kept. ConfigurationError for an empty reply."""
    text = reply.strip()
    if not text:
        raise ConfigurationError("Paste what they wrote: there is nothing to read.")
    known = read_objections(desk.project.root)
    model = str(desk.project.configuration.settings.get("text", {}).get("model", AUTO))
    found = _reader(known.known, model, desk.project.root, desk.project.state).classify(text)
    named = {objection.id: objection.name for objection in known.known}
    sure = found.found[0] if found.found else None
    other = found.found[1] if len(found.found) > 1 else found.runner_up
    return Read(
        text=text,
        kind=sure.objection_id if sure else None,
        name=named[sure.objection_id] if sure else None,
        confidence=found.confidence,
        next_kind=other.objection_id if other else None,
        next_name=named[other.objection_id] if other else None,
        next_confidence=other.confidence if other else None,
        why=found.why,
        by_model=found.by_model,
    )


@lru_cache(maxsize=4)
def _reader(known: tuple[Objection, ...], model: str, root: Path, state: Path) -> classify.Reader:
    return classify.reader_of(known, open_embeddings(model, root, state)[0])


@on_one_publication
def raise_objection(
    desk: Desk, play: Play, kind: str, text: str, person: Person, named: Mapping[str, date] | None = None
) -> Done:
    """Keep what the customer said and what the person took it for; it changes the play's tasks.

    `named`: the days that the customer named. ConfigurationError for an objection that is not known.
    """
    chosen = read_objections(desk.project.root).get(kind)
    effects = chosen.effects_on(named)
    said_no = steps.Objection(kind, text, effects, _kept(desk, chosen, text, play))
    book = next(iter(desk.rows_of("accounts", [play.account_id])), {"csm": None, "ae": None, "country": None})
    ours = owners(desk, book)
    return take(
        desk,
        play,
        person,
        None,
        lambda campaign, who: steps.objection(campaign, who, said_no, book["country"], ours),
        f"Objection kept: {chosen.name}",
    )


def kinds(known: Objections) -> tuple[Kind, ...]:
    """Every objection that can be chosen."""
    return tuple(_kind(objection) for objection in known.known)


def raised(desk: Desk, campaign: Campaign, known: Objections) -> tuple[Raised, ...]:
    """The objections of a play, the newest first; one that the project no longer knows is named by its id."""
    by_id = {objection.id: objection for objection in known.known}
    found = []
    for taken in reversed(campaign.steps):
        step = taken.step
        if step.verb is not StepVerb.OBJECTION or step.kind is None:
            continue
        about = by_id.get(step.kind)
        kept = step.data.get("response")
        found.append(
            Raised(
                entry_id=taken.entry_id,
                on=step.effective_on,
                person=step.person,
                text=step.text or "",
                kind=_kind(about) if about else Kind(step.kind, step.kind.replace("_", " "), "", None, ()),
                response=str(kept) if kept else _response(desk, about, campaign.play) if about else "",
                confidence=step.data.get("confidence"),
            )
        )
    return tuple(found)


def _kept(desk: Desk, chosen: Objection, text: str, play: Play) -> dict[str, object]:
    """What is kept beside the words: the answer given, and how sure the reading was that it is this one."""
    read = read_reply(desk, text)
    sure = {read.kind: read.confidence, read.next_kind: read.next_confidence}.get(chosen.id)
    return {"response": _response(desk, chosen, play), "confidence": sure, "read_as": read.kind}


def _response(desk: Desk, chosen: Objection, play: Play) -> str:
    names = product_names(desk)
    book = next(iter(desk.rows_of("accounts", [play.account_id])), {})
    base = play.base_product_id
    words = {
        "account": book.get("name") or play.account_id,
        "product": names.get(play.product_id, play.product_id),
        "base_product": names.get(base, base) if base else None,
        "need": None,
        "person": None,
    }
    return chosen.answer(words)


def _kind(objection: Objection) -> Kind:
    return Kind(
        objection_id=objection.id,
        name=objection.name,
        next_step=objection.next_step,
        artefact=str(objection.artefact).replace("_", " ") if objection.artefact else None,
        changes=tuple(_change(effect) for effect in objection.effects),
    )


def _change(effect: Planned) -> str:
    """`What is open moves by 5 business days: …` or `A task for the CSM, due in 3 business days: …`."""
    due = f"due in {effect.days} business days" if effect.days is not None else "due on the day they name"
    moves = f"by {effect.days} business days" if effect.days is not None else "to the day they name"
    by_kind = {
        "put_off": f"What is open moves {moves}",
        "needs_review": f"A review that holds the play in its phase, {due}",
        "ask_role": f"Somebody of theirs to bring in, {due}",
        "urgent": f"What is open is {due}",
        "snooze": f"The play sleeps for {effect.days} days",
    }
    return f"{by_kind.get(str(effect.kind), f'A task for {effect.role}, {due}')}: {effect.what.rstrip('.')}"
