"""Trials as the tests of their rules need them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from adjoin.domain.trial import KeptStep, TrialChange, TrialHistory
from adjoin.offers.trials.by import By
from adjoin.offers.trials.starting import Wanted, start
from adjoin.offers.trials.written import criterion, participant

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANN = By("ann", MONDAY)


def wanted(**other: Any) -> Wanted:
    """A sound wish for a trial, but for what is said otherwise."""
    criteria = (
        criterion(1, "Ten deals forecast", "deals", 10.0),
        criterion(2, "Their head of sales logs in"),
    )
    sound = Wanted("A-1", "bi", criteria, ("deals of Pipeline",), (participant("kim@theirs.example"),))
    return replace(sound, **other)


def began(trial_id: int = 7, by: By = ANN, **other: Any) -> TrialHistory:
    """A trial that began, as the ledger would keep it."""
    trial, step = start(wanted(**other), by)
    kept = KeptStep(trial_id, 1, step, NOON, None)
    return TrialHistory(replace(trial, trial_id=trial_id), (kept,))


def after(history: TrialHistory, change: TrialChange) -> TrialHistory:
    """The trial with one step more."""
    number = len(history.steps) + 1
    kept = KeptStep(100 + number, number, change.step, NOON, None)
    return TrialHistory(replace(change.trial, version=number), (*history.steps, kept))
