"""Every running play in short: as much of it as a clock and a card on a board need, by three selects."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from adjoin.domain.play import Campaign, StepVerb, TaskState
from adjoin.ledger.play_rows import Row, play_of, taken_of, task_of
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS

RESTING = (StepVerb.PAUSE, StepVerb.SNOOZE, StepVerb.OBJECTION, StepVerb.RESUME)
"""Steps that let a play rest or wake it; an objection may snooze it."""

_WITH_DATA = (StepVerb.SNOOZE, StepVerb.OBJECTION)
"""Of these the strength of the strongest signal then is needed."""


BETWEEN = "\x1f"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outline:
    """A running play in short.

    `campaign`: of its tasks the open one that is due first and those that were handed over; of its steps the latest,
    those that let it rest or wake it, and those about a task that was handed over; only resting steps have their
    `data`. `owners`: ids of ours who carry an open task.
    """

    campaign: Campaign
    owners: tuple[str, ...]


def outlines(connection: sa.Connection) -> tuple[Outline, ...]:
    """All that run, in the order they were accepted. Their clock is that of the whole campaign, but for `overdue`."""
    plays = sa.select(PLAYS).where(PLAYS.c.closed_on.is_(None)).order_by(PLAYS.c.play_id)
    tasks = _by_play(connection, _first_and_handed(), task_of)
    steps = _by_play(connection, _telling_steps(), taken_of)
    owners = {row["play_id"]: row["owners"] for row in _rows(connection, _owners())}
    found = []
    for row in _rows(connection, plays):
        play_id = row["play_id"]
        campaign = Campaign(play_of(row), tuple(tasks.get(play_id, ())), tuple(steps.get(play_id, ())))
        who = owners.get(play_id)
        found.append(Outline(campaign, tuple(sorted(who.split(BETWEEN))) if who else ()))
    return tuple(found)


def _rows(connection: sa.Connection, found: sa.Select[Any]) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries of their own: those of SQLAlchemy look every name up again, for thousands of rows."""
    names = [column.name for column in found.selected_columns]
    for row in connection.execute(found).all():
        yield dict(zip(names, row, strict=True))


def _by_play(
    connection: sa.Connection, found: sa.Select[Any], made: Callable[[Row], T]
) -> dict[int, list[T]]:
    by_play: dict[int, list[T]] = {}
    for row in _rows(connection, found):
        by_play.setdefault(row["play_id"], []).append(made(row))
    return by_play


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
        sa.select(*(waiting.c[column.name] for column in TASKS.columns))
        .where(sa.or_(waiting.c.turn == 1, handed))
        .order_by(waiting.c.play_id, waiting.c.place)
    )


def _telling_steps() -> sa.Select[Any]:
    lateness = (ENTRIES.c.effective_on.desc(), ENTRIES.c.number.desc())
    latest = sa.func.row_number().over(partition_by=ENTRIES.c.play_id, order_by=lateness)
    data = sa.case((ENTRIES.c.verb.in_([str(verb) for verb in _WITH_DATA]), ENTRIES.c.data), else_=sa.null())
    names = [column.name for column in ENTRIES.columns if column.name not in ("data", "changed")]
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
    """play_id and the owners of its open tasks, in one text."""
    owners = (
        sa.select(TASKS.c.play_id, TASKS.c.owner)
        .where(
            TASKS.c.state == str(TaskState.OPEN),
            TASKS.c.owner.is_not(None),
            TASKS.c.play_id.in_(_running()),
        )
        .distinct()
        .subquery()
    )
    together = sa.func.aggregate_strings(owners.c.owner, BETWEEN).label("owners")
    return sa.select(owners.c.play_id, together).group_by(owners.c.play_id)
