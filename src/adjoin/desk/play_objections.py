"""Objections at a play: a reply is read, a person confirms what it is, and the play changes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.objection_answer import answer, offered
from adjoin.desk.offering import owners
from adjoin.desk.person import Done, Person
from adjoin.desk.recommendation import LIVE, product_names
from adjoin.desk.stepping import take
from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Play, StepVerb
from adjoin.language.opening import AUTO, open_embeddings
from adjoin.plays import steps
from adjoin.plays.objections import classify
from adjoin.plays.objections.objection import Objection, Planned
from adjoin.plays.objections.own_words import own_words
from adjoin.plays.objections.reading import Objections
from adjoin.words.count import counted
from adjoin.words.days import day
from adjoin.words.names import ROLES
from adjoin.words.share import percent

RIVALS = "evaluating_others"
"""The objection that a named rival raises."""
NEAREST = 3
"""So many objections are named where none is sure enough."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reply was taken for before anybody confirmed it. `kind`: an objection's id, None where nothing is sure
    enough; `confidence` 0–1; `next_kind`: the runner-up; `why`: a sentence. `by_model`: False where only shared words
    were compared, which recognise few replies. `nearest`: where nothing is sure enough, the likeliest: id, name and
    confidence. `refused`: the project's own objections that could not be read, each with why; no reply is compared
    to them."""

    text: str
    kind: str | None
    name: str | None
    confidence: float
    next_kind: str | None
    next_name: str | None
    next_confidence: float | None
    why: str
    by_model: bool
    nearest: tuple[tuple[str, str, float], ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """`Budget comes later (96 % sure); perhaps Happy with what they have (10 %)`."""
        if self.name is None:
            listed = ", ".join(f"{name} ({percent(sure)})" for _, name, sure in self.nearest)
            return f"Nothing is sure enough to name{f'; nearest: {listed}' if listed else ''}"
        sure = f"{self.name} ({percent(self.confidence)} sure)"
        if self.next_name is None or self.next_confidence is None:
            return sure
        return f"{sure}; perhaps {self.next_name} ({percent(self.next_confidence)})"


@dataclass(frozen=True, slots=True)
class Kind:
    """An objection that can be chosen. `next_step`: what to do; `artefact`: what goes with the answer in words, None
    for nothing; `changes`: what it does to the play, one sentence each; `page`: the artefact's kind, None where it is
    no page."""

    objection_id: str
    name: str
    next_step: str
    artefact: str | None
    changes: tuple[str, ...]
    page: ArtefactKind | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an objection would bring at a play, nothing kept yet. `references`: customers who could be spoken to, each
    in words."""

    kind: Kind
    response: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection that a person confirmed. `text`: the customer's words; `response`: what to answer; `confidence`: of
    the reading, None where it was not kept; `changes`: what it did to the play then."""

    entry_id: int
    on: date
    person: str
    text: str
    kind: Kind
    response: str
    confidence: float | None
    changes: tuple[str, ...]


def read_reply(desk: Desk, reply: str, product_id: str | None = None) -> Read:
    """Which objection the reply is, if it is one; nothing is kept. ConfigurationError for an empty reply.

    `product_id`: what the play sells; a reply that names a tool which it replaces speaks of a rival.
    """
    text = reply.strip()
    if not text:
        raise ConfigurationError("Paste what they wrote: there is nothing to read.")
    known = desk.project.objections
    model = str(desk.project.configuration.settings.get("text", {}).get("model", AUTO))
    found = _reader(known.known, model, desk.project.root, desk.project.state).classify(text)
    named = {objection.id: objection.name for objection in known.known}
    rival = _rival_in(desk, text, product_id) if RIVALS in named else None
    if rival is not None:
        found = _with_a_rival(found, rival)
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
        nearest=tuple((g.objection_id, named[g.objection_id], g.confidence) for g in found.others[:NEAREST])
        if sure is None
        else (),
        refused=tuple(f"{each.name}: {each.why}" for each in known.refused),
    )


def _rival_in(desk: Desk, text: str, product_id: str | None) -> str | None:
    """The first tool that the product replaces by the catalog and that the reply's own words name."""
    tools = desk.product(product_id).replaces.tools if product_id in product_names(desk) else ()
    said = own_words(text)
    named = (t for t in tools if re.search(rf"(?<!\w){re.escape(t)}(?!\w)", said, re.IGNORECASE))
    return next(named, None)


def _with_a_rival(read: classify.Classified, rival: str) -> classify.Classified:
    """The reading with the rival as a further cue: the objection of rivals is found, behind what is surer."""
    if any(guess.objection_id == RIVALS for guess in read.found):
        return read
    own = next((guess for guess in read.others if guess.objection_id == RIVALS), None)
    sure = max(own.confidence if own else 0.0, classify.CONFIDENT)
    cue = classify.Guess(RIVALS, sure, rival, "a tool that the product replaces")
    others = tuple(guess for guess in read.others if guess is not own)
    return classify.Classified(
        tuple(sorted((*read.found, cue), key=lambda guess: -guess.confidence)), others, read.by_model
    )


