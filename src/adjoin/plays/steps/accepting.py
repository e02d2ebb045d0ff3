"""The first step: a person accepts a recommendation, and it becomes a play with dated tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Phase, Play, PlayKind, PlayState, Step, StepVerb, Task
from adjoin.plays.steps.change import Who, said, step_of
from adjoin.words.days import day


@dataclass(frozen=True, slots=True)
class Offer:
    """The recommendation as it was when accepted.

    `cites`: the evidence it rests on, as JSON; `score`: what it was expected to bring; `settings`: those then. They are
    kept with the step, for later runs score a product in play no more.
    """

    account_id: str
    root_id: str
    product_id: str
    kind: PlayKind
    base_product_id: str | None = None
    motion: str | None = None
    motion_why: str | None = None
    signal_on: date | None = None
    run_id: str | None = None
    cites: Sequence[Any] = ()
    score: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def accept(offer: Offer, tasks: Sequence[Task], who: Who) -> tuple[Play, tuple[Task, ...], Step]:
    """The play, its tasks and its first step, ready for the ledger, which gives the play its id (here 0).

    ConfigurationError without a name, without tasks, or for a signal after the day of acceptance.
    """
    person = said(who.person, "Say who accepts the recommendation.")
    if not tasks:
        raise ConfigurationError(
            "This campaign has no tasks: give the motion at least one in plays/campaigns.yaml."
        )
    if offer.signal_on is not None and offer.signal_on > who.on:
        raise ConfigurationError(
            f"The signal is of {day(offer.signal_on)}: it cannot be accepted on {day(who.on)}, before it."
        )
    play = Play(
        play_id=0,
        account_id=offer.account_id,
        root_id=offer.root_id,
        product_id=offer.product_id,
        kind=offer.kind,
        state=PlayState.OPEN,
        phase=Phase.DISCOVERY,
        accepted_on=who.on,
        phase_since=who.on,
        person=person,
        base_product_id=offer.base_product_id,
        motion=offer.motion,
        motion_why=offer.motion_why,
        signal_on=offer.signal_on,
        run_id=offer.run_id,
    )
    data = {
        "cites": list(offer.cites),
        "score": dict(offer.score),
        "settings": dict(offer.settings),
        "kind": str(offer.kind),
    }
    return play, _first_handed_on(tasks, who), step_of(who, StepVerb.ACCEPT, data=data)


def _first_handed_on(tasks: Sequence[Task], who: Who) -> tuple[Task, ...]:
    """The tasks; a first one that comes by hand-off comes from whoever accepted."""
    first, *others = tasks
    if first.hand_off_days is not None and first.owner != who.person:
        first = replace(first, handed_on=who.on)
    return (first, *others)
