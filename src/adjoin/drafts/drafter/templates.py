"""The drafter that needs nothing: templates filled from the brief."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Draft, DraftKind
from adjoin.drafts.drafter.port import KINDS
from adjoin.drafts.offline import offline_drafts
from adjoin.drafts.word_files import Words


@dataclass(frozen=True)
class Templates:
    """`words`: the project's own templates and families; None for those that ship."""

    words: Words | None = None
    name: str = "the offline template"

    def draft(self, brief: Brief, kinds: Sequence[DraftKind] = KINDS) -> tuple[Draft, ...]:
        """As the port says; it always writes."""
        written = {draft.kind: draft for draft in offline_drafts(brief, self.words)}
        return tuple(written[kind] for kind in dict.fromkeys(kinds) if kind in written)
