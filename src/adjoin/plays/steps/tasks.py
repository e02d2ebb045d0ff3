"""Steps on one task: done, skipped with a reason, handed over, put off."""

from dataclasses import replace
from datetime import date

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, StepVerb, Task, TaskState
from adjoin.plays.steps.change import Who, changed, open_task, running, said, step_of
from adjoin.words.days import day

HAND_OFF_DAYS = 2
"""Business days without a word after which a task counts as dropped, where the campaign does not say."""


def done(campaign: Campaign, place: int, who: Who, text: str | None = None) -> Change:
    """The task is done; what comes next and is somebody else's is handed over that day. `text`: what came of it."""
    running(campaign, who, f"finish task {place}")
    return changed(
        campaign, step_of(who, StepVerb.DONE, task=place, text=text), finished(campaign, place, who.on)
    )


def finished(campaign: Campaign, place: int | None, on: date) -> tuple[Task, ...]:
    """The task done that day, and the one after it if it is handed on; nothing without a task. ConfigurationError if it
    is over."""
    if place is None:
        return ()
    task = open_task(campaign, place, "finish it again")
    return (replace(task, state=TaskState.DONE, done_on=on), *_handed_on(campaign, task, on))


def skip(campaign: Campaign, place: int, who: Who, reason: str | None) -> Change:
    """The task will not be done, and why. ConfigurationError without a reason."""
    running(campaign, who, f"skip task {place}")
    task = open_task(campaign, place, "skip it")
    why = said(reason, f"Say why task {place} ({task.what}) is skipped: a skipped task needs a reason.")
    over = replace(task, state=TaskState.SKIPPED, done_on=who.on)
    step = step_of(who, StepVerb.SKIP, task=place, reason=why)
    return changed(campaign, step, (over, *_handed_on(campaign, task, who.on)))


def hand_over(campaign: Campaign, place: int, who: Who, to: str, text: str | None = None) -> Change:
    """Somebody else of ours carries the task from that day; its timer starts. `to`: their id."""
    running(campaign, who, f"hand over task {place}")
    task = open_task(campaign, place, "hand it over")
    name = said(to, f"Say to whom task {place} is handed over.")
    if name == task.owner:
        raise ConfigurationError(f"Task {place} is with {name} already. Hand it over to somebody else.")
    days = HAND_OFF_DAYS if task.hand_off_days is None else task.hand_off_days
    handed = replace(task, owner=name, handed_on=who.on, hand_off_days=days)
    data = {"from": task.owner, "to": name}
    return changed(campaign, step_of(who, StepVerb.HAND_OVER, task=place, text=text, data=data), (handed,))


def put_off(campaign: Campaign, place: int, who: Who, until: date, reason: str | None = None) -> Change:
    """The task is due on another, later day."""
    running(campaign, who, f"put off task {place}")
    task = open_task(campaign, place, "put it off")
    if until <= max(task.due_on, who.on):
        raise ConfigurationError(
            f"Task {place} is due on {day(task.due_on)}: it can only be put off to a later day that is still ahead "
            f"on {day(who.on)}, not to {day(until)}."
        )
    step = step_of(
        who, StepVerb.PUT_OFF, task=place, until=until, reason=reason, data={"from": task.due_on.isoformat()}
    )
    return changed(campaign, step, (replace(task, due_on=until),))


def _handed_on(campaign: Campaign, task: Task, on: date) -> tuple[Task, ...]:
    """The task after it, if it waits to be handed over to somebody else."""
    return tuple(
        replace(after, handed_on=on)
        for after in campaign.tasks
        if after.place == task.place + 1
        and after.state is TaskState.OPEN
        and after.hand_off_days is not None
        and after.handed_on is None
        and (after.owner is None or after.owner != task.owner)
    )
