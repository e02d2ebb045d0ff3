"""The experiments of ours as the ledger keeps them, with what came of them so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.domain.entry import Arm
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.experiment import ArmName, Experiment
from adjoin.ledger.experiments import is_over

Row = dict[str, Any]


@on_one_publication
def kept(desk: Desk) -> list[Row]:
    """One row an experiment, in the order they were started: what it is, who approved it, how it stands."""
    arms, as_of = desk.ledger.arms(date.max), desk.publication().as_of
    return [_row(one, arms, as_of) for one in desk.ledger.experiments()]


@on_one_publication
def kept_named(desk: Desk, name: str) -> Row:
    """One of them with what was said before it began, and its read-out where the run published one.

    ConfigurationError if there is none of that name.
    """
    rows = {row["experiment"]: row for row in kept(desk)}
    if name not in rows:
        raise ConfigurationError(
            f"There is no experiment '{name}'{nearest(name, list(rows))}. Run: adjoin experiment list"
        )
    experiment = next(one for one in desk.ledger.experiments() if one.experiment == name)
    readouts = [row for row in desk.rows("readouts") if row["experiment"] == name]
    return {
        **rows[name],
        "excluded": list(experiment.excluded),
        "power": experiment.power,
        "readouts": readouts,
    }


def _row(experiment: Experiment, arms: Sequence[Arm], as_of: date) -> Row:
    drawn = Counter(arm.arm for arm in arms if arm.experiment == experiment.experiment)
    return {
        "experiment": experiment.experiment,
        "state": _state(experiment, as_of),
        "held": drawn[ArmName.HELD],
        "approached": drawn[ArmName.APPROACHED],
        "started_on": experiment.started_on,
        "read_on": experiment.read_on,
        "days_to_read_on": max((experiment.read_on - as_of).days, 0),
        "approver": experiment.approver,
        "person": experiment.person,
        "design": str(experiment.design),
        "held_share": experiment.held_share,
        "delay_days": experiment.delay_days,
        "horizon_days": experiment.horizon_days,
        "stopped_on": experiment.stopped_on,
        "stopped_by": experiment.stopped_by,
        "stopped_why": experiment.stopped_why,
        "says": " ".join(experiment.power.get("says", ())),
    }


def _state(experiment: Experiment, as_of: date) -> str:
    if experiment.stopped_on is not None and experiment.stopped_on <= as_of:
        return "stopped"
    return "over" if is_over(experiment, as_of) else "running"
