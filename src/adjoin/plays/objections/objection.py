"""An objection: how customers say it, what to answer, what to do next, and what it changes in the play."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.play import Effect, EffectKind

REFERENCE = "reference"
PLACEHOLDERS = ("account", "product", "base_product", "need", "person")
BUDGET_OPENS = "budget_opens"
DAYS = (BUDGET_OPENS,)
"""Days that only the customer can name and that an effect may wait for."""

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Planned:
    """An effect before the day is known. `to`: one of DAYS; `days`: where no day was named; None for neither."""

    kind: EffectKind
    what: str
    role: str = "csm"
    days: int | None = None
    to: str | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection. `examples`: what customers write; `not_this`: what sounds alike and is not it.

    `response`: words to send, with placeholders of PLACEHOLDERS. `artefact`: what goes with it, REFERENCE for a talk
    with a reference customer, None for nothing. `own`: the project's own, not shipped. `other_responses`: other words
    for the same, of which the one with the best record is offered first.
    """

    id: str
    name: str
    examples: tuple[str, ...]
    response: str
    next_step: str
    not_this: tuple[str, ...] = ()
    artefact: ArtefactKind | str | None = None
    effects: tuple[Planned, ...] = ()
    own: bool = False
    other_responses: tuple[str, ...] = ()

    @property
    def answers(self) -> dict[str, str]:
        """The responses in the order of the file by name: a few letters of its digest, so that another wording is
        another answer."""
        return {_named(response): response for response in (self.response, *self.other_responses)}

    def answer(self, words: Mapping[str, str | None], name: str | None = None) -> str:
        """The response of that name, the first without one, with `words` (by placeholder) put in, read once: what a
        word itself holds is not read again.

        A sentence whose word is not known is left out, a paragraph without sentences too.
        """
        response = self.answers.get(name or "", self.response)
        paragraphs = (self._paragraph(part, words) for part in response.strip().split("\n\n"))
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)

    def _paragraph(self, paragraph: str, words: Mapping[str, str | None]) -> str:
        known = [
            sentence
            for sentence in _SENTENCE.split(" ".join(paragraph.split()))
            if all(words.get(name) for name in _PLACE.findall(sentence))
        ]
        return " ".join(_PLACE.sub(lambda found: str(words[found[1]]), sentence) for sentence in known)

    def effects_on(self, named: Mapping[str, date] | None = None) -> tuple[Effect, ...]:
        """What it changes in the play. `named`: the days that the customer named, by DAYS.

        An effect that waits for a day nobody named, and has no days instead, is left out: its task asks for the day.
        """
        return tuple(
            effect for effect in (_effect(planned, named or {}) for planned in self.effects) if effect
        )


def _named(response: str) -> str:
    return sha256(" ".join(response.split()).encode()).hexdigest()[:8]


def _effect(planned: Planned, named: Mapping[str, date]) -> Effect | None:
    until = named.get(planned.to) if planned.to else None
    if planned.to and until is None and planned.days is None:
        return None
    days = {} if planned.days is None else {"days": planned.days}
    return Effect(planned.kind, planned.what, role=planned.role, until=until, asks=planned.asks, **days)
