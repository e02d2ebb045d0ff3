"""What a step does to a trial that has begun: pure functions, which the ledger keeps.

Each raises ConfigurationError with a sentence for the person if the rules do not allow it.
"""

from dataclasses import replace
from datetime import date

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import Trial, TrialChange, TrialHistory, TrialState, TrialVerb
from adjoin.offers.trials.by import By, step_of, too_long, tried
from adjoin.offers.trials.terms import Terms
from adjoin.offers.trials.written import written


def milestone(history: TrialHistory, by: By, text: str) -> TrialChange:
    """Something was reached: the trial's log."""
    trial = _running(history, by, "report a milestone")
    step = step_of(by, TrialVerb.MILESTONE, text=written(text, "The milestone"))
    return TrialChange(step, trial)


def met(history: TrialHistory, by: By, place: int) -> TrialChange:
    """A criterion is met, since that day, says that person."""
    trial = _running(history, by, "say that a criterion is met")
    criterion = next((one for one in trial.criteria if one.place == place), None)
    if criterion is None:
        known = ", ".join(f"{one.place} ({one.what})" for one in trial.criteria)
        raise ConfigurationError(f"Trial {trial.trial_id} has no criterion {place}. There are: {known}.")
    if criterion.met_on is not None:
        raise ConfigurationError(
            f"Criterion {place} of trial {trial.trial_id} is met since {criterion.met_on}, said {criterion.met_by}."
        )
    now = replace(criterion, met_on=by.on, met_by=by.person)
    criteria = tuple(now if one.place == place else one for one in trial.criteria)
    step = step_of(by, TrialVerb.MET, criterion=place)
    return TrialChange(step, replace(trial, criteria=criteria))


def extend(
    history: TrialHistory, by: By, until: date, reason: str | None, terms: Terms | None = None
) -> TrialChange:
    """A later end, once, and why."""
    terms = terms or Terms()
    trial = _in_order(history, by, "extend it")
    problems = []
    if trial.extended_on is not None:
        problems.append(
            f"Trial {trial.trial_id} was extended on {trial.extended_on} already, until {trial.ends_on}: once is the "
            "most. End it, stop it or say that they buy."
        )
    if until <= trial.ends_on or until < by.on:
        problems.append(
            f"Trial {trial.trial_id} ends on {trial.ends_on}: extend it to a later day than {until}."
        )
    problems += too_long(trial.started_on, until, terms)
    why = tried(lambda: written(reason or "", "Why it is extended"), problems)
    if problems:
        raise ConfigurationError(*problems)
    step = step_of(by, TrialVerb.EXTEND, until=until, reason=why)
    return TrialChange(step, replace(trial, ends_on=until, extended_on=by.on))


def end(history: TrialHistory, by: By, reason: str | None = None) -> TrialChange:
    """It is over; whether they buy is still open."""
    trial = _in_order(history, by, "end it")
    why = None if reason is None else written(reason, "The reason")
    return _over(trial, by, TrialVerb.END, TrialState.ENDED, why)


def stop(history: TrialHistory, by: By, reason: str | None) -> TrialChange:
    """It is broken off, and why."""
    trial = _in_order(history, by, "stop it")
    why = written(reason or "", f"Why trial {trial.trial_id} is stopped")
    return _over(trial, by, TrialVerb.STOP, TrialState.STOPPED, why)


def convert(history: TrialHistory, by: By, reason: str | None) -> TrialChange:
    """They buy, says that person, and by what one knows it; a trial that is over may still convert."""
    trial = history.trial
    if trial.state is TrialState.CONVERTED:
        raise ConfigurationError(f"Trial {trial.trial_id} converted on {trial.converted_on} already.")
    _no_later_step(history, by, "say that they buy")
    why = written(reason or "", f"By what trial {trial.trial_id} is known to have converted")
    ended_on = trial.ended_on or by.on
    after = replace(trial, state=TrialState.CONVERTED, converted_on=by.on, ended_on=ended_on, reason=why)
    return TrialChange(step_of(by, TrialVerb.CONVERT, reason=why), after)


def _over(trial: Trial, by: By, verb: TrialVerb, state: TrialState, reason: str | None) -> TrialChange:
    step = step_of(by, verb, reason=reason)
    return TrialChange(step, replace(trial, state=state, ended_on=by.on, reason=reason))


def _running(history: TrialHistory, by: By, wanted: str) -> Trial:
    trial = history.trial
    if trial.state is not TrialState.RUNNING:
        raise ConfigurationError(
            f"Trial {trial.trial_id} is over ({trial.state} on {trial.ended_on}): you cannot {wanted}."
        )
    if by.on < trial.started_on:
        raise ConfigurationError(
            f"Trial {trial.trial_id} began on {trial.started_on}: you cannot {wanted} on {by.on}, before it. Give a "
            "later day."
        )
    return trial


def _in_order(history: TrialHistory, by: By, wanted: str) -> Trial:
    trial = _running(history, by, wanted)
    _no_later_step(history, by, wanted)
    return trial


def _no_later_step(history: TrialHistory, by: By, wanted: str) -> None:
    last = max(history.steps, key=lambda kept: kept.step.effective_on, default=None)
    if last is not None and by.on < last.step.effective_on:
        raise ConfigurationError(
            f"Trial {history.trial.trial_id} has a step '{last.step.verb}' on {last.step.effective_on}: you cannot "
            f"{wanted} on {by.on}, before it. Give that day or a later one."
        )
