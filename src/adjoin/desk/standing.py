"""Where an account stands: how stable its base is, and how ready it is for more. Two axes, never one number."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.warehouse.query import queries_in

QUADRANTS = {
    "talk now": "Stable and ready: speak now",
    "listen": "Stable, not ready yet: watch for a signal",
    "fix first": "Ready, on an unsteady base: steady it first",
    "steady": "Neither: leave it to those who keep it",
}
"""What each quarter means, the best first."""

UNKNOWN = "Cannot tell: too little is known of one of the two"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an axis is made of. `value`: 0 to 1 where it is a share; `says`: in words, where it has some."""

    name: str
    value: float | None
    says: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One account on both axes, 0 to 1, crossed at (readiness, stability) `crossed_at`. `quadrant`: as the run names
    it; `means`: what to do there."""

    stability: float | None
    readiness: float | None
    quadrant: str
    means: str
    crossed_at: tuple[float, float]
    parts: tuple[Part, ...]


def standing(desk: Desk, account_id: str) -> Standing | None:
    """Where one account stands; None where the publication does not say."""
    rows = desk.rows("stability", account_id)
    return standing_of(rows[0], crossing(desk)) if rows else None


def standing_of(row: Mapping[str, Any], crossed_at: tuple[float, float]) -> Standing:
    """One row of `stability`."""
    quadrant = row["quadrant"] or "unknown"
    return Standing(
        stability=row["stability"],
        readiness=row["readiness"],
        quadrant=quadrant,
        means=QUADRANTS.get(quadrant, UNKNOWN),
        crossed_at=crossed_at,
        parts=_parts(row["parts"]),
    )


def crossing(desk: Desk) -> tuple[float, float]:
    """Where the axes are crossed, (readiness, stability): the project's settings, else the defaults."""
    values: dict[str, Any] = {**queries_in("adjoin.decisions.stability")["stability"].parameters}
    values |= desk.publication().settings.get("stability", {})
    return float(values["ready_from"]), float(values["stable_from"])


def _parts(written: str | None) -> tuple[Part, ...]:
    """Parts as they were written: a list of objects, or an object of name → number or sentence."""
    found = json.loads(written or "[]")
    if isinstance(found, dict):
        found = [{"name": name, "value": value} for name, value in found.items()]
    return tuple(_part(one) for one in found if one.get("value") is not None or one.get("says"))


def _part(one: Mapping[str, Any]) -> Part:
    value = one.get("value")
    if isinstance(value, bool):
        return Part(str(one.get("name") or "part"), None, "yes" if value else "no")
    number = float(value) if isinstance(value, int | float) else None
    return Part(
        str(one.get("name") or "part"), number, one.get("says") or (value if number is None else None)
    )