@lru_cache(maxsize=4)
def _reader(known: tuple[Objection, ...], model: str, root: Path, state: Path) -> classify.Reader:
    return classify.reader_of(known, open_embeddings(model, root, state)[0])


@on_one_publication
def propose(desk: Desk, play: Play, kind: str) -> Proposed:
    """What to answer and what would change, were it that objection. ConfigurationError for one that is not known."""
    chosen = desk.project.objections.get(kind)
    return Proposed(_kind(chosen), answer(desk, play, chosen), _references(desk, play))


@on_one_publication
def raise_objection(
    desk: Desk, play: Play, kind: str, text: str, person: Person, named: Mapping[str, date] | None = None
) -> Done:
    """Keep what the customer said and what the person took it for; it changes the play's tasks.

    `named`: the days that the customer named. ConfigurationError for an objection that is not known.
    """
    chosen = desk.project.objections.get(kind)
    effects = chosen.effects_on(named)
    said_no = steps.Objection(kind, text, effects, _kept(desk, chosen, text, play), _strongest(desk, play))
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
                response=str(kept) if kept else answer(desk, campaign.play, about) if about else "",
                confidence=step.data.get("confidence"),
                changes=tuple(map(_changed, step.data.get("effects") or ())),
            )
        )
    return tuple(found)


def _kept(desk: Desk, chosen: Objection, text: str, play: Play) -> dict[str, object]:
    """What is kept beside the words: the answer given, and how sure the reading was that it is this one."""
    read = read_reply(desk, text, play.product_id)
    sure = {read.kind: read.confidence, read.next_kind: read.next_confidence}.get(chosen.id)
    said = {"response": answer(desk, play, chosen), "answer": offered(desk, play, chosen)}
    return {**said, "confidence": sure, "read_as": read.kind}


def _strongest(desk: Desk, play: Play) -> float | None:
    """The score of today's weightiest signal for the play's product: a weightier one wakes it from its sleep."""
    live = [
        row["score"]
        for row in desk.rows_of("signals", [play.account_id])
        if row["product_id"] == play.product_id and row["state"] in LIVE
    ]
    return max(live, default=None)


def _references(desk: Desk, play: Play) -> tuple[str, ...]:
    rows = [
        row
        for row in desk.rows_of("reference_customers", [play.account_id])
        if row["product_id"] == play.product_id
    ]
    return tuple(
        f"{row['reference']} ({row.get('caution') or row['alike_by']})"
        for row in sorted(rows, key=lambda row: int(row["place"]))
    )


def _kind(objection: Objection) -> Kind:
    return Kind(
        objection_id=objection.id,
        name=objection.name,
        next_step=objection.next_step,
        artefact=str(objection.artefact).replace("_", " ") if objection.artefact else None,
        changes=tuple(_change(effect) for effect in objection.effects),
        page=objection.artefact if isinstance(objection.artefact, ArtefactKind) else None,
    )


def _changed(kept: Mapping[str, Any]) -> str:
    """The sentence for an effect as the step keeps it: what the project's file says by now changes nothing."""
    until = date.fromisoformat(kept["until"]) if kept.get("until") else None
    days = None if kept.get("days") is None else counted(int(kept["days"]), "business day")
    due = f"due on {day(until)}" if until else f"due in {days}"
    by_kind = {
        "put_off": f"What is open moved {f'to {day(until)}' if until else f'by {days}'}",
        "needs_review": f"A review that holds the play in its phase, {due}",
        "ask_role": f"Somebody of theirs to bring in, {due}",
        "urgent": f"What is open is {due}",
        "snooze": f"The play sleeps for {counted(int(kept.get('days') or 0), 'day')}",
    }
    role = str(kept.get("role"))
    task = f"A task for {ROLES.get(role, role)}, {due}"
    return f"{by_kind.get(str(kept['kind']), task)}: {str(kept.get('what') or '').rstrip('.')}"


def _change(effect: Planned) -> str:
    """`What is open moves by 5 business days: …` or `A task for customer success, due in 1 business day: …`."""
    days = None if effect.days is None else counted(effect.days, "business day")
    due = f"due in {days}" if days else "due on the day they name"
    by_kind = {
        "put_off": f"What is open moves {f'by {days}' if days else 'to the day they name'}",
        "needs_review": f"A review that holds the play in its phase, {due}",
        "ask_role": f"Somebody of theirs to bring in, which holds the play in its phase, {due}",
        "urgent": f"What is open and due later is {due}",
        "snooze": f"The play sleeps for {effect.days} days, or until a stronger signal",
    }
    task = f"A task for {ROLES.get(effect.role, effect.role)}, {due}"
    return f"{by_kind.get(str(effect.kind), task)}: {effect.what.rstrip('.')}"
