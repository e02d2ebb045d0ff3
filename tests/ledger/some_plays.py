"""Plays and steps as the ledger's tests need them: small, and decided without the rules of the campaign."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from adjoin.domain.play import (
    Campaign,
    Change,
    Phase,
    Play,
    PlayKind,
    PlayState,
    Step,
    StepVerb,
    Task,
    TaskState,
)

MONDAY = date(2026, 3, 2)
TASKS = (
    Task(0, 1, Phase.DISCOVERY, "csm", "Ask whose budget it is", date(2026, 3, 4), asks="budget"),
    Task(0, 2, Phase.DISCOVERY, "ae", "Call the champion", date(2026, 3, 9), owner="r-2", hand_off_days=2),
)

Decide = Callable[[Campaign], Change]


def play_at(
    account_id: str, *, root: str | None = None, person: str = "ann", kind: PlayKind = PlayKind.CROSS_SELL
) -> Play:
    """A play accepted on MONDAY; its root is the account where none is given."""
    return Play(
        0,
        account_id,
        root or account_id,
        "bi",
        kind,
        PlayState.OPEN,
        Phase.DISCOVERY,
        MONDAY,
        MONDAY,
        person,
        base_product_id="pipe",
        motion="csm_led",
        signal_on=date(2026, 2, 18),
    )


def accepted(play: Play, token: str | None = None) -> Step:
    """The first step of a play."""
    return Step(StepVerb.ACCEPT, play.person, play.accepted_on, token=token, data={"cites": ["s-1"]})


def logged(text: str, token: str | None = None, on: date = MONDAY) -> Decide:
    """A note, which changes nothing."""

    def decide(campaign: Campaign) -> Change:
        return Change(Step(StepVerb.LOG, "ann", on, text=text, token=token), campaign.play)

    return decide


def did(place: int, on: date = MONDAY) -> Decide:
    """A task is done."""

    def decide(campaign: Campaign) -> Change:
        task = next(task for task in campaign.tasks if task.place == place)
        over = replace(task, state=TaskState.DONE, done_on=on)
        return Change(Step(StepVerb.DONE, "ann", on, task=place), campaign.play, (over,))

    return decide


def snoozed(on: date, until: date) -> Decide:
    """The play sleeps."""

    def decide(campaign: Campaign) -> Change:
        step = Step(StepVerb.SNOOZE, "ann", on, until=until)
        return Change(step, replace(campaign.play, state=PlayState.SNOOZED, until=until))

    return decide


def ended(on: date, state: PlayState) -> Decide:
    """The play is over."""

    def decide(campaign: Campaign) -> Change:
        step = Step(StepVerb.CLOSE, "bob", on, kind=str(state), reason="no budget")
        return Change(step, replace(campaign.play, state=state, closed_on=on, reason="no budget"))

    return decide
