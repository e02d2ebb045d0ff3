"""The forms in which a kind of evidence is said, as `kinds.yaml` holds them."""

import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

SHARED = ("company", "base", "held", "category", "need", "day", "month", "quote", "recipient", "title")
"""Placeholders of every form, besides the groups of its own expression."""


class Form(BaseModel):
    """One way to say it; see the head of `kinds.yaml` for what each entry means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: str | None = None
    needs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    seen: str = Field(min_length=1)
    topic: str = Field(min_length=1)
    asks: str = Field(min_length=1)
    so: str | None = None

    @field_validator("reads")
    @classmethod
    def _is_expression(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"'{value}' is no regular expression: {error}") from error
        return value

    @field_validator("needs")
    @classmethod
    def _is_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in SHARED:
                raise ValueError(f"needs '{name}', which is none of {', '.join(SHARED)}")
        return value

    @model_validator(mode="after")
    def _groups_are_there(self) -> "Form":
        for name in (*self.names, *self.free):
            if name not in self.groups:
                raise ValueError(f"'{name}' is no group of its expression")
        return self

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups of its expression."""
        return tuple(re.compile(self.reads or "").groupindex)


Kinds = Mapping[str, tuple[Form, ...]]
"""Forms by kind of evidence; `any` serves kinds without forms, `nothing` stands where nothing was seen."""
