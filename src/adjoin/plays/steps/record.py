"""Steps that only add to the record: what was said, measured, assumed, and which words a person approved."""

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, StepVerb
from adjoin.plays.steps.change import Who, changed, open_task, running, said, step_of
from adjoin.plays.steps.tasks import finished


def log(
    campaign: Campaign, who: Who, text: str | None, kind: str = "note", place: int | None = None
) -> Change:
    """Something happened. `kind`: note, call, meeting, mail …; `place`: the open task it is a word about."""
    running(campaign, who, "log it")
    if place is not None:
        open_task(campaign, place, "log a word about it")
    words = said(text, "Say what happened: an empty line is no log.")
    return changed(campaign, step_of(who, StepVerb.LOG, task=place, kind=kind, text=words))


def measure(
    campaign: Campaign,
    who: Who,
    base: str | None,
    new: str | None,
    *,
    agreed: bool = True,
    place: int | None = None,
) -> Change:
    """Joint success measures: of the product they hold (`base`) and of the new one. `agreed`: the customer said yes.

    `place`: the task that it finishes, if they agreed. What is given replaces what was agreed before; the other side
    stays. ConfigurationError if neither is said.
    """
    running(campaign, who, "record a success measure")
    sides = {"base": base, "new": new}
    data = {side: words.strip() for side, words in sides.items() if words is not None and words.strip()}
    if not data:
        raise ConfigurationError(
            "Say what is measured, of the product they hold, of the new one, or of both."
        )
    kind = "agreed" if agreed else "proposed"
    over = finished(campaign, place if agreed else None, who.on)
    return changed(campaign, step_of(who, StepVerb.MEASURE, task=place, kind=kind, data=data), over)


def assume(campaign: Campaign, who: Who, name: str, value: float | str, text: str | None = None) -> Change:
    """An assumption of the value map as a person edited it. `text`: why."""
    running(campaign, who, "change an assumption")
    what = said(name, "Say which assumption of the value map changes.")
    return changed(campaign, step_of(who, StepVerb.ASSUME, kind=what, text=text, data={"value": value}))


def approve(
    campaign: Campaign, who: Who, kind: str, draft: Mapping[str, Any], faults: Sequence[str] = ()
) -> Change:
    """A person read the draft and stands by it; nothing is sent. `kind`: of the draft; `draft`: its words, as JSON.

    `faults`: what the checker found; ConfigurationError if it found anything.
    """
    running(campaign, who, "approve a draft")
    if faults:
        found = "; ".join(fault.rstrip(".") for fault in faults)
        raise ConfigurationError(f"This draft is not ready: {found}. Mend it, then approve it.")
    words = said(str(draft.get("body") or ""), "This draft has no words: there is nothing to approve.")
    step = step_of(who, StepVerb.APPROVE, kind=kind, text=words, data=draft)
    return changed(campaign, step)
