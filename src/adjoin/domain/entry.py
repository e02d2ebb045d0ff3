"""What a person does with an account, and what a run decided: the rows that cannot be computed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from adjoin.domain.errors import AdjoinError, ConfigurationError, nearest


class Verb(StrEnum):
    """What a person can do: with an account, or with its play (then the entry is a step of that play)."""

    SNOOZE = "snooze"  # of an account or of a play; a step says which play
    NOT_NOW = "not_now"
    HOLD = "hold"
    HEARD = "heard"
    FEEDBACK = "feedback"
    ACCEPT = "accept"
    DONE = "done"
    SKIP = "skip"
    HAND_OVER = "hand_over"
    PUT_OFF = "put_off"
    ADVANCE = "advance"
    PITCH = "pitch"
    PAUSE = "pause"
    RESUME = "resume"
    LOG = "log"
    OBJECTION = "objection"
    MEASURE = "measure"
    ASSUME = "assume"
    APPROVE = "approve"
    CONCEDE = "concede"
    SETTLE = "settle"
    CLOSE = "close"
    TRIAL = "trial"  # a step of a trial; its kind says which


HANDS_OFF = (Verb.SNOOZE, Verb.NOT_NOW, Verb.HOLD)
FEEDBACK_KINDS = ("helpful", "not_helpful", "too_early")
OUTCOMES = ("won", "lost", "declined")

_NEEDS: dict[Verb, tuple[str, ...]] = {
    Verb.SNOOZE: ("until",),
    Verb.NOT_NOW: ("until", "reason"),
    Verb.HOLD: ("until", "reason"),
    Verb.HEARD: ("kind", "text"),
    Verb.FEEDBACK: ("kind",),
    Verb.ACCEPT: ("product_id",),
}
ON_AN_ACCOUNT = (Verb.SNOOZE, Verb.NOT_NOW, Verb.HOLD, Verb.HEARD, Verb.FEEDBACK)
"""What can be recorded without a play; everything else is a step of one, or of a trial."""


class ConflictError(AdjoinError):
    """Somebody else was first: the account, or another of its group, has a running play already."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a person did. It counts from `effective_on`; the wall clock goes to the audit only.

    `until`: the day on which hands-off ends. `kind`: what was heard (a signal kind), how helpful it was, or
    what kind of step it is. Raises ConfigurationError, with every problem, if what the verb needs is missing.
    """

    verb: Verb
    account_id: str
    effective_on: date
    person: str
    product_id: str | None = None
    until: date | None = None
    kind: str | None = None
    reason: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        problems = _problems(self)
        if problems:
            raise ConfigurationError(*problems)


def _problems(entry: Entry) -> list[str]:
    what = f"'{entry.verb}' for account '{entry.account_id}'"
    needed = ("account_id", "person", *_NEEDS.get(entry.verb, ()))
    problems = [f"{what} needs {name.removesuffix('_id')}." for name in needed if not getattr(entry, name)]
    if entry.until is not None and entry.until < entry.effective_on:
        problems.append(f"{what} ends on {entry.until}, before it takes effect on {entry.effective_on}.")
    if entry.verb is Verb.FEEDBACK and entry.kind and entry.kind not in FEEDBACK_KINDS:
        known = ", ".join(FEEDBACK_KINDS)
        problems.append(f"{what}: '{entry.kind}' is none of {known}{nearest(entry.kind, FEEDBACK_KINDS)}.")
    return problems


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as kept; its audit is `at` (UTC) and `run_id`, the publication it was made on.

    `play_id`, `number`: the play that it is a step of, and its place there from 1; None where it is about the account.
    """

    entry_id: int
    entry: Entry
    at: datetime
    run_id: str | None
    play_id: int | None = None
    number: int | None = None

    @property
    def rests_the_account(self) -> bool:
        """Whether it keeps hands off the account, or off one product there."""
        return self.play_id is None and self.entry.verb in HANDS_OFF


@dataclass(frozen=True, slots=True)
class Publication:
    """One finished run: the date it spoke for, the file it wrote, and what it read, took and wrote.

    `started_at`, `finished_at`: UTC. `rows`: rows a published table. `versions`: of Adjoin, DuckDB and so on.
    """

    run_id: str
    as_of: date
    load_day: date
    file: str
    started_at: datetime
    finished_at: datetime
    settings: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arm:
    """The arm drawn for a root account in an experiment. Drawn once: the first stands."""

    experiment: str
    root_id: str
    arm: str
    as_of: date


@dataclass(frozen=True, slots=True)
class GhostPlay:
    """A recommendation a held-out account would have had on `as_of`; `probability` is a fraction 0–1."""

    experiment: str
    root_id: str
    account_id: str
    product_id: str
    probability: float
    as_of: date
