"""Which pattern brought further products so far, and how far the book is from holding several."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication

PATTERNS = {
    "workflow_driven": "Workflow-driven",
    "platform_bundle": "Platform bundle",
    "stakeholder_expansion": "Stakeholder expansion",
}
FITS = {"yes": "✓ fits", "partly": "◐ fits in part", "no": "✕ does not fit", "cannot_tell": "? cannot tell"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern. `fits`: yes, partly, no or cannot_tell; `leads`: beyond doubt it explains most. `share`:
    `numerator` of `denominator` further products came in this way, `expected_by_chance` by chance; `explained`: of all
    `further` products, beyond chance."""

    pattern: str
    fits: str
    leads: bool
    numerator: int
    denominator: int
    further: int
    share: float | None
    share_low: float | None
    share_high: float | None
    expected_by_chance: float | None
    explained: float | None
    explained_low: float | None
    explained_high: float | None
    says: str
    beside: str
    what_it_means: str


@dataclass(frozen=True, slots=True)
class Penetration:
    """How many accounts hold two products or more, of the book (`scope` all) or a segment. Money a year.

    `worth`: of the accounts short of the target that can be reached; `likely`: of it at today's chances.
    """

    scope: str
    accounts: int
    multi: int
    penetration: float | None
    low: float | None
    high: float | None
    target: float
    typical_low: float
    typical_high: float
    gap_accounts: int
    reachable: int
    worth: float | None
    worth_low: float | None
    worth_high: float | None
    likely: float | None
    likely_low: float | None
    likely_high: float | None
    likely_accounts: float | None
    horizon_days: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """The patterns in their order, and the gap of the book and of its segments. `there`: whether the publication says.
    `leading`: the one that leads, None where none does."""

    as_of: date
    there: bool
    leading: str | None
    patterns: tuple[Pattern, ...]
    book: Penetration | None
    segments: tuple[Penetration, ...]


@on_one_publication
def strategy(desk: Desk) -> Strategy:
    """Both, with segments of most accounts first."""
    patterns = tuple(
        Pattern(**_as_named(row, Pattern))
        for row in sorted(desk.rows("strategy"), key=lambda row: row["place"])
    )
    gaps = [Penetration(**_as_named(row, Penetration)) for row in desk.rows("penetration")]
    return Strategy(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("strategy") is not None,
        leading=next((one.pattern for one in patterns if one.leads), None),
        patterns=patterns,
        book=next((one for one in gaps if one.scope == "all"), None),
        segments=tuple(
            sorted((one for one in gaps if one.scope != "all"), key=lambda one: (-one.accounts, one.scope))
        ),
    )


def _as_named(row: Mapping[str, Any], view: type) -> dict[str, Any]:
    return {name: row[name] for name in view.__slots__}  # type: ignore[attr-defined]
