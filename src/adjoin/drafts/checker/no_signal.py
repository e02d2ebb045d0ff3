"""A draft cites a signal of this account for this product, and speaks of it."""

from collections.abc import Iterator

from adjoin.drafts.brief import Evidence
from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.draft import DraftKind

FEWEST_WORDS = 2
KIND_WORDS = {
    "asked": "asked request question",
    "usage_ceiling": "limit ceiling capacity allowance",
    "workaround": "workaround by hand export manual",
    "problem_emergence": "ticket support case",
    "stakeholder_expansion": "joined new role changed",
    "integration_activity": "connected integration",
    "partner_signal": "partner",
    "competitive_evaluation": "compare evaluating alternatives",
    "strategic_shift": "strategy direction changed",
    "team_expansion": "team hiring growing",
    "outside_event": "news announced changed",
    "objective": "goal objective",
}
OTHER_KIND = "changed"
"""Words that tell a signal of a kind although its own sentence uses others."""


def faults(read: Reading) -> Iterator[str]:
    """Where there is no signal and the action is not to play, any evidence of the brief will do."""
    brief = read.known.brief
    may = brief.signals
    if not may and brief.action != "play":
        may = brief.evidence
    cited = [found for found in may if found.id in read.draft.cites]
    if not may:
        what = "signal" if brief.action == "play" else "evidence"
        yield f"the brief has no {what} that a draft could cite"
    elif not cited:
        said = ", ".join(read.draft.cites) or "nothing"
        yield f"cites {said}; it must cite a signal of this account, such as {may[0].id}"
    elif not any(_spoken_of(found, read) for found in cited):
        yield f"cites {cited[0].id} but says nothing of it: “{cited[0].says}”"


def _spoken_of(found: Evidence, read: Reading) -> bool:
    brief = read.known.brief
    names = stems(
        " ".join((brief.account, brief.product.name, *(person.name or "" for person in brief.people)))
    )
    about = (stems(found.says) | stems(found.quote or "")) - names
    fewest = 1 if read.draft.kind == DraftKind.OPENING_QUESTION else FEWEST_WORDS
    if stems(KIND_WORDS.get(found.kind, OTHER_KIND)) & stems(read.text):
        return True
    return len(about & stems(read.text)) >= min(fewest, len(about))
