"""An experiment of ours: who may be held out, for how long, who approved it, and what it will be able to see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Design(StrEnum):
    """`delayed_start`: a held-out root is released so many days after its first ghost play; `holdout`: at the end."""

    DELAYED_START = "delayed_start"
    HOLDOUT = "holdout"


class ArmName(StrEnum):
    """The arms of an experiment of ours: held out of plays, or not."""

    HELD = "held"
    APPROACHED = "approached"


@dataclass(frozen=True, slots=True)
class Experiment:
    """As a person started it; only its end is ever added.

    `held_share`: chance of a root to be held out. `delay_days`: None in a holdout. `horizon_days`: within which a start
    counts after the first real or ghost play. `read_on`: the one day of the fixed-date read-out. `excluded`: root
    accounts named before the draw, in no arm. `power`: what was said before the start, as numbers and words.
    """

    experiment: str
    design: Design
    held_share: float
    delay_days: int | None
    horizon_days: int
    started_on: date
    read_on: date
    approver: str
    person: str
    excluded: tuple[str, ...] = ()
    power: Mapping[str, Any] = field(default_factory=dict)
    stopped_on: date | None = None
    stopped_by: str | None = None
    stopped_why: str | None = None


@dataclass(frozen=True, slots=True)
class CreditRule:
    """How a won deal is shared out, each a fraction, together 1. Counts for deals opened from `effective_on` on.

    A rule never counts for a day before the one it was entered on, and is never changed: the next one follows it.
    """

    effective_on: date
    csm: float
    ae: float
    partner: float
    person: str
    why: str | None = None
