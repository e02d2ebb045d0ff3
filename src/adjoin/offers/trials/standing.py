"""How a trial stands on a day, in the columns of `trials`, with one sentence on what it comes to."""

import json
from datetime import date
from typing import Any

from adjoin.domain.trial import Criterion, Participant, Trial, TrialHistory, TrialState
from adjoin.offers.trials.written import NOTHING
from adjoin.words.count import counted


def standing(history: TrialHistory, as_of: date, paid_on: date | None = None) -> dict[str, Any]:
    """The row of `trials` as of a day, of steps that took effect by then.

    `paid_on`: the paid start that the subscriptions show for it, if any. A trial that runs past its end is still
    running: that it ended is for somebody to say.
    """
    trial, milestones = history.trial, history.milestones
    runs = trial.state is TrialState.RUNNING
    converted_on = paid_on or trial.converted_on
    return {
        "as_of": as_of,
        "trial_id": str(trial.trial_id),
        "account_id": trial.account_id,
        "product_id": trial.product_id,
        "play_id": trial.play_id,
        "state": str(TrialState.CONVERTED if converted_on else trial.state),
        "started_on": trial.started_on,
        "ends_on": trial.ends_on,
        "days_left": (trial.ends_on - as_of).days if runs else None,
        "criteria": json.dumps([_criterion(one) for one in trial.criteria], ensure_ascii=False),
        "criteria_met": _met(trial),
        "criteria_total": len(trial.criteria),
        "participants": json.dumps([_participant(one) for one in trial.participants], ensure_ascii=False),
        "seeded_with": "; ".join(trial.seeded_with) or NOTHING,
        "milestones": len(milestones),
        "last_milestone_on": max((kept.step.effective_on for kept in milestones), default=None),
        "converted_on": converted_on,
        "paid_on": paid_on,
        "ended_on": trial.ended_on,
        "says": says(trial, as_of, paid_on),
        "source": trial.source,
    }


def says(trial: Trial, as_of: date, paid_on: date | None = None) -> str:
    """What the trial comes to, without a full stop: how it stands, what is met, and what makes it weak."""
    parts = [_stands(trial, as_of, paid_on)]
    total = len(trial.criteria)
    parts.append(f"{_met(trial)} of {counted(total, 'criterion', 'criteria')} met")
    if not trial.seeded_with:
        parts.append("seeded with nothing of theirs, which is a weakness")
    if not trial.participants:
        parts.append("nobody of theirs is named")
    return "; ".join(parts)


def _stands(trial: Trial, as_of: date, paid_on: date | None) -> str:
    if paid_on is not None:
        still = ", still open here: end it" if trial.state is TrialState.RUNNING else ""
        return f"Converted: paid since {paid_on}{still}"
    if trial.state is TrialState.CONVERTED:
        return f"Converted on {trial.converted_on}, as told ({trial.reason}); no paid start is on record yet"
    if trial.state is TrialState.STOPPED:
        return f"Stopped on {trial.ended_on}: {trial.reason}"
    if trial.state is TrialState.ENDED:
        return f"Ended on {trial.ended_on}"
    left = (trial.ends_on - as_of).days
    if left < 0:
        return f"Over since {counted(-left, 'day')}: decide"
    return f"Running, {counted(left, 'day')} left" if left else "Running, its last day is today"


def _met(trial: Trial) -> int:
    return sum(one.met_on is not None for one in trial.criteria)


def _criterion(one: Criterion) -> dict[str, Any]:
    met_on = one.met_on.isoformat() if one.met_on else None
    return {
        "number": one.place,
        "what": one.what,
        "metric": one.metric,
        "target": one.target,
        "met_on": met_on,
        "met_by": one.met_by,
    }


def _participant(one: Participant) -> dict[str, Any]:
    return {"contact_id": one.contact_id, "name": one.name, "email": one.email}
