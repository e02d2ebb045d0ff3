"""Trials and their steps as the ledger's rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from adjoin.domain.entry import Entry, Verb
from adjoin.domain.trial import Criterion, KeptStep, Participant, Trial, TrialState, TrialStep, TrialVerb
from adjoin.ledger.play_rows import Row, as_json
from adjoin.ledger.schema import TRIALS

_DAYS = [column.name for column in TRIALS.columns if isinstance(column.type, sa.Date)]


def trial_of(row: Row) -> Trial:
    """The trial of a row of `trials`, or of what its steps changed, where days are text."""
    found = dict(row)
    found |= {name: _day(found[name]) for name in _DAYS if name in found}
    return Trial(
        **found
        | {
            "state": TrialState(found["state"]),
            "criteria": tuple(criterion_of(kept) for kept in found["criteria"]),
            "participants": tuple(Participant(**kept) for kept in found["participants"]),
            "seeded_with": tuple(found["seeded_with"]),
        }
    )


def criterion_of(kept: Mapping[str, Any]) -> Criterion:
    """The criterion that is kept as JSON."""
    return Criterion(**{**kept, "met_on": _day(kept["met_on"])})


def trial_values(trial: Trial) -> dict[str, Any]:
    """The row of `trials`."""
    values = asdict(trial) | {"state": str(trial.state)}
    nested = ("criteria", "participants", "seeded_with")
    return values | {name: as_json(values[name]) for name in nested}


def kept_step_of(row: Row) -> KeptStep:
    """The step of a row of `entries`."""
    step = TrialStep(
        TrialVerb(row["kind"]),
        row["person"],
        row["effective_on"],
        row["task"],
        row["until"],
        row["reason"],
        row["text"],
        row["token"],
        row["data"] or {},
    )
    return KeptStep(row["entry_id"], row["number"], step, row["at"], row["run_id"])


def changes(trial: Trial, before: Trial | None) -> dict[str, Any]:
    """What a step did: the fields it set, and the criteria it set, each by its place. A day's state is built again from
    the steps of that day, so a criterion that was met later must not come with one that was met before."""
    now = asdict(trial)
    was = {} if before is None else asdict(before)
    known = {} if before is None else {one.place: one for one in before.criteria}
    fields = {name: value for name, value in now.items() if before is None or value != was[name]}
    fields.pop("criteria", None)
    criteria = [asdict(one) for one in trial.criteria if known.get(one.place) != one]
    changed: dict[str, Any] = as_json({"trial": fields, "criteria": criteria})
    return changed


def step_row(step: TrialStep, trial: Trial) -> dict[str, Any]:
    """The row of `entries` of one step that left the trial as `trial`, without what it changed.

    Raises ConfigurationError for a step that no entry can be, as one without a person.
    """
    entry = Entry(
        verb=Verb.TRIAL,
        account_id=trial.account_id,
        effective_on=step.effective_on,
        person=step.person,
        product_id=trial.product_id,
        until=step.until,
        kind=str(step.verb),
        reason=step.reason,
        text=step.text,
    )
    return asdict(entry) | {
        "trial_id": trial.trial_id,
        "number": trial.version,
        "task": step.criterion,
        "token": step.token,
        "data": as_json(dict(step.data)) or None,
    }


def _day(kept: date | str | None) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
