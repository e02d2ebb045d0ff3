"""The workflow map of the catalog beside what is seen: gaps, questions, agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about
from adjoin.desk.recommendation import product_names

FINDINGS = {
    "gap": "Gaps: linked, and what is seen rules out that it matters",
    "question": "Questions: seen, not linked",
    "agreement": "Agreement: linked and seen",
    "cannot tell": "Linked, and too little is seen to tell",
}
"""In the order in which somebody should act on them."""


@dataclass(frozen=True, slots=True)
class Link:
    """One pair. `carried`: what goes from one to the other; `open_accounts`: hold the first and not the second;
    `open_acv`: what they would pay a year if all began it."""

    from_id: str
    from_product: str
    to_id: str
    to_product: str
    carried: str | None
    bridge: str | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    finding: str
    open_accounts: int
    open_acv: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs of one finding, under its heading."""

    finding: str
    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Workflow:
    """All findings that have a pair."""

    as_of: date
    currency: str
    found: tuple[Found, ...]
    notes: tuple[str, ...]


@on_one_publication
def workflow(desk: Desk) -> Workflow:
    """The map, by finding."""
    names = product_names(desk)
    links = [_link(row, names) for row in desk.show("workflow").to_pylist()]
    groups = (
        Found(finding, heading, tuple(link for link in links if link.finding == finding))
        for finding, heading in FINDINGS.items()
    )
    return Workflow(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        found=tuple(group for group in groups if group.links),
        notes=notes_about(desk, "workflow"),
    )


def _link(row: Mapping[str, Any], names: Mapping[str, str]) -> Link:
    of = {"from_id": "from_product", "to_id": "to_product"}
    named = {side: names.get(row[side], row[side]) for side in of.values()}
    rest = (field for field in Link.__slots__ if field not in named)
    return Link(**named, **{field: row[of.get(field, field)] for field in rest})
