"""A draft as the rules read it: normalised, in sentences, without greeting and signature."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from adjoin.drafts.checker.greetings import COURTESY, GREETING, SIGN_OFF
from adjoin.drafts.checker.known import Known
from adjoin.drafts.draft import Draft, DraftKind

MESSAGES = (DraftKind.BUYER_MESSAGE, DraftKind.USER_MESSAGE, DraftKind.EVALUATOR_MESSAGE)
SIGNATURE_WORDS = 15
_BREAK = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘($€£¥]*[^\W_a-z])|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Inc|Ltd|Co|Corp|No|vs|approx|e\.g|i\.e|p\.a|Jr|Sr)\.$|\b(?:am|vom|dem|den|bis"
    r"|zum|seit) \d{1,2}\.$"
)


@dataclass(frozen=True)
class Reading:
    """What the rules see. `subject` and `body` in compatibility form (NFKC), so that look-alikes cannot hide words."""

    draft: Draft
    known: Known
    subject: str
    body: str

    @cached_property
    def text(self) -> str:
        """Subject and body."""
        return f"{self.subject}\n{self.body}" if self.subject else self.body

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The subject and every sentence of the body."""
        return tuple(filter(None, (self.subject, *sentences(self.body))))

    @cached_property
    def nameless(self) -> tuple[str, ...]:
        """The lines without the names that the brief gives: Free People gives nothing away."""
        names = self.known.names
        return tuple(names.sub(" ", line) for line in self.lines) if names else self.lines

    @cached_property
    def greeted(self) -> str:
        """Whom the greeting names, empty where there is none."""
        found = GREETING.match(self.body)
        return (found["whom"] or found["alone"] or "").strip() if found else ""

    @cached_property
    def greetingless(self) -> str:
        """The body from behind its greeting."""
        found = GREETING.match(self.body)
        return self.body[found.end() :] if found else self.body

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The sentences up to the first with content: courtesies and it."""
        said = tuple(sentences(self.greetingless))
        return said[: said.index(self.content[0]) + 1] if self.content else said

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The sentences of the body after greeting and courtesies and before the signature."""
        kept: list[str] = []
        said = tuple(sentences(self.greetingless))
        for at, sentence in enumerate(said):
            if SIGN_OFF.fullmatch(sentence.strip()) and len(" ".join(said[at:]).split()) <= SIGNATURE_WORDS:
                break
            if kept or not COURTESY.match(sentence):
                kept.append(sentence)
        return tuple(kept)


def reading(draft: Draft, facts: Known) -> Reading:
    """The draft over what its brief shows."""
    return Reading(draft, facts, normal(draft.subject or ""), normal(draft.body))


def normal(text: str) -> str:
    """NFKC, with plain apostrophes and spaces and Latin digits; vulgar fractions stay words of their own."""
    parts = (_letter(letter) for letter in text.replace("½", " half").replace("¼", " quarter"))
    return text if text.isascii() else unicodedata.normalize("NFKC", "".join(parts)).replace("’", "'")


def sentences(text: str) -> Iterator[str]:
    """Sentences and lines, an abbreviation's full stop not taken for an end."""
    held = ""
    for part in _BREAK.split(text):
        held = f"{held} {part}".strip() if held else part.strip()
        if held and not _ABBREVIATED.search(held):
            yield held
            held = ""
    if held:
        yield held


def _letter(letter: str) -> str:
    digit = unicodedata.digit(letter, None) if not letter.isascii() else None
    return letter if digit is None or not letter.isdecimal() else str(digit)
