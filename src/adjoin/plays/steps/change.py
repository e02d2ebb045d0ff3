"""What every step has in common: who takes it and when, and the Change that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, Change, Play, PlayState, Step, StepVerb, Task, TaskState
from adjoin.words.days import day

RESTING = {StepVerb.PAUSE: PlayState.PAUSED, StepVerb.SNOOZE: PlayState.SNOOZED}
MOVING = (StepVerb.ACCEPT, StepVerb.ADVANCE, StepVerb.PAUSE, StepVerb.SNOOZE, StepVerb.RESUME)
"""Steps that change where a play stands; none may be dated before the last of them."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who takes a step, and the day from which it counts. `token`: the same token twice is the same step."""

    person: str
    on: date
    token: str | None = None


def step_of(who: Who, verb: StepVerb, *, data: Mapping[str, Any] | None = None, **rest: Any) -> Step:
    """A step of that person on that day; `rest`: fields of Step."""
    return Step(verb, who.person, who.on, token=who.token, data=dict(data or {}), **rest)


def changed(campaign: Campaign, step: Step, tasks: tuple[Task, ...] = (), **play: Any) -> Change:
    """The Change of a step: `play` are the fields that it sets; the version counts one up."""
    return Change(step, replace(campaign.play, version=campaign.play.version + 1, **play), tasks)


def rests(step: Step) -> PlayState | None:
    """What the step puts the play to, paused or snoozed; None if it lets nothing rest. An objection may snooze it."""
    if step.verb is StepVerb.OBJECTION:
        return PlayState.SNOOZED if step.until else None
    return RESTING.get(step.verb)


def running(campaign: Campaign, who: Who, wanted: str) -> Play:
    """The play, if it can take a step that day. ConfigurationError if it is over or was not accepted yet.

    `wanted`: what the person wants to do, after 'you cannot'.
    """
    play = campaign.play
    if play.state not in RUNNING:
        closed = f" on {day(play.closed_on)}" if play.closed_on else ""
        raise ConfigurationError(
            f"Play {play.play_id} was closed{closed} ({play.state}): you cannot {wanted}. "
            "Accept a new recommendation to begin another."
        )
    if who.on < play.accepted_on:
        raise ConfigurationError(
            f"Play {play.play_id} was accepted on {day(play.accepted_on)}: you cannot {wanted} on {day(who.on)}, "
            "before it began. Give a later day."
        )
    return play


def in_order(campaign: Campaign, who: Who, wanted: str) -> Play:
    """The running play, if the day is not before the last step that moved it. ConfigurationError otherwise."""
    play = running(campaign, who, wanted)
    moved = [t.step for t in campaign.steps if t.step.verb in MOVING or rests(t.step)]
    last = max(moved, key=lambda step: step.effective_on, default=None)
    if last is not None and who.on < last.effective_on:
        raise ConfigurationError(
            f"Play {play.play_id} has a step '{last.verb}' on {day(last.effective_on)}: you cannot {wanted} on "
            f"{day(who.on)}, before it. Give that day or a later one."
        )
    return play


def open_task(campaign: Campaign, place: int, wanted: str) -> Task:
    """The open task of that number. ConfigurationError if there is none or it is over."""
    for task in campaign.tasks:
        if task.place == place and task.state is TaskState.OPEN:
            return task
        if task.place == place:
            since = f" since {day(task.done_on)}" if task.done_on else ""
            raise ConfigurationError(
                f"Task {place} of play {campaign.play.play_id} is {task.state}{since}: you cannot {wanted}."
            )
    numbers = ", ".join(str(task.place) for task in campaign.tasks if task.state is TaskState.OPEN) or "none"
    raise ConfigurationError(f"Play {campaign.play.play_id} has no task {place}. Open tasks: {numbers}.")


def said(words: str | None, needed: str) -> str:
    """The words, if there are any. ConfigurationError with `needed`, a full sentence, if not."""
    if words is None or not words.strip():
        raise ConfigurationError(needed)
    return words.strip()
