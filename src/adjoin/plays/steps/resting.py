"""Steps that let a play rest and wake it: pause, snooze, resume."""

from dataclasses import replace
from datetime import date

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, PlayState, StepVerb, Task, TaskState
from adjoin.plays.business_days import add_business_days, business_days_between
from adjoin.plays.steps.change import RESTING, Who, changed, in_order, rests, said, step_of
from adjoin.words.days import day


def pause(campaign: Campaign, who: Who, until: date | None, reason: str | None) -> Change:
    """Nobody works at it until that day. ConfigurationError without a day ahead or a reason."""
    why = said(reason, "Say why the play is paused: a pause needs a reason.")
    return _rest(campaign, who, StepVerb.PAUSE, until, why, None)


def snooze(
    campaign: Campaign, who: Who, until: date | None, score: float | None = None, reason: str | None = None
) -> Change:
    """It sleeps until that day or until a signal weighs more than `score`, the weightiest one of today."""
    return _rest(campaign, who, StepVerb.SNOOZE, until, reason, score)


def resume(campaign: Campaign, who: Who, country: str | None, reason: str | None = None) -> Change:
    """It goes on. Open tasks are due as many business days later as it rested; `country`: the customer's."""
    play = in_order(campaign, who, "resume it")
    began = resting_since(campaign)
    if play.state is PlayState.OPEN or began is None:
        raise ConfigurationError(f"Play {play.play_id} is not paused or snoozed: there is nothing to resume.")
    days = business_days_between(began, who.on, country)
    data = {"rested_since": began.isoformat(), "business_days": days}
    step = step_of(who, StepVerb.RESUME, reason=reason, data=data)
    return changed(campaign, step, moved(campaign, days, country), state=PlayState.OPEN, until=None)


def resting_since(campaign: Campaign) -> date | None:
    """The day of the pause or snooze that still holds; None if the play is awake."""
    since: date | None = None
    for taken in campaign.steps:
        if rests(taken.step):
            since = taken.step.effective_on if since is None else since
        elif taken.step.verb in (StepVerb.RESUME, StepVerb.CLOSE):
            since = None
    return since


def moved(campaign: Campaign, days: int, country: str | None) -> tuple[Task, ...]:
    """The open tasks, each due that many business days later; none if `days` is 0."""
    if days <= 0:
        return ()
    return tuple(
        replace(task, due_on=add_business_days(task.due_on, days, country))
        for task in campaign.tasks
        if task.state is TaskState.OPEN
    )


def _rest(
    campaign: Campaign,
    who: Who,
    verb: StepVerb,
    until: date | None,
    reason: str | None,
    score: float | None,
) -> Change:
    play = in_order(campaign, who, f"{verb} it")
    if until is None or until <= who.on:
        found = "no day is given" if until is None else f"{day(until)} is not after {day(who.on)}"
        raise ConfigurationError(f"Say until when play {play.play_id} rests, a day ahead: {found}.")
    data = {} if score is None else {"score": score}
    step = step_of(who, verb, until=until, reason=reason, data=data)
    return changed(campaign, step, state=RESTING[verb], until=until)
