"""Nothing goes to a customer while a gate is closed, although a play runs there."""

from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.draft import DraftKind


def faults(read: Reading) -> Iterator[str]:
    """The hypothesis is for ours: it says so itself."""
    why = read.known.brief.held_back
    if why and read.draft.kind != DraftKind.HYPOTHESIS:
        yield f"do not send now: {why}"
