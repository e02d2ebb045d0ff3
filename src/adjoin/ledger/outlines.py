"""Every running play in short: as much of it as a clock and a card on a board need, by three selects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from adjoin.domain.play import Campaign, StepVerb, TaskState
from adjoin.ledger.play_rows import play_of, taken_of, task_of
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS

RESTING = (StepVerb.PAUSE, StepVerb.SNOOZE, StepVerb.OBJECTION, StepVerb.RESUME)
"""Steps that let a play rest or wake it; an objection may snooze it."""

_WITH_DATA = (StepVerb.SNOOZE, StepVerb.OBJECTION)
"""Of these the strength of the strongest signal then is needed."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A running play in short.

    `campaign`: of its tasks the open one that is due first and those that were handed over; of its steps the latest,
    those that let it rest or wake it, and those about a task that was handed over; only resting steps have their
    `data`. `owners`: ids of ours who carry an open task. `open_tasks`: how many.
    """

    campaign: Campaign
    owners: tuple[str, ...]
    open_tasks: int


def outlines(connection: sa.Connection) -> tuple[Outline, ...]:
    """All that run, in the order they were accepted. Their clock is that of the whole campaign, but for `overdue`."""
    plays = connection.execute(
        sa.select(PLAYS).where(PLAYS.c.closed_on.is_(None)).order_by(PLAYS.c.play_id)
    )
    tasks = _by_play(connection.execute(_first_and_handed()).mappings())
    steps = _by_play(connection.execute(_telling_steps()).mappings())
    owners = _by_play(connection.execute(_owners()).mappings())
    found = []
    for row in plays.mappings():
        play = play_of(row)
        carried = owners.get(play.play_id, ())
        campaign = Campaign(
            play,
            tuple(task_of(task) for task in tasks.get(play.play_id, ())),
            tuple(taken_of(step) for step in steps.get(play.play_id, ())),
        )
        who = tuple(one["owner"] for one in carried if one["owner"])
        found.append(Outline(campaign, who, sum(one["tasks"] for one in carried)))
    return tuple(found)


def _by_play(rows: Iterable[sa.RowMapping]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        kept = dict(row)
        found.setdefault(kept["play_id"], []).append(kept)
    return found


def _running() -> sa.Select[Any]:
    return sa.select(PLAYS.c.play_id).where(PLAYS.c.closed_on.is_(None))


def _first_and_handed() -> sa.Select[Any]:
    order: Sequence[sa.ColumnElement[Any]] = (TASKS.c.due_on, TASKS.c.place)
    place = sa.func.row_number().over(partition_by=TASKS.c.play_id, order_by=order)
    waiting = (
        sa.select(TASKS, place.label("turn"))
        .where(TASKS.c.state == str(TaskState.OPEN), TASKS.c.play_id.in_(_running()))
        .subquery()
    )
    handed = sa.and_(waiting.c.handed_on.is_not(None), waiting.c.hand_off_days.is_not(None))
    return (
        sa.select(*(waiting.c[name] for name in TASKS.columns.keys()))
        .where(sa.or_(waiting.c.turn == 1, handed))
        .order_by(waiting.c.play_id, waiting.c.place)
    )


def _telling_steps() -> sa.Select[Any]:
    lateness = (ENTRIES.c.effective_on.desc(), ENTRIES.c.number.desc())
    latest = sa.func.row_number().over(partition_by=ENTRIES.c.play_id, order_by=lateness)
    data = sa.case((ENTRIES.c.verb.in_([str(verb) for verb in _WITH_DATA]), ENTRIES.c.data), else_=sa.null())
    names = [name for name in ENTRIES.columns.keys() if name not in ("data", "changed")]
    steps = (
        sa.select(*(ENTRIES.c[name] for name in names), data.label("data"), latest.label("turn"))
        .where(ENTRIES.c.play_id.in_(_running()))
        .subquery()
    )
    about_handed = (
        sa.select(TASKS.c.place)
        .where(
            TASKS.c.play_id == steps.c.play_id,
            TASKS.c.place == steps.c.task,
            TASKS.c.handed_on.is_not(None),
        )
        .exists()
    )
    resting = steps.c.verb.in_([str(verb) for verb in RESTING])
    return (
        sa.select(*(steps.c[name] for name in (*names, "data")))
        .where(sa.or_(steps.c.turn == 1, resting, about_handed))
        .order_by(steps.c.play_id, steps.c.number)
    )


def _owners() -> sa.Select[Any]:
    return (
        sa.select(TASKS.c.play_id, TASKS.c.owner, sa.func.count().label("tasks"))
        .where(TASKS.c.state == str(TaskState.OPEN), TASKS.c.play_id.in_(_running()))
        .group_by(TASKS.c.play_id, TASKS.c.owner)
        .order_by(TASKS.c.play_id, TASKS.c.owner)
    )
