"""What changes a play: accepting it, and every step after. The log, the play and its tasks change together or not."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, Change, Play, Step, StepVerb, Task
from adjoin.ledger.entries import next_entry
from adjoin.ledger.once import append, first_wins
from adjoin.ledger.play_rows import (
    play_of,
    play_values,
    read_campaign,
    read_play,
    step_values,
    task_values,
)
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS

_FOR_GOOD = ("play_id", "account_id", "root_id", "product_id", "kind", "accepted_on", "person", "run_id")
"""What no step changes."""


def accept(
    connection: sa.Connection,
    play: Play,
    tasks: Sequence[Task],
    step: Step,
    at: datetime,
    run_id: str | None,
) -> Play:
    """Open the play and return it with its id. The database lets one of several at once win.

    Raises ConflictError, which says who has it and since when, if the account or one of its group has a running play of
    that kind; ConfigurationError if the step is no accept of that day.
    """
    if step.verb is not StepVerb.ACCEPT or step.effective_on != play.accepted_on or play.state not in RUNNING:
        raise ConfigurationError("A play begins with an accept that takes effect on the day it is accepted.")
    return first_wins(
        connection,
        seen=lambda: _seen(connection, step.token),
        begin=lambda: _open(connection, play, tasks, step, at, run_id),
        taken=lambda: _taken(connection, play),
    )


def take_step(
    connection: sa.Connection,
    play_id: int,
    decide: Callable[[Campaign], Change],
    at: datetime,
    run_id: str | None,
    token: str | None = None,
) -> Campaign:
    """Take the step that `decide` makes of the campaign as it stands, and return what became of it.

    Raises ConfigurationError for a play that is not there or is over (a log may still be added), for a token that
    another play has seen, and for a step dated before the play; ValueError if the change is of another play.
    """
    play = read_play(connection, play_id, hold=True)
    if play is None:
        raise ConfigurationError(f"There is no play {play_id}.")
    before = read_campaign(connection, play)
    if _repeated(connection, before, token):
        return before
    change = decide(before)
    step = replace(change.step, token=change.step.token or token)
    if _repeated(connection, before, step.token):
        return before
    after = replace(change.play, version=play.version + 1)
    _sound(before, step, after, change.tasks)
    _keep(connection, before, replace(change, step=step, play=after), at, run_id)
    return read_campaign(connection, after)


def _open(
    connection: sa.Connection,
    play: Play,
    tasks: Sequence[Task],
    step: Step,
    at: datetime,
    run_id: str | None,
) -> Play:
    play_id = next_entry(connection)
    opened = replace(play, play_id=play_id, version=1, run_id=run_id)
    todo = [replace(task, play_id=play_id) for task in tasks]
    changed = {"play": asdict(opened), "tasks": [asdict(task) for task in todo]}
    connection.execute(
        sa.insert(ENTRIES).values(entry_id=play_id, **step_values(step, opened, at, run_id, changed))
    )
    connection.execute(sa.insert(PLAYS).values(**play_values(opened)))
    if todo:
        connection.execute(sa.insert(TASKS), [task_values(task) for task in todo])
    return opened


def _seen(connection: sa.Connection, token: str | None) -> Play | None:
    """The play that saw the token."""
    if token is None:
        return None
    found = (
        sa.select(PLAYS).join(ENTRIES, ENTRIES.c.play_id == PLAYS.c.play_id).where(ENTRIES.c.token == token)
    )
    row = connection.execute(found).first()
    return None if row is None else play_of(row._mapping)


def _repeated(connection: sa.Connection, campaign: Campaign, token: str | None) -> bool:
    seen = _seen(connection, token)
    if seen is not None and seen.play_id != campaign.play.play_id:
        raise ConfigurationError(
            f"The token '{token}' belongs to a step of play {seen.play_id}. Make a new one."
        )
    return seen is not None


def _sound(before: Campaign, step: Step, after: Play, tasks: Sequence[Task]) -> None:
    play = before.play
    if any(getattr(after, name) != getattr(play, name) for name in _FOR_GOOD):
        raise ValueError(f"a step of play {play.play_id} cannot change any of {', '.join(_FOR_GOOD)}")
    if any(task.play_id != play.play_id for task in tasks):
        raise ValueError(f"a step of play {play.play_id} cannot change tasks of another")
    if step.verb is StepVerb.ACCEPT:
        raise ConfigurationError(f"The play at {play.account_id} is accepted already.")
    if play.state not in RUNNING:
        adds = step.verb in (StepVerb.LOG, StepVerb.SETTLE)
        only_said = adds and not tasks and replace(after, version=play.version) == play
        if not only_said:
            raise ConfigurationError(
                f"The play for {play.product_id} at {play.account_id} is over: {play.state} on {play.closed_on}. "
                "Only a note can be added (log), or whether what was got for a concession was kept (got)."
            )
    if step.effective_on < play.accepted_on:
        raise ConfigurationError(
            f"The play at {play.account_id} was accepted on {play.accepted_on}; a step of it cannot count from "
            f"{step.effective_on}."
        )
    if (after.state in RUNNING) != (after.closed_on is None):
        raise ValueError(f"play {play.play_id}: a play has a closing day when it is over, and only then")


def _keep(
    connection: sa.Connection, before: Campaign, change: Change, at: datetime, run_id: str | None
) -> None:
    play, was = asdict(change.play), asdict(before.play)
    differs = {name: value for name, value in play.items() if value != was[name]}
    known = {task.place: task for task in before.tasks}
    tasks = [task for task in change.tasks if known.get(task.place) != task]
    changed: dict[str, Any] = {"play": differs, "tasks": [asdict(task) for task in tasks]}
    values = step_values(change.step, change.play, at, run_id, changed)
    append(
        connection,
        add=lambda: connection.execute(sa.insert(ENTRIES).values(**values)),
        told=lambda: _repeated(connection, before, change.step.token),
    )
    changing = sa.update(PLAYS).where(PLAYS.c.play_id == change.play.play_id)
    connection.execute(changing.values(**play_values(change.play)))
    for task in tasks:
        _put(connection, task)


def _put(connection: sa.Connection, task: Task) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = task_values(task)
    put = insert(TASKS).values(**values)
    connection.execute(put.on_conflict_do_update(index_elements=["play_id", "place"], set_=values))


def _taken(connection: sa.Connection, play: Play) -> str:
    """Who has what, and since when."""
    same = sa.or_(PLAYS.c.root_id == play.root_id, PLAYS.c.account_id == play.account_id)
    found = sa.select(PLAYS).where(same, PLAYS.c.kind == str(play.kind), PLAYS.c.closed_on.is_(None))
    row = connection.execute(found.order_by(PLAYS.c.account_id != play.account_id)).first()
    if row is None:
        return f"Account '{play.account_id}' was taken and freed in the same moment. Try again."
    other = play_of(row._mapping)
    whose = (
        f"Account '{other.account_id}'"
        if other.account_id == play.account_id
        else f"'{other.account_id}', of the same group as '{play.account_id}',"
    )
    return (
        f"{whose} already has an open play: {other.product_id}, accepted by {other.person} (counts from "
        f"{other.accepted_on}). Close that play before accepting another."
    )
