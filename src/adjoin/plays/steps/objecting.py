"""A step for an objection: what the customer said, what a person took it for, and how it changes the play."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from adjoin.domain.play import Campaign, Change, Effect, EffectKind, PlayState, StepVerb, Task, TaskState
from adjoin.plays.business_days import add_business_days, business_days_between, next_business_day
from adjoin.plays.steps.change import Who, changed, in_order, running, said, step_of
from adjoin.plays.steps.resting import moved

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Objection:
    """What the customer said (`text`), and what a person took it for (`kind`).

    `effects`: how it changes the play. `data`: the answer chosen, the classifier's confidence and so on, kept as JSON.
    `score`: of the weightiest signal of today, for a weightier one wakes a play that the objection snoozes.
    """

    kind: str
    text: str
    effects: Sequence[Effect] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    score: float | None = None


def objection(
    campaign: Campaign,
    who: Who,
    said_no: Objection,
    country: str | None,
    owners: Mapping[str, str] | None = None,
) -> Change:
    """An objection that a person (`who`) confirmed, and its effects: what moves tasks, what adds some, what snoozes.

    `country`: the customer's, for business days. `owners`: who carries a role, to own added tasks.
    """
    rest = _rest(campaign, said_no.effects, who.on)
    (in_order if rest else running)(campaign, who, "record an objection")
    words = said(said_no.text, "Say what the customer said: an objection needs their words.")
    after = {task.place: task for task in campaign.tasks}
    for effect in (each for each in said_no.effects if each.kind in _MOVES):
        after |= {task.place: task for task in _MOVES[effect.kind](campaign, after, effect, who.on, country)}
    for effect in (each for each in said_no.effects if each.kind in _ADDS):
        task = _task(campaign, max(after, default=0) + 1, effect, who.on, country, owners or {})
        after[task.place] = task
    before = {task.place: task for task in campaign.tasks}
    tasks = tuple(task for place, task in sorted(after.items()) if before.get(place) != task)
    kept = {**said_no.data, "effects": [_as_json(effect) for effect in said_no.effects]}
    if rest is None:
        return changed(
            campaign, step_of(who, StepVerb.OBJECTION, kind=said_no.kind, text=words, data=kept), tasks
        )
    kept |= {} if said_no.score is None else {"score": said_no.score}
    step = step_of(
        who, StepVerb.OBJECTION, kind=said_no.kind, text=words, data=kept, until=rest[0], reason=rest[1]
    )
    return changed(campaign, step, tasks, state=PlayState.SNOOZED, until=rest[0])


def _rest(campaign: Campaign, effects: Sequence[Effect], on: date) -> tuple[date, str] | None:
    """Until when the play sleeps, and why; None where nothing snoozes it or it rests as long already."""
    ends = [
        (on + timedelta(days=effect.days), effect.what)
        for effect in effects
        if effect.kind is EffectKind.SNOOZE
    ]
    longest = max(ends, key=lambda end: end[0], default=None)
    play = campaign.play
    resting = play.state in (PlayState.PAUSED, PlayState.SNOOZED)
    if longest is None or (resting and (play.until is None or play.until >= longest[0])):
        return None
    return longest


def _urgent(
    _campaign: Campaign, after: Mapping[int, Task], effect: Effect, on: date, country: str | None
) -> tuple[Task, ...]:
    """Open tasks that were due later, within the days of the effect."""
    latest = add_business_days(on, effect.days, country)
    return tuple(
        replace(task, due_on=latest)
        for task in after.values()
        if task.state is TaskState.OPEN and task.due_on > latest
    )


def _put_off(
    campaign: Campaign, after: Mapping[int, Task], effect: Effect, on: date, country: str | None
) -> tuple[Task, ...]:
    """Open tasks later by the days of the effect, or by those until its day."""
    days = (
        effect.days
        if effect.until is None
        else business_days_between(_first_due(after, on), effect.until, country)
    )
    return moved(replace(campaign, tasks=tuple(after.values())), days, country)


def _first_due(after: Mapping[int, Task], on: date) -> date:
    return min((task.due_on for task in after.values() if task.state is TaskState.OPEN), default=on)


def _task(
    campaign: Campaign, place: int, effect: Effect, on: date, country: str | None, owners: Mapping[str, str]
) -> Task:
    due = (
        next_business_day(max(effect.until, on), country)
        if effect.until
        else add_business_days(on, effect.days, country)
    )
    asks = effect.asks or (None if effect.kind is EffectKind.ADD_TASK else REVIEW)
    return Task(
        play_id=campaign.play.play_id,
        place=place,
        phase=campaign.play.phase,
        role=effect.role,
        what=effect.what,
        due_on=due,
        owner=owners.get(effect.role),
        asks=asks,
    )


def _as_json(effect: Effect) -> dict[str, Any]:
    until = effect.until.isoformat() if effect.until else None
    return {**asdict(effect), "kind": str(effect.kind), "until": until}


_MOVES = {EffectKind.PUT_OFF: _put_off, EffectKind.URGENT: _urgent}
_ADDS = (EffectKind.ADD_TASK, EffectKind.NEEDS_REVIEW, EffectKind.ASK_ROLE)
