"""What may be set about experiments, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """`held_share`: chance of a root to be held out. `delay_days`: until one held out by a delayed start is released.

    `horizon_days`: within which a start counts, after the first real or ghost play, or after the assignment.
    `level`: of every interval. `control_arms`: how the arm left alone is called in experiments made elsewhere, beside
    the words that are known. `counts_as_play`: experiments made elsewhere whose treatment was a play like ours, so that
    what they say about an account takes the place of its score.
    """

    held_share: float = 0.5
    delay_days: int = 90
    horizon_days: int = 90
    level: float = 0.95
    control_arms: tuple[str, ...] = ()
    counts_as_play: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.held_share < 1:
            raise ValueError("held_share is a share between 0 and 1, such as 0.5")
        if self.delay_days < 1 or self.horizon_days < 1:
            raise ValueError("delay_days and horizon_days are whole days, at least 1")
        if not 0.5 <= self.level < 1:
            raise ValueError("level is a share from 0.5 to 1, such as 0.95")


NAME = "experiments"
LISTS = ("control_arms", "counts_as_play")
DEFAULTS: dict[str, dict[str, Any]] = {
    NAME: {
        field.name: [] if field.name in LISTS else getattr(Settings(), field.name)
        for field in fields(Settings)
    }
}
"""`settings.experiments` of adjoin.yaml."""


def settings_of(told: Mapping[str, Mapping[str, Any]]) -> Settings:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    own = dict(told.get(NAME, {}))
    for name in LISTS:
        if name in own:
            own[name] = tuple(str(one) for one in own[name])
    return Settings(**own)
