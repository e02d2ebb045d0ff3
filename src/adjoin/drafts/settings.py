"""What may be set about drafts, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """`goal_days`: goals that were stated longer ago are not told as today's. `cold_below`: a way to the buyer of less
    strength, 0–1, counts as none.
    """

    goal_days: int = 540
    cold_below: float = 0.05

    def __post_init__(self) -> None:
        if self.goal_days <= 0:
            raise ValueError("goal_days is a number of days, such as 540")
        if not 0 <= self.cold_below <= 1:
            raise ValueError("cold_below is a strength from 0 to 1, such as 0.05")


NAME = "drafts"
DEFAULTS: dict[str, dict[str, Any]] = {
    NAME: {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
}
"""`settings.drafts` of adjoin.yaml."""


def settings_of(told: Mapping[str, Mapping[str, Any]]) -> Settings:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    return Settings(**told.get(NAME, {}))
