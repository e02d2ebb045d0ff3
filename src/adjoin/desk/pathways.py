"""Pathways: which product leads where, how many accounts can take it now, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names


@dataclass(frozen=True, slots=True)
class Pathway:
    """One way on. `condition`: the kind of signal that starts the clock, None for the pair alone.

    `probability`: mean chance from now over `eligible_accounts`; `expected_acv`: mean price a year; `cumulative_share`:
    of everything expected, held by this one and those before it. Fractions; money a year.
    """

    rank: int
    from_id: str
    from_product: str
    to_id: str
    to_product: str
    condition: str | None
    probability: float
    probability_low: float
    probability_high: float
    eligible_accounts: int
    expected_acv: float | None
    expected_value: float | None
    cumulative_share: float


@dataclass(frozen=True, slots=True)
class Pathways:
    """All pathways, the weightiest first. `half`: how many of them hold half of everything expected.

    `priced`: ranked by money; else by expected starts, since nothing has a price. `notes`: what the run says.
    """

    as_of: date
    currency: str
    pathways: tuple[Pathway, ...]
    half: int
    priced: bool
    notes: tuple[str, ...]


@on_one_publication
def pathways(desk: Desk) -> Pathways:
    """Every pathway that an account of the book can take now."""
    names = product_names(desk)
    found = tuple(_pathway(row, names) for row in desk.show("pathways").to_pylist())
    return Pathways(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        pathways=found,
        half=sum(one.cumulative_share < 0.5 for one in found) + bool(found),
        priced=any(one.expected_value is not None for one in found),
        notes=notes_about(desk, "pathways"),
    )


def notes_about(desk: Desk, subject: str) -> tuple[str, ...]:
    """What the run says about one of its tables."""
    return tuple(row["says"] for row in desk.show("notes").to_pylist() if row["about"] == subject)


def _pathway(row: Mapping[str, Any], names: Mapping[str, str]) -> Pathway:
    of = {"from_id": "from_product", "to_id": "to_product"}
    named = {side: names.get(row[side], row[side]) for side in of.values()}
    rest = (field for field in Pathway.__slots__ if field not in named)
    return Pathway(**named, **{field: row[of.get(field, field)] for field in rest})
