"""Trials in the ledger: starting one, every step after, and reading them as they stand or as they stood on a day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import Trial, TrialChange, TrialHistory, TrialState, TrialStep, TrialVerb
from adjoin.ledger.entries import next_entry
from adjoin.ledger.once import append, first_wins
from adjoin.ledger.play_rows import Row
from adjoin.ledger.schema import ENTRIES, PLAYS, TRIALS
from adjoin.ledger.trial_rows import changes, kept_step_of, step_row, trial_of, trial_values

_FOR_GOOD = ("trial_id", "account_id", "product_id", "started_on", "person", "source", "play_id", "run_id")
"""What no step changes."""


def start(
    connection: sa.Connection, trial: Trial, step: TrialStep, at: datetime, run_id: str | None
) -> TrialHistory:
    """Begin the trial and return it with its id; a token seen before returns the trial that it began.

    Raises ConflictError, which says who was first, if one of that product runs at that account; ConfigurationError if
    the step is no start of that day, if its token belongs to another step, or if its play is not at that account.
    """
    if step.verb is not TrialVerb.START or step.effective_on != trial.started_on or trial.ended_on:
        raise ConfigurationError("A trial begins with a start that takes effect on the day it is started.")
    _refuse_a_play_elsewhere(connection, trial)
    return first_wins(
        connection,
        seen=lambda: _seen(connection, step.token),
        begin=lambda: _begin(connection, trial, step, at, run_id),
        taken=lambda: _taken(connection, trial),
    )


def take_step(
    connection: sa.Connection,
    trial_id: int,
    decide: Callable[[TrialHistory], TrialChange],
    at: datetime,
    run_id: str | None,
    token: str | None = None,
) -> TrialHistory:
    """Take the step that `decide` makes of the trial as it stands, and return what became of it.

    Raises ConfigurationError for a trial that is not there and for a token that belongs to another; ValueError if the
    change is of another trial.
    """
    row = connection.execute(sa.select(TRIALS).where(TRIALS.c.trial_id == trial_id).with_for_update()).first()
    if row is None:
        raise no_such(trial_id)
    before = _with_steps(connection, trial_of(row._mapping))
    if _repeated(connection, before, token):
        return before
    change = decide(before)
    step = replace(change.step, token=change.step.token or token)
    if _repeated(connection, before, step.token):
        return before
    after = replace(change.trial, version=before.trial.version + 1)
    _sound(before.trial, step, after)
    _keep(connection, before, step, after, at, run_id)
    return _with_steps(connection, after)


def history(connection: sa.Connection, trial_id: int) -> TrialHistory:
    """One trial with its steps. ConfigurationError if there is none of that id."""
    row = connection.execute(sa.select(TRIALS).where(TRIALS.c.trial_id == trial_id)).first()
    if row is None:
        raise no_such(trial_id)
    return _with_steps(connection, trial_of(row._mapping))


def histories(
    connection: sa.Connection, as_of: date | None = None, account_id: str | None = None
) -> tuple[TrialHistory, ...]:
    """Every trial, or those of one account, built again from its steps: from those that took effect by `as_of`, or from
    all of them."""
    found = sa.select(ENTRIES).where(ENTRIES.c.trial_id.is_not(None))
    if account_id is not None:
        found = found.where(ENTRIES.c.account_id == account_id)
    if as_of is not None:
        found = found.where(ENTRIES.c.effective_on <= as_of)
    rows = connection.execute(found.order_by(ENTRIES.c.trial_id, ENTRIES.c.number)).mappings()
    return tuple(_built(steps) for _, steps in groupby(rows, lambda row: row["trial_id"]))


def begun_with(connection: sa.Connection, token: str) -> TrialHistory | None:
    """The trial that was started with this token; None if none was. ConfigurationError if another step has it."""
    return _seen(connection, token)


def no_such(trial_id: int | str) -> ConfigurationError:
    """That there is no such trial."""
    return ConfigurationError(f"There is no trial {trial_id}. Run: adjoin trial list")


def _refuse_a_play_elsewhere(connection: sa.Connection, trial: Trial) -> None:
    if trial.play_id is None:
        return
    where = connection.scalar(sa.select(PLAYS.c.account_id).where(PLAYS.c.play_id == trial.play_id))
    if where is None:
        raise ConfigurationError(f"There is no play {trial.play_id}. Run: adjoin play list")
    if where != trial.account_id:
        raise ConfigurationError(f"Play {trial.play_id} is at {where}, not at {trial.account_id}.")


def _begin(
    connection: sa.Connection, trial: Trial, step: TrialStep, at: datetime, run_id: str | None
) -> TrialHistory:
    trial_id = next_entry(connection)
    begun = replace(trial, trial_id=trial_id, version=1, run_id=run_id)
    _add(connection, step, begun, None, at, run_id, entry_id=trial_id)
    connection.execute(sa.insert(TRIALS).values(**trial_values(begun)))
    return _with_steps(connection, begun)


def _add(
    connection: sa.Connection,
    step: TrialStep,
    after: Trial,
    before: Trial | None,
    at: datetime,
    run_id: str | None,
    **own: int,
) -> None:
    values = step_row(step, after) | {"changed": changes(after, before), "at": at, "run_id": run_id, **own}
    connection.execute(sa.insert(ENTRIES).values(**values))


def _keep(
    connection: sa.Connection,
    before: TrialHistory,
    step: TrialStep,
    after: Trial,
    at: datetime,
    run_id: str | None,
) -> None:
    append(
        connection,
        add=lambda: _add(connection, step, after, before.trial, at, run_id),
        told=lambda: _repeated(connection, before, step.token),
    )
    changing = sa.update(TRIALS).where(TRIALS.c.trial_id == after.trial_id)
    connection.execute(changing.values(**trial_values(after)))


def _sound(before: Trial, step: TrialStep, after: Trial) -> None:
    if any(getattr(after, name) != getattr(before, name) for name in _FOR_GOOD):
        raise ValueError(f"a step of trial {before.trial_id} cannot change any of {', '.join(_FOR_GOOD)}")
    if step.verb is TrialVerb.START:
        raise ConfigurationError(f"Trial {before.trial_id} has begun already.")
    if step.effective_on < before.started_on:
        raise ConfigurationError(
            f"Trial {before.trial_id} began on {before.started_on}; a step of it cannot count from "
            f"{step.effective_on}."
        )
    if (after.state is TrialState.RUNNING) != (after.ended_on is None):
        raise ValueError(f"trial {before.trial_id}: a trial has its last day when it is over, and only then")


def _with_steps(connection: sa.Connection, trial: Trial) -> TrialHistory:
    found = sa.select(ENTRIES).where(ENTRIES.c.trial_id == trial.trial_id).order_by(ENTRIES.c.number)
    return TrialHistory(trial, tuple(kept_step_of(row) for row in connection.execute(found).mappings()))


def _built(steps: Iterator[Row]) -> TrialHistory:
    fields: dict[str, Any] = {}
    criteria: dict[int, dict[str, Any]] = {}
    kept = []
    for row in steps:
        fields |= row["changed"]["trial"]
        criteria |= {one["place"]: one for one in row["changed"]["criteria"]}
        kept.append(kept_step_of(row))
    return TrialHistory(
        trial_of(fields | {"criteria": [criteria[place] for place in sorted(criteria)]}), tuple(kept)
    )


def _seen(connection: sa.Connection, token: str | None) -> TrialHistory | None:
    """The trial that was started with the token."""
    if token is None:
        return None
    row = connection.execute(sa.select(ENTRIES).where(ENTRIES.c.token == token)).first()
    if row is None:
        return None
    if row.trial_id is None or row.number != 1:
        raise _belongs(token, row.trial_id)
    return history(connection, row.trial_id)


def _repeated(connection: sa.Connection, before: TrialHistory, token: str | None) -> bool:
    if token is None:
        return False
    row = connection.execute(sa.select(ENTRIES.c.trial_id).where(ENTRIES.c.token == token)).first()
    if row is not None and row.trial_id != before.trial.trial_id:
        raise _belongs(token, row.trial_id)
    return row is not None


def _belongs(token: str, trial_id: int | None) -> ConfigurationError:
    where = "something else" if trial_id is None else f"a step of trial {trial_id}"
    return ConfigurationError(f"The token '{token}' belongs to {where}. Make a new one.")


def _taken(connection: sa.Connection, trial: Trial) -> str:
    """Who has it, and since when."""
    same = (TRIALS.c.account_id == trial.account_id, TRIALS.c.product_id == trial.product_id)
    row = connection.execute(sa.select(TRIALS).where(*same, TRIALS.c.ended_on.is_(None))).first()
    if row is None:
        return f"The trial at '{trial.account_id}' was taken and ended in the same moment. Try again."
    other = trial_of(row._mapping)
    return (
        f"A trial of {other.product_id} runs at '{other.account_id}' already: trial {other.trial_id}, started by "
        f"{other.person} on {other.started_on}, until {other.ends_on}. End or stop that one first, or extend it."
    )
