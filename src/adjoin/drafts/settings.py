"""What may be set about drafts, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """`discount_cap`: the most off the price that a draft may offer, 0–1; more needs an approval."""

    discount_cap: float = 0.25

    def __post_init__(self) -> None:
        if not 0 <= self.discount_cap <= 1:
            raise ValueError("discount_cap is a share from 0 to 1, such as 0.25")


NAME = "drafts"
DEFAULTS: dict[str, dict[str, Any]] = {
    NAME: {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
}
"""`settings.drafts` of adjoin.yaml."""


def settings_of(told: Mapping[str, Mapping[str, Any]]) -> Settings:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    return Settings(**told.get(NAME, {}))
