"""A play: what people do about an accepted recommendation, its tasks, and the steps that are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Phase(StrEnum):
    """Where a play stands."""

    DISCOVERY = "discovery"
    VALUE_MAP = "value_map"
    CLOSE = "close"


class PlayKind(StrEnum):
    """A play sells the next product; a fix of adoption mends the one that it would build on."""

    CROSS_SELL = "cross_sell"
    FIX_ADOPTION = "fix_adoption"


class PlayState(StrEnum):
    """Whether somebody is at it. Paused: until a day, with a reason; snoozed: until a day or a stronger signal."""

    OPEN = "open"
    PAUSED = "paused"
    SNOOZED = "snoozed"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"


RUNNING = (PlayState.OPEN, PlayState.PAUSED, PlayState.SNOOZED)
"""States of a play that is not over."""


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class StepVerb(StrEnum):
    """What a person can do with a play."""

    ACCEPT = "accept"
    DONE = "done"
    SKIP = "skip"
    HAND_OVER = "hand_over"
    PUT_OFF = "put_off"
    ADVANCE = "advance"
    PITCH = "pitch"
    PAUSE = "pause"
    SNOOZE = "snooze"
    RESUME = "resume"
    LOG = "log"
    OBJECTION = "objection"
    MEASURE = "measure"
    ASSUME = "assume"
    APPROVE = "approve"
    CONCEDE = "concede"
    SETTLE = "settle"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Play:
    """An accepted recommendation as it stands.

    `signal_on`: the day of the earliest cited signal, from which the 41-day clock runs; None without one.
    `motion_why`: why this motion. `cites`: ids of the evidence it rests on. `version`: how many steps it has seen.
    `until`: the day a pause or snooze ends. `run_id`: the publication it was accepted on. `person`: who accepted it.
    """

    play_id: int
    account_id: str
    root_id: str
    product_id: str
    kind: PlayKind
    state: PlayState
    phase: Phase
    accepted_on: date
    phase_since: date
    person: str
    base_product_id: str | None = None
    motion: str | None = None
    motion_why: str | None = None
    signal_on: date | None = None
    pitched_on: date | None = None
    until: date | None = None
    closed_on: date | None = None
    reason: str | None = None
    rival: str | None = None
    version: int = 1
    run_id: str | None = None

    @property
    def outcome(self) -> str | None:
        """How it ended: won, lost or declined; None while it runs."""
        return None if self.state in RUNNING else str(self.state)


@dataclass(frozen=True, slots=True)
class Task:
    """One dated step of the campaign. `place`: its number within the play, from 1. `role`: csm, ae, solutions or
    partner; `owner`: the id of ours who carries it, None where the role is nobody's (an empty chair of ours).
    `hand_off_days`: after this many business days without a word the task counts as dropped at the hand-off; None where
    it is not handed over. `asks`: the question of the diagnosis it answers (need, budget, timing), or another
    that holds the play in its phase until somebody has looked (review); None else."""

    play_id: int
    place: int
    phase: Phase
    role: str
    what: str
    due_on: date
    state: TaskState = TaskState.OPEN
    owner: str | None = None
    hand_off_days: int | None = None
    handed_on: date | None = None
    done_on: date | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did with a play; it counts from `effective_on`.

    `token`: the same token twice is the same step. `data`: what else belongs to it, as JSON: of an accept the cited
    evidence and the settings then; of an objection the answer and who confirmed it; of a measure its two sides.
    """

    verb: StepVerb
    person: str
    effective_on: date
    task: int | None = None
    until: date | None = None
    kind: str | None = None
    reason: str | None = None
    text: str | None = None
    token: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as kept. `number`: its place in the play, from 1. `at`: wall clock, UTC, for the audit only."""

    entry_id: int
    number: int
    step: Step
    at: datetime
    run_id: str | None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A play with its tasks by place and its steps by number."""

    play: Play
    tasks: tuple[Task, ...]
    steps: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a step does: the step itself, the play after it, and the tasks that it changes or adds."""

    step: Step
    play: Play
    tasks: tuple[Task, ...] = ()


class EffectKind(StrEnum):
    """How an objection changes a play."""

    ADD_TASK = "add_task"
    PUT_OFF = "put_off"
    NEEDS_REVIEW = "needs_review"  # a task that holds the play in its phase until somebody has looked
    ASK_ROLE = "ask_role"  # a task to bring in somebody of theirs, such as the evaluator
    URGENT = "urgent"  # what is open is due within these business days
    SNOOZE = "snooze"  # the play sleeps for these calendar days, or until a stronger signal


@dataclass(frozen=True, slots=True)
class Effect:
    """What an objection does to a play. `what`: the task in words, or why the tasks are put off. `role`: who does it.

    `days`: business days from the step until a task is due, or by which all open tasks move. `until`: the day from
    which they are due instead, such as the next quarter's first. `asks`: a question that the task answers; a play stays
    in its phase while such a task of the phase is open.
    """

    kind: EffectKind
    what: str
    role: str = "csm"
    days: int = 3
    until: date | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class GiveGet:
    """What we give and what we get for it, exactly one a draft. `discount`: the price off that it includes, 0–1."""

    name: str
    gives: str
    gets: str
    discount: float = 0.0
