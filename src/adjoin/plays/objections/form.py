"""The form of an objection in a YAML file."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.errors import nearest
from adjoin.domain.play import EffectKind
from adjoin.plays.objections.objection import BUDGET_OPENS, PLACEHOLDERS, REFERENCE, Objection, Planned

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
OURS = ("csm", "ae", "solutions", "partner")
THEIRS = ("economic_buyer", "champion", "evaluator", "user", "blocker")
LEAST_EXAMPLES = 3
ARTEFACTS = (*(str(kind) for kind in ArtefactKind), REFERENCE, "none")


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EffectForm(_Form):
    """One effect; see the head of the shipped file."""

    kind: EffectKind
    what: Words
    role: Literal["csm", "ae", "solutions", "partner"] = "csm"
    days: int | None = Field(default=None, ge=1, le=730)
    to: Literal["budget_opens"] | None = None
    asks: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> "EffectForm":
        if self.kind is EffectKind.ASK_ROLE and self.asks not in THEIRS:
            raise ValueError(f"ask_role needs `asks`, one of {', '.join(THEIRS)}")
        if self.kind is not EffectKind.PUT_OFF and self.to:
            raise ValueError("only put_off can wait for a day (`to`)")
        if self.kind is EffectKind.PUT_OFF and not (self.to or self.days):
            raise ValueError(f"put_off needs `days`, or `to: {BUDGET_OPENS}`")
        if self.kind in (EffectKind.SNOOZE, EffectKind.URGENT) and not self.days:
            raise ValueError(f"{self.kind} needs `days`")
        return self


class ObjectionForm(_Form):
    """One objection."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Words
    examples: tuple[Words, ...] = Field(min_length=LEAST_EXAMPLES)
    not_this: tuple[Words, ...] = ()
    response: Words
    other_responses: tuple[Words, ...] = ()
    next_step: Words
    artefact: str = "none"
    effects: tuple[EffectForm, ...] = ()

    @field_validator("artefact")
    @classmethod
    def _known(cls, artefact: str) -> str:
        if artefact not in ARTEFACTS:
            raise ValueError(f"'{artefact}' is none of {', '.join(ARTEFACTS)}{nearest(artefact, ARTEFACTS)}")
        return artefact

    @field_validator("response", "other_responses")
    @classmethod
    def _places(cls, said: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in re.findall(r"\{([^}]*)\}", said if isinstance(said, str) else " ".join(said)):
            if name not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise ValueError(f"there is no {{{name}}}{nearest(name, PLACEHOLDERS)}; known are {known}")
        return said

    def objection(self, own: bool) -> Objection:
        """As the rest of Adjoin knows it."""
        artefact = None if self.artefact == "none" else self.artefact
        return Objection(
            id=self.id,
            name=self.name,
            examples=self.examples,
            not_this=self.not_this,
            response=self.response,
            next_step=self.next_step,
            artefact=artefact if artefact in (None, REFERENCE) else ArtefactKind(artefact),
            effects=tuple(Planned(**dict(effect)) for effect in self.effects),
            own=own,
            other_responses=self.other_responses,
        )
