"""What may be set about learning, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """Every threshold of the learned model.

    `horizon_days`: an approach's outcome is known that many days later. `fewest_outcomes`: matured approaches,
    started or not, before anything is learned. `rounds`: the numbers of trees that validation chooses from (0 = the
    ridge alone). `slope_low`, `slope_high`: calibration slopes within which the model may be used.
    `validation_rows`, `reach_rows`: at most so many rows are validated on, and learn who gets approached.
    `threads`: of LightGBM; one artefact is the same bit by bit only for one number of threads.
    """

    horizon_days: int = 90
    fewest_outcomes: int = 50
    rounds: tuple[int, ...] = (0, 20, 40, 80, 150)
    slope_low: float = 0.8
    slope_high: float = 1.25
    validation_rows: int = 30_000
    reach_rows: int = 60_000
    threads: int = 2

    def __post_init__(self) -> None:
        if self.rounds[:1] != (0,) or list(self.rounds) != sorted(set(self.rounds)):
            raise ValueError("rounds must rise from 0, such as (0, 20, 40)")
        if min(self.horizon_days, self.fewest_outcomes, self.threads) < 1:
            raise ValueError("horizon_days, fewest_outcomes and threads are 1 or more")


NAME = "learned_model"
SETTABLE = tuple(field.name for field in fields(Settings) if field.name not in ("horizon_days", "rounds"))
DEFAULTS: dict[str, dict[str, Any]] = {NAME: {name: getattr(Settings(), name) for name in SETTABLE}}
"""`settings.learned_model` of adjoin.yaml; the horizon is `approach_episodes.within_days`."""


def settings_of(told: Mapping[str, Mapping[str, Any]], horizon_days: int = Settings.horizon_days) -> Settings:
    """From a project's settings by owner, what is not set as it is by default."""
    return Settings(**{**told.get(NAME, {}), "horizon_days": horizon_days})
