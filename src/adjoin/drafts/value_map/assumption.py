"""What the return is worked out from: every number with its range, its unit and where it comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from adjoin.domain.errors import ConfigurationError, nearest


class Origin(StrEnum):
    """Where a number comes from."""

    DEFAULT = "default"
    CATALOG = "catalog"
    MEASURED = "measured"
    EDITED = "edited"
    UNKNOWN = "unknown"


class Case(StrEnum):
    """Every assumption at its least favourable end, as expected, or at its most favourable end."""

    LOW = "low"
    EXPECTED = "expected"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number. `name`: how it is edited; `called`: how people call it; `unit`: people, share, hours, money, weeks.

    `value`: what is expected, None where unknown; `least` and `most`: its range, equal to `value` where there is none.
    `says`: where it comes from, in words. `asks`: the question that would replace it by the customer's own number.
    `cost`: more of it makes the return smaller.
    """

    name: str
    called: str
    unit: str
    value: float | None
    least: float | None
    most: float | None
    origin: Origin
    says: str
    asks: str
    cost: bool = False

    def at(self, case: Case) -> float | None:
        """The value in that case."""
        if case is Case.EXPECTED:
            return self.value
        return self.most if (case is Case.HIGH) != self.cost else self.least


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All numbers of a value map, in reading order."""

    each: tuple[Assumption, ...]

    def named(self, name: str) -> Assumption:
        """The assumption of that name; ConfigurationError with the nearest spelling if there is none."""
        for one in self.each:
            if one.name == name:
                return one
        names = [one.name for one in self.each]
        raise ConfigurationError(
            f"'{name}' is no assumption of this value map{nearest(name, names)}. Use one of: {', '.join(names)}."
        )

    def at(self, name: str, case: Case = Case.EXPECTED) -> float | None:
        """A number in a case; None where unknown or where this value map has no such assumption."""
        return next((one.at(case) for one in self.each if one.name == name), None)

    def edited(
        self, name: str, value: float, person: str, least: float | None = None, most: float | None = None
    ) -> Assumptions:
        """With one number as a person says it; without a range it stands in all three cases.

        ConfigurationError where no assumption has the name, or the number cannot be one of its unit.
        """
        before = self.named(name)
        least, most = value if least is None else least, value if most is None else most
        _must_suit(before, least, value, most)
        now = replace(
            before, value=value, least=least, most=most, origin=Origin.EDITED, says=f"edited by {person}"
        )
        return Assumptions(tuple(now if one.name == name else one for one in self.each))


def _must_suit(one: Assumption, least: float, value: float, most: float) -> None:
    ceiling = {"share": 1.0, "weeks": 104.0}.get(one.unit, 1e12)
    floor = 1.0 if one.unit == "sites" else 0.0
    if not all(math.isfinite(number) for number in (least, value, most)) or not (
        floor <= least <= value <= most <= ceiling
    ):
        raise ConfigurationError(
            f"{one.name}: {one.called} is a number of {one.unit} from {floor:g} to {ceiling:g}, the least first; "
            f"got {least:g}, {value:g}, {most:g}."
        )
