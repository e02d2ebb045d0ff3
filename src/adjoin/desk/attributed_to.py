"""The deals behind one trigger, motion or partner, each with the share of it that a model gives to that one."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.desk.attribution import AttributedDeal

NONE = "none"
KINDS = {"signal": "trigger", "deal_trigger": "trigger", "partner": "partner"}
"""Kind of a touch → its dimension; every other kind is a motion."""


@dataclass(frozen=True, slots=True)
class Given:
    """A deal, and `share`, the fraction of it that goes to the name; 1 where no name is chosen."""

    deal: AttributedDeal
    share: float


def attributed_to(
    deals: Sequence[AttributedDeal], dimension: str, model: str, name: str, *, organic: bool
) -> tuple[Given, ...]:
    """The deals that the model counts for a name, with or without a motion of ours; most of its
    share first, then in the order of `deals`.

    `touched` of a part counts more of them where the model gives others the whole deal: those have a share of 0.
    """
    told = (deal for deal in deals if deal.organic == organic and deal.state != "below_floor")
    found = ((deal, names_of(deal, dimension)) for deal in told)
    given = (Given(deal, share_of(names, name, model)) for deal, names in found if name in names)
    return tuple(sorted(given, key=lambda one: -one.share))


def names_of(deal: AttributedDeal, dimension: str) -> tuple[str, ...]:
    """The names of its touches of the dimension by day; `none` alone where it has no such touch."""
    names = tuple(one.name for one in deal.touches if KINDS.get(one.kind, "motion") == dimension)
    return names or (NONE,)


def share_of(names: Sequence[str], name: str, model: str) -> float:
    """All to the first, all to the last, or to each touch alike (linear)."""
    if model == "linear":
        return names.count(name) / len(names)
    return float(names[0 if model == "first" else -1] == name)
