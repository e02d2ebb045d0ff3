"""A trial: a product at an account until a day, with criteria for success and with what it is seeded with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class TrialState(StrEnum):
    """How a trial stands. Running past its end it waits for somebody to decide: an end that was planned is no fact."""

    RUNNING = "running"
    ENDED = "ended"
    CONVERTED = "converted"
    STOPPED = "stopped"


class TrialVerb(StrEnum):
    """What can be done with a trial."""

    START = "start"
    MILESTONE = "milestone"
    MET = "met"
    EXTEND = "extend"
    END = "end"
    STOP = "stop"
    CONVERT = "convert"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What must be true for the trial to have succeeded. `place`: its number in the trial, from 1.

    `target`, `metric`: the number to reach and what is counted, where it is a number. `met_on`, `met_by`: the day it
    was met and who said so; None while it is not.
    """

    place: int
    what: str
    metric: str | None = None
    target: float | None = None
    met_on: date | None = None
    met_by: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One of theirs who takes part: `contact_id` where the book knows them, else the name or e-mail as it was given."""

    name: str | None = None
    email: str | None = None
    contact_id: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as it stands. `ends_on`: the last day planned; `ended_on`: the day it was over, None while it runs.

    `seeded_with`: the customer's own data that it holds, such as "deals of Pipeline"; empty where it was said that it
    holds nothing. `source`: who reported it, "person" or as a product names itself. `converted_on`: the day on which a
    person said that they buy; what subscriptions say of it is found by a run. `anyway`: why it began although something
    stood in the way. `extended_on`: the day on which its end was moved, at most once. `version`: how many steps it saw.
    """

    trial_id: int
    account_id: str
    product_id: str
    state: TrialState
    started_on: date
    ends_on: date
    person: str
    criteria: tuple[Criterion, ...]
    participants: tuple[Participant, ...] = ()
    seeded_with: tuple[str, ...] = ()
    source: str = "person"
    play_id: int | None = None
    anyway: str | None = None
    extended_on: date | None = None
    ended_on: date | None = None
    converted_on: date | None = None
    reason: str | None = None
    version: int = 1
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One thing that was done with a trial; it counts from `effective_on`.

    `criterion`: the place of the one it is about. `token`: the same token twice is the same step. `data`: what else
    belongs to it, as JSON.
    """

    verb: TrialVerb
    person: str
    effective_on: date
    criterion: int | None = None
    until: date | None = None
    reason: str | None = None
    text: str | None = None
    token: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step as kept. `number`: its place in the trial, from 1. `at`: wall clock, UTC, for the audit only."""

    entry_id: int
    number: int
    step: TrialStep
    at: datetime
    run_id: str | None


@dataclass(frozen=True, slots=True)
class TrialHistory:
    """A trial with its steps by number; its milestones are among them."""

    trial: Trial
    steps: tuple[KeptStep, ...]

    @property
    def milestones(self) -> tuple[KeptStep, ...]:
        """What was reached, in the order it was reported."""
        return tuple(kept for kept in self.steps if kept.step.verb is TrialVerb.MILESTONE)

    def kept(self, token: str | None) -> KeptStep | None:
        """The step that carried this token; None if none did."""
        return next((kept for kept in self.steps if token and kept.step.token == token), None)


@dataclass(frozen=True, slots=True)
class TrialChange:
    """What a step does: the step itself, and the trial after it."""

    step: TrialStep
    trial: Trial
