"""One trial: its criteria and milestones, what can be done with it now, and all that happened."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.trial_asked import terms_in
from adjoin.desk.trial_lines import TrialLine, trial_lines
from adjoin.desk.trials import trial_at
from adjoin.domain.trial import KeptStep, Trial, TrialHistory, TrialState, TrialVerb


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion. `metric`, `target`: what is counted and how many, where it is a number; `met_on`: None if open."""

    number: int
    what: str
    metric: str | None
    target: float | None
    met_on: date | None
    met_by: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One step in words. `words`: what was written; `source`: the product that reported it, None where a person did;
    `at`: wall clock, UTC."""

    entry_id: int
    verb: str
    did: str
    words: str | None
    person: str
    source: str | None
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class TrialMoves:
    """What can be done now; a step may still be refused, with the reason. `extend_to`: the last day to which it can
    be extended, None where it cannot."""

    report: bool
    end: bool
    convert: bool
    extend_to: date | None


@dataclass(frozen=True, slots=True)
class TrialPageView:
    """A trial as it stands on the day of the run. `line`: it in short.

    `anyway`: why it began although something stood in the way. `extended_on`: when its end was moved. `milestones`, the
    first first; `steps`: all of them, the newest first. `on`: the day from which a step counts unless one is given.
    """

    as_of: date
    line: TrialLine
    anyway: str | None
    extended_on: date | None
    criteria: tuple[CriterionLine, ...]
    milestones: tuple[Happened, ...]
    moves: TrialMoves
    on: date
    steps: tuple[Happened, ...]


@on_one_publication
def trial_view(desk: Desk, trial_id: str) -> TrialPageView:
    """The trial of that id. ConfigurationError if there is none."""
    row = trial_at(desk, trial_id).row
    (line,) = trial_lines(desk, [row])
    as_of = desk.publication().as_of
    history = desk.ledger.trial(int(trial_id)) if line.told else None
    steps = tuple(_happened(kept, history.trial) for kept in history.steps) if history else ()
    on = max([as_of, *(step.on for step in steps)])
    reached = (step for step in steps if step.verb == TrialVerb.MILESTONE)
    return TrialPageView(
        as_of=as_of,
        line=line,
        anyway=history.trial.anyway if history else None,
        extended_on=history.trial.extended_on if history else None,
        criteria=_criteria(row["criteria"]),
        milestones=tuple(sorted(reached, key=lambda step: (step.on, step.entry_id))),
        moves=_moves(desk, history, line, on),
        on=on,
        steps=steps[::-1],
    )


def _criteria(told: str) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(
            number=one["number"],
            what=one["what"],
            metric=one["metric"],
            target=one["target"],
            met_on=date.fromisoformat(one["met_on"]) if one["met_on"] else None,
            met_by=one["met_by"],
        )
        for one in json.loads(told)
    )


def _moves(desk: Desk, history: TrialHistory | None, line: TrialLine, on: date) -> TrialMoves:
    if history is None:
        return TrialMoves(report=False, end=False, convert=False, extend_to=None)
    trial = history.trial
    runs = trial.state is TrialState.RUNNING
    latest = trial.started_on + timedelta(days=terms_in(desk).most_days)
    once = runs and line.converted_on is None and trial.extended_on is None
    longer = once and latest > trial.ends_on and latest >= on
    return TrialMoves(
        report=runs,
        end=runs,
        convert=line.converted_on is None,
        extend_to=latest if longer else None,
    )


def _happened(kept: KeptStep, trial: Trial) -> Happened:
    step = kept.step
    source = step.data.get("source")
    return Happened(
        entry_id=kept.entry_id,
        verb=str(step.verb),
        did=_did(kept, trial),
        words=step.text or step.reason,
        person=step.person,
        source=None if source in (None, "person") else str(source),
        on=step.effective_on,
        at=kept.at,
    )


def _did(kept: KeptStep, trial: Trial) -> str:
    step = kept.step
    what = next((one.what for one in trial.criteria if one.place == step.criterion), None)
    return {
        TrialVerb.START: f"started it, until {step.until}" + (", anyway:" if step.reason else ""),
        TrialVerb.MILESTONE: "reported a milestone:",
        TrialVerb.MET: f"said that criterion {step.criterion} is met: {what}",
        TrialVerb.EXTEND: f"extended it until {step.until}:",
        TrialVerb.END: "ended it" + (":" if step.reason else ""),
        TrialVerb.STOP: "stopped it:",
        TrialVerb.CONVERT: "said that they buy:",
    }[step.verb]
