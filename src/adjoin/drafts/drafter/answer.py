"""What a language model answers: the structure it is asked for, and the drafts that it makes."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Draft, DraftKind

MOST_LETTERS = 20_000


class AnsweredDraft(BaseModel):
    """One draft as it is asked for; its product is always the brief's, so it is not asked."""

    model_config = ConfigDict(extra="ignore")

    kind: DraftKind
    to: str | None = Field(default=None, max_length=200)
    subject: str | None = Field(default=None, max_length=2_000)
    body: str = Field(max_length=MOST_LETTERS)
    cites: list[str] = Field(default_factory=list, max_length=50)
    give_get: str | None = Field(default=None, max_length=200)


class Answer(BaseModel):
    """All drafts of one answer."""

    model_config = ConfigDict(extra="ignore")

    drafts: list[AnsweredDraft] = Field(min_length=1, max_length=20)


def drafts_of(answer: Answer, brief: Brief, kinds: Sequence[DraftKind]) -> tuple[Draft, ...]:
    """The first draft of each kind asked for, in that order; an empty text for a name counts as none."""
    first: dict[DraftKind, AnsweredDraft] = {}
    for found in answer.drafts:
        first.setdefault(found.kind, found)
    return tuple(_draft(first[kind], brief) for kind in dict.fromkeys(kinds) if kind in first)


def _draft(found: AnsweredDraft, brief: Brief) -> Draft:
    return Draft(
        kind=found.kind,
        body=found.body.strip(),
        product_id=brief.product.id,
        cites=tuple(dict.fromkeys(found.cites)),
        to=found.to or None,
        subject=(found.subject or "").strip() or None,
        give_get=found.give_get or None,
    )
