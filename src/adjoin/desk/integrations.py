"""What is missing between products, by the money it costs: what we would build, and what customers would switch on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names

ASPECTS = {
    "sign_on": "Sign-on",
    "shared_data": "Shared data",
    "activation": "Activation",
    "experience": "Experience",
}
"""The four parts of readiness, in the order in which pages name them."""
SEPARATE = "separate"


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a pair. `state`: full, partial, missing or unknown; `money`: what building it alone would bring."""

    aspect: str
    state: str
    money: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing between two products, or at customers. Money a year on top of what is expected today.

    `aspect`: the part that costs most, None where nothing is said; `marks`: the four parts; `own_project`: the product
    needs a project of its own, and `own_project_money` what that costs. `unknown`: accounts of which nobody knows.
    `delay_days`: by which a sale takes longer, from `cycle_basis`; `weights`: default or learned. `observed_share`: of
    those that begin the one, who begin the other within a year.
    """

    rank: int
    name: str
    product: str
    aspect: str | None
    marks: tuple[Mark, ...]
    own_project: bool
    own_project_money: float | None
    accounts: int
    priced: int
    unknown: int
    money: float | None
    money_low: float | None
    money_high: float | None
    delay_days: int | None
    cycle_basis: str | None
    weights: str | None
    observed_share: float | None
    observed: str | None
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Total:
    """What everything of one kind (pair, prerequisite, both) costs together, each open product of an account once."""

    kind: str
    cells: int
    money: float | None
    money_low: float | None
    money_high: float | None


@dataclass(frozen=True, slots=True)
class Integrations:
    """The ranking. `there`: whether the publication says. `product`: asked for; `products`: (id, name) with a row.

    `pairs`: those of which something is known, the dearest first; `unsaid`: those of which the catalog says nothing.
    `horizon_days`: of the chances; None in snapshot mode. `ready_share`: mean share that goes on within a year in pairs
    that lack nothing, None where history has not enough.
    """

    as_of: date
    there: bool
    product: str | None
    products: tuple[tuple[str, str], ...]
    totals: tuple[Total, ...]
    horizon_days: int | None
    ready_share: float | None
    pairs: tuple[Gap, ...]
    prerequisites: tuple[Gap, ...]
    unsaid: tuple[Gap, ...]


@on_one_publication
def integrations(desk: Desk, product: str | None = None) -> Integrations:
    """Everything, or what stands before one product (id or name). ConfigurationError for an unknown product."""
    wanted = desk.product(product).id if product else None
    names = product_names(desk)
    rows = sorted(desk.rows("integrations"), key=lambda row: row["rank"])
    inside = {row["product_id"] for row in rows}
    gaps = [(row["kind"], _gap(row, names)) for row in rows if wanted in (None, row["product_id"])]
    return Integrations(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("integrations") is not None,
        product=wanted,
        products=tuple((key, name) for key, name in names.items() if key in inside),
        totals=_totals(desk),
        horizon_days=next((row["horizon_days"] for row in rows if row["horizon_days"]), None),
        ready_share=next((row["ready_share"] for row in rows if row["ready_share"] is not None), None),
        pairs=tuple(gap for kind, gap in gaps if kind == "pair" and gap.aspect),
        prerequisites=tuple(gap for kind, gap in gaps if kind == "prerequisite"),
        unsaid=tuple(gap for kind, gap in gaps if kind == "pair" and not gap.aspect),
    )


def _gap(row: Mapping[str, Any], names: Mapping[str, str]) -> Gap:
    missing = json.loads(row["missing"])
    project = [part for part in missing if part["aspect"] == SEPARATE]
    derived = {
        "product": names.get(row["product_id"], row["product_id"]),
        "marks": _marks(missing),
        "own_project": bool(project),
        "own_project_money": project[0].get("money") if project else None,
    }
    return Gap(**derived, **{name: row[name] for name in Gap.__slots__ if name not in derived})


def _marks(missing: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """The four parts; what is not listed as missing is there in full."""
    told = {part["aspect"]: part for part in missing}
    return tuple(
        Mark(aspect, told.get(aspect, {}).get("state", "full"), told.get(aspect, {}).get("money"))
        for aspect in ASPECTS
    )


def _totals(desk: Desk) -> tuple[Total, ...]:
    rows = {row["kind"]: row for row in desk.rows("integration_totals")}
    return tuple(
        Total(**{name: rows[kind][name] for name in Total.__slots__})
        for kind in ("both", "pair", "prerequisite")
        if kind in rows
    )
