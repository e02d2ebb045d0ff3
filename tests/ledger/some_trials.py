"""Trials and steps as the ledger's tests need them: small, and decided without the rules of trials."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from adjoin.domain.trial import (
    Criterion,
    Participant,
    Trial,
    TrialChange,
    TrialHistory,
    TrialState,
    TrialStep,
    TrialVerb,
)

MONDAY = date(2026, 3, 2)
ENDS = date(2026, 4, 1)

Decide = Callable[[TrialHistory], TrialChange]


def trial_at(
    account_id: str, product_id: str = "bi", person: str = "ann", play_id: int | None = None
) -> Trial:
    """A trial that begins on MONDAY, with two criteria."""
    return Trial(
        0,
        account_id,
        product_id,
        TrialState.RUNNING,
        MONDAY,
        ENDS,
        person,
        (Criterion(1, "Ten deals forecast", "deals", 10.0), Criterion(2, "Their head of sales logs in")),
        (Participant("Noor", contact_id="c-1"), Participant(email="kim@theirs.example")),
        ("deals of Pipeline",),
        play_id=play_id,
    )


def begun(trial: Trial, token: str | None = None) -> TrialStep:
    """The first step of a trial."""
    return TrialStep(TrialVerb.START, trial.person, trial.started_on, until=trial.ends_on, token=token)


def reached(text: str, on: date = MONDAY, token: str | None = None) -> Decide:
    """A milestone, which changes nothing."""

    def decide(history: TrialHistory) -> TrialChange:
        return TrialChange(TrialStep(TrialVerb.MILESTONE, "ann", on, text=text, token=token), history.trial)

    return decide


def met(place: int, on: date) -> Decide:
    """A criterion is met."""

    def decide(history: TrialHistory) -> TrialChange:
        criteria = tuple(
            replace(one, met_on=on, met_by="kim") if one.place == place else one
            for one in history.trial.criteria
        )
        step = TrialStep(TrialVerb.MET, "kim", on, criterion=place)
        return TrialChange(step, replace(history.trial, criteria=criteria))

    return decide


def over(state: TrialState, on: date) -> Decide:
    """The trial is over."""

    def decide(history: TrialHistory) -> TrialChange:
        step = TrialStep(TrialVerb.STOP, "bob", on, reason="no time")
        return TrialChange(step, replace(history.trial, state=state, ended_on=on, reason="no time"))

    return decide
