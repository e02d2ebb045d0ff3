"""What may be set about offers, with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

ARBITRARY = ("experiment", "price test", "random", "campaign", "promotion")


@dataclass(frozen=True)
class Settings:
    """`discount_cap`: the most off the price, all concessions together, 0–1; more needs an approver's name.
    `least_discount`, `most_discount`: the band that bundles are priced inside. `arbitrary_reasons`: recorded reasons
    for a discount that have nothing to do with how much this customer wanted it; demand is learned from these alone.
    """

    discount_cap: float = 0.25
    least_discount: float = 0.15
    most_discount: float = 0.25
    arbitrary_reasons: tuple[str, ...] = ARBITRARY

    def __post_init__(self) -> None:
        if not 0 <= self.discount_cap <= 1:
            raise ValueError("discount_cap is a share from 0 to 1, such as 0.25")
        if not 0 <= self.least_discount <= self.most_discount < 1:
            raise ValueError(
                "least_discount and most_discount are shares from 0 to 1, the least not above the most"
            )


NAME = "offers"
DEFAULTS: dict[str, dict[str, Any]] = {
    NAME: {
        **{field.name: getattr(Settings(), field.name) for field in fields(Settings)},
        "arbitrary_reasons": list(ARBITRARY),
    }
}
"""`settings.offers` of adjoin.yaml."""


def settings_of(told: Mapping[str, Mapping[str, Any]]) -> Settings:
    """From a project's settings by owner, what is not set as it is by default. ValueError says what is wrong."""
    own = dict(told.get(NAME, {}))
    if "arbitrary_reasons" in own:
        own["arbitrary_reasons"] = tuple(str(reason) for reason in own["arbitrary_reasons"])
    return Settings(**own)
