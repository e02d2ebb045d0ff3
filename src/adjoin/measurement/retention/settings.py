"""What may be set about retention, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """`ages`: days since the first holding at which products are counted. `follow_days`: how long each is followed.

    `least_cell`: fewer accounts than this in a cell of age × size × segment × products lie outside common support.
    `least_share`: of all accounts that must lie inside it before another step of products is told apart.
    `level`: of every interval.
    """

    ages: tuple[int, ...] = (180, 365, 730, 1095)
    follow_days: int = 365
    least_cell: int = 20
    least_share: float = 0.5
    level: float = 0.95

    def __post_init__(self) -> None:
        if not self.ages or any(isinstance(age, bool) or not isinstance(age, int) for age in self.ages):
            raise ValueError("ages are whole days, at least one of them, such as [180, 365, 730, 1095]")
        if min(self.ages) < 1 or len(set(self.ages)) < len(self.ages):
            raise ValueError("ages are days since the first holding, at least 1 and each once")
        if self.follow_days < 1 or self.least_cell < 1:
            raise ValueError("follow_days and least_cell are whole numbers, at least 1")
        if not 0 <= self.least_share <= 1 or not 0.5 <= self.level < 1:
            raise ValueError("least_share is a share from 0 to 1, level one from 0.5 to below 1")


NAME = "retention"
DEFAULTS: dict[str, dict[str, Any]] = {
    NAME: {
        **{field.name: getattr(Settings(), field.name) for field in fields(Settings)},
        "ages": list(Settings().ages),
    }
}
"""`settings.retention` of adjoin.yaml."""


def settings_of(told: Mapping[str, Mapping[str, Any]]) -> Settings:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    own = dict(told.get(NAME, {}))
    if "ages" in own:
        own["ages"] = tuple(own["ages"])
    return Settings(**own)
