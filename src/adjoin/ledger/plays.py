"""Reading plays: as they stand, by one select each; or as they stood on a day, built again from the steps."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Play, PlayKind, Task
from adjoin.ledger.play_rows import play_of, read_campaign, read_play, taken_of, task_of, with_days
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS


def plays(connection: sa.Connection, *, only_running: bool = False) -> tuple[Play, ...]:
    """All plays in the order they were accepted, or those that are not over."""
    found = sa.select(PLAYS).order_by(PLAYS.c.play_id)
    if only_running:
        found = found.where(PLAYS.c.closed_on.is_(None))
    return tuple(play_of(row) for row in connection.execute(found).mappings())


def count_over(connection: sa.Connection) -> int:
    """How many plays have ended."""
    found = sa.select(sa.func.count()).select_from(PLAYS).where(PLAYS.c.closed_on.is_not(None))
    counted: int = connection.execute(found).scalar_one()
    return counted


def tasks(connection: sa.Connection, *, only_running: bool = True) -> tuple[Task, ...]:
    """The tasks of the plays that are not over, or of all, by play and place."""
    found = sa.select(TASKS).order_by(TASKS.c.play_id, TASKS.c.place)
    if only_running:
        found = found.join(PLAYS, PLAYS.c.play_id == TASKS.c.play_id).where(PLAYS.c.closed_on.is_(None))
    return tuple(task_of(row) for row in connection.execute(found).mappings())


def running(connection: sa.Connection, account_id: str, kind: PlayKind | None = None) -> Play | None:
    """The play at an account that is not over, of that kind; of any kind the one that sells comes first."""
    found = sa.select(PLAYS).where(PLAYS.c.account_id == account_id, PLAYS.c.closed_on.is_(None))
    if kind is not None:
        found = found.where(PLAYS.c.kind == str(kind))
    row = connection.execute(found.order_by(PLAYS.c.kind)).mappings().first()
    return None if row is None else play_of(row)


def running_at(connection: sa.Connection, account_id: str) -> tuple[Play, ...]:
    """The plays at an account that are not over; the one that sells comes first."""
    found = sa.select(PLAYS).where(PLAYS.c.account_id == account_id, PLAYS.c.closed_on.is_(None))
    return tuple(play_of(row) for row in connection.execute(found.order_by(PLAYS.c.kind)).mappings())


def added_by(connection: sa.Connection, play_id: int) -> dict[int, int]:
    """Place of each task of a play → the entry whose step added it."""
    found = sa.select(ENTRIES.c.entry_id, ENTRIES.c.changed).where(ENTRIES.c.play_id == play_id)
    added: dict[int, int] = {}
    for entry_id, changed in connection.execute(found.order_by(ENTRIES.c.number)):
        for task in (changed or {}).get("tasks", ()):
            added.setdefault(task["place"], entry_id)
    return added


def campaign(connection: sa.Connection, play_id: int) -> Campaign:
    """One play with its tasks and steps. ConfigurationError if there is none of that id."""
    play = read_play(connection, play_id)
    if play is None:
        raise ConfigurationError(f"There is no play {play_id}.")
    return read_campaign(connection, play)


def campaigns(
    connection: sa.Connection, as_of: date | None = None, account_id: str | None = None
) -> tuple[Campaign, ...]:
    """Every play, or those of one account, built again from its steps: from those that took effect by `as_of`, or from
    all of them."""
    found = sa.select(ENTRIES).where(ENTRIES.c.play_id.is_not(None))
    if account_id is not None:
        found = found.where(ENTRIES.c.account_id == account_id)
    if as_of is not None:
        found = found.where(ENTRIES.c.effective_on <= as_of)
    rows = connection.execute(found.order_by(ENTRIES.c.play_id, ENTRIES.c.number)).mappings()
    return tuple(_built(steps) for _, steps in groupby(rows, lambda row: row["play_id"]))


def _built(steps: Iterator[Any]) -> Campaign:
    play: dict[str, Any] = {}
    todo: dict[int, dict[str, Any]] = {}
    taken = []
    for row in steps:
        play |= row["changed"]["play"]
        todo |= {task["place"]: task for task in row["changed"]["tasks"]}
        taken.append(taken_of(row))
    tasks = tuple(task_of(with_days(todo[place])) for place in sorted(todo))
    return Campaign(play_of(with_days(play)), tasks, tuple(taken))
