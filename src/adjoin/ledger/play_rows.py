"""Plays, tasks and steps as the ledger's rows, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from adjoin.domain.entry import Entry, Verb
from adjoin.domain.play import (
    Campaign,
    Phase,
    Play,
    PlayKind,
    PlayState,
    Step,
    StepVerb,
    Taken,
    Task,
    TaskState,
)
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS

Row = Mapping[str, Any] | sa.RowMapping

_STEP_FIELDS = tuple(field.name for field in fields(Step))
_OF_A_PLAY: Mapping[str, type[StrEnum]] = {"kind": PlayKind, "state": PlayState, "phase": Phase}
_OF_A_TASK: Mapping[str, type[StrEnum]] = {"state": TaskState, "phase": Phase}
_PLAY_WORDS = {name: {str(one): one for one in words} for name, words in _OF_A_PLAY.items()}
_TASK_WORDS = {name: {str(one): one for one in words} for name, words in _OF_A_TASK.items()}
_DAYS = {
    column.name for table in (PLAYS, TASKS) for column in table.columns if isinstance(column.type, sa.Date)
}


def play_of(row: Row) -> Play:
    """The play of a row of `plays`."""
    found = dict(row)
    for name, words in _PLAY_WORDS.items():
        found[name] = words[found[name]]
    return Play(**found)


def task_of(row: Row) -> Task:
    """The task of a row of `tasks`."""
    found = dict(row)
    for name, words in _TASK_WORDS.items():
        found[name] = words[found[name]]
    return Task(**found)


def with_days(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a play or task that a step keeps as JSON, where days are text."""
    found = dict(kept)
    for name in _DAYS & found.keys():
        found[name] = None if found[name] is None else date.fromisoformat(found[name])
    return found


def taken_of(row: Row) -> Taken:
    """The step of a row of `entries`."""
    said = {name: row[name] for name in _STEP_FIELDS} | {
        "verb": StepVerb(row["verb"]),
        "data": row["data"] or {},
    }
    return Taken(row["entry_id"], row["number"], Step(**said), row["at"], row["run_id"])


def as_json(value: Any) -> Any:
    """The same with days and moments as text, so that it can be kept as JSON."""
    return json.loads(json.dumps(value, default=str))


def step_values(step: Step, play: Play, at: datetime, run_id: str | None, changed: Row) -> dict[str, Any]:
    """The row of `entries` of one step that left the play as `play`.

    Raises ConfigurationError for a step that no entry can be, as one without a person.
    """
    entry = Entry(
        verb=Verb(step.verb),
        account_id=play.account_id,
        effective_on=step.effective_on,
        person=step.person,
        product_id=play.product_id,
        until=step.until,
        kind=step.kind,
        reason=step.reason,
        text=step.text,
    )
    return asdict(entry) | {
        "play_id": play.play_id,
        "number": play.version,
        "task": step.task,
        "token": step.token,
        "data": as_json(dict(step.data)) or None,
        "changed": as_json(changed),
        "at": at,
        "run_id": run_id,
    }


def play_values(play: Play) -> dict[str, Any]:
    """The row of `plays`."""
    return _plain(asdict(play))


def task_values(task: Task) -> dict[str, Any]:
    """The row of `tasks`."""
    return _plain(asdict(task))


def read_play(connection: sa.Connection, play_id: int, *, hold: bool = False) -> Play | None:
    """One play; `hold` keeps others from changing it until the transaction ends."""
    found = sa.select(PLAYS).where(PLAYS.c.play_id == play_id)
    row = connection.execute(found.with_for_update() if hold else found).first()
    return None if row is None else play_of(row._mapping)


def read_campaign(connection: sa.Connection, play: Play) -> Campaign:
    """The play with its tasks and steps."""
    tasks = sa.select(TASKS).where(TASKS.c.play_id == play.play_id).order_by(TASKS.c.place)
    steps = sa.select(ENTRIES).where(ENTRIES.c.play_id == play.play_id).order_by(ENTRIES.c.number)
    return Campaign(
        play,
        tuple(task_of(row._mapping) for row in connection.execute(tasks)),
        tuple(taken_of(row._mapping) for row in connection.execute(steps)),
    )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, str) else value for name, value in row.items()}
