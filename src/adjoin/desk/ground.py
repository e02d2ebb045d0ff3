"""What a probability rests on: what it is about, what gave it, and how many like it are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BASES = {
    "practice": "The chance says what accounts like this do under today's habits, spoken to or not",
    "approached": "The chance says what accounts like this did once they were spoken to",
    "extrapolated": "Hardly anybody like this was ever spoken to, so the chance is an extrapolation",
    "randomised": "The chance was measured against accounts that chance held out",
    "association": "The share says how many like this hold both, for no start has a date",
}
"""The basis of a score in words."""

SOURCES = {
    "prior": "It comes from the prior: what follows what, moved by open signals",
    "learned": "It comes from the model that learned from your own outcomes",
    "launch": "It stands here to let a new product be tried: a launch, not evidence",
    "randomised": "It comes from a randomised trial, counting only what approaching adds",
    "snapshot": "It comes from what is held together, by a model that did not learn from this account",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands behind one probability. `basis`: practice, approached, extrapolated or randomised; `source`: prior,
    learned, launch, randomised or snapshot. `band`: low, middle or high, said instead of a per cent while few outcomes
    are known; then `like_adopted` of `like_count` approached cells like this one started the product."""

    basis: str
    source: str
    band: str | None
    like_count: int | None
    like_adopted: int | None

    @property
    def says(self) -> tuple[str, ...]:
        """Sentences without a full stop: what it is about, then what gave it."""
        return tuple(said for said in (BASES.get(self.basis), SOURCES.get(self.source)) if said is not None)

    @property
    def like(self) -> str | None:
        """`6 of 17 like this`; None where nothing like it was counted."""
        return None if not self.like_count else f"{self.like_adopted or 0} of {self.like_count} like this"


def ground_of(row: Mapping[str, Any]) -> Ground:
    """One row of `scores`; what an earlier version did not write is unknown."""
    return Ground(
        basis=row.get("basis") or "practice",
        source=row.get("source") or "prior",
        band=row.get("band"),
        like_count=row.get("like_count"),
        like_adopted=row.get("like_adopted"),
    )
