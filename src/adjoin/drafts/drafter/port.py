"""The port: whatever writes drafts."""

from collections.abc import Sequence
from typing import Protocol

from adjoin.domain.errors import UnreachableError
from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Draft, DraftKind

KINDS = tuple(DraftKind)


class NoDraftsError(UnreachableError):
    """Nothing was written; says why in one sentence, without a full stop. Never holds a key or an answer's text."""


class Drafter(Protocol):
    """Writes drafts from a brief and nothing else."""

    @property
    def name(self) -> str:
        """Who writes, as a sentence names it: `the offline template`, `the language model`."""

    def draft(self, brief: Brief, kinds: Sequence[DraftKind] = KINDS) -> tuple[Draft, ...]:
        """At most one draft of each kind asked for, in that order, about the brief's product; unchecked.

        NoDraftsError where nothing could be written. The same brief gives the same drafts as far as the writer can.
        """
