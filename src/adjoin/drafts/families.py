"""Families of industries, as `industries.yaml` holds them: what each wants to hear, and what it must not."""

import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from adjoin.drafts.sandbox import fill


class Family(BaseModel):
    """What is said differently in one family; see the head of `industries.yaml` for what each entry means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = ()
    opens_with: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    buyer: str | None = None
    mind: str = Field(min_length=1)
    blocker: str = Field(min_length=1)
    user: str | None = None
    evaluator: str | None = None
    question: str | None = None
    numbers: dict[str, str] = Field(default_factory=dict)

    def avoids(self, text: str) -> bool:
        """Whether a word of the text begins as one of those to avoid."""
        return any(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in self.avoid)

    def allows(self, text: str | None) -> str | None:
        """The text, or None where it holds a word to avoid."""
        return None if text is None or self.avoids(text) else text


SENTENCES = ("buyer", "mind", "blocker", "user", "evaluator", "question")
"""The entries that are sentences; they are templates over the family's numbers."""

Families = Mapping[str, Family]
"""Families by name, in the order in which they are tried; the last is everybody else's."""


def family_of(industry: str | None, families: Families) -> str:
    """The name of the first family one of whose words the industry contains, or of the last."""
    said = (industry or "").casefold()
    for name, family in families.items():
        if any(word.casefold() in said for word in family.words):
            return name
    return list(families)[-1]


def industry_numbers(industry: str | None, families: Families) -> dict[str, str]:
    """The numbers that the industry's sentences say; who writes a brief adds them to its `numbers`, for a draft says
    none that is not there."""
    return dict(families[family_of(industry, families)].numbers)


def said_with(family: Family, numbers: Mapping[str, str]) -> Family:
    """The family with its sentences filled in; without a number that the brief does not hold."""
    known = {name: numbers.get(name) for name in family.numbers}
    said = {name: getattr(family, name) for name in SENTENCES}
    filled = {name: fill(text, known) for name, text in said.items() if text}
    return family.model_copy(update=filled)
