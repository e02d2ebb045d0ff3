"""Experiments in the ledger: starting one with the arms drawn for it, ending it, and reading them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from shlex import quote
from typing import Any

import sqlalchemy as sa

from adjoin.domain.entry import Arm
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.experiment import Design, Experiment
from adjoin.ledger.opening import alone
from adjoin.ledger.schema import ARMS, EXPERIMENTS


def start(
    connection: sa.Connection, experiment: Experiment, arms: Sequence[Arm], at: datetime, run_id: str | None
) -> None:
    """Keep the experiment and its arms.

    ConfigurationError if one of that name was ever started, or another one is not over on its first day: of two at
    once neither could say what its own plays changed.
    """
    alone(connection)
    refuse_beside(experiments(connection), experiment)
    values = asdict(experiment) | {"excluded": list(experiment.excluded), "at": at, "run_id": run_id}
    connection.execute(sa.insert(EXPERIMENTS).values(**values))
    if arms:
        connection.execute(sa.insert(ARMS), [asdict(arm) for arm in arms])


def stop(connection: sa.Connection, name: str, on: date, by: str, why: str) -> Experiment:
    """End it; who was held out is free from then on. ConfigurationError if there is none, or it has ended."""
    row = _row(connection, name)
    if row is None:
        known = [one.experiment for one in experiments(connection)]
        raise ConfigurationError(
            f"There is no experiment '{name}'{nearest(name, known)}. Run: adjoin experiment list"
        )
    found = _experiment(row)
    if found.stopped_on is not None:
        raise ConfigurationError(f"The experiment '{name}' was stopped on {found.stopped_on}.")
    if on < found.started_on:
        raise ConfigurationError(f"The experiment '{name}' began on {found.started_on}, after {on}.")
    said = {"stopped_on": on, "stopped_by": by, "stopped_why": why}
    connection.execute(sa.update(EXPERIMENTS).where(EXPERIMENTS.c.experiment == name).values(**said))
    return replace(found, stopped_on=on, stopped_by=by, stopped_why=why)


def experiments(connection: sa.Connection) -> tuple[Experiment, ...]:
    """All of them, in the order they were started."""
    found = sa.select(EXPERIMENTS).order_by(EXPERIMENTS.c.started_on, EXPERIMENTS.c.experiment)
    return tuple(_experiment(row) for row in connection.execute(found))


def is_over(experiment: Experiment, day: date) -> bool:
    """Whether it holds nobody out from that day on: stopped, or a delayed start that was read before it."""
    if experiment.stopped_on is not None and experiment.stopped_on <= day:
        return True
    return experiment.design is Design.DELAYED_START and experiment.read_on < day


def refuse_beside(kept: Sequence[Experiment], wanted: Experiment) -> None:
    """ConfigurationError if one of them has its name, or is not over on its first day."""
    if wanted.experiment in {one.experiment for one in kept}:
        raise ConfigurationError(
            f"There was an experiment '{wanted.experiment}' already; an arm is drawn by its name, so take another."
        )
    other = next((one for one in kept if not is_over(one, wanted.started_on)), None)
    if other is not None:
        raise ConfigurationError(
            f"The experiment '{other.experiment}' goes on; of two at once neither could say what its own plays "
            f"changed. Run: adjoin experiment stop {quote(other.experiment)} --why …"
        )


def _row(connection: sa.Connection, name: str) -> sa.Row[Any] | None:
    return connection.execute(sa.select(EXPERIMENTS).where(EXPERIMENTS.c.experiment == name)).first()


def _experiment(row: sa.Row[Any]) -> Experiment:
    kept = {name: value for name, value in row._mapping.items() if name not in ("at", "run_id")}
    return Experiment(**kept | {"design": Design(row.design), "excluded": tuple(row.excluded)})
