"""How long a trial may run, how much may be written about it, and when it has converted: what a project may set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

NAME = "trials"


@dataclass(frozen=True, slots=True)
class Terms:
    """`days`: how long a trial runs where nobody gives its end; `most_days`: the most, however it is extended.

    `least_ended`: trials of a product that must have ended before the share that converted is said.
    """

    days: int = 30
    most_days: int = 90
    least_ended: int = 10

    def __post_init__(self) -> None:
        if not 0 < self.days <= self.most_days:
            raise ValueError("days of trials is a whole number from 1 to most_days, such as 30 of 90")
        if self.least_ended < 1:
            raise ValueError("least_ended of trials is a whole number from 1, such as 10")


DEFAULTS: dict[str, dict[str, Any]] = {NAME: asdict(Terms())}
"""`settings.trials` of adjoin.yaml."""


def terms_of(told: Mapping[str, Mapping[str, Any]]) -> Terms:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    return Terms(**told.get(NAME, {}))
