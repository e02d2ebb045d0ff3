"""The numbers of one experiment as a run published them: read-outs, looks, guard rails and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

RAILS = {
    "churn": "Ended all they held",
    "products_ended": "Ended a product",
    "tickets": "Urgent or escalated ticket",
    "opt_outs": "A contact opted out",
}
RAIL_STATES = {"worse": "worse", "ok": "not worse", "cannot_tell": "cannot tell yet", "off": "not watched"}

Row = Mapping[str, Any]
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a read-out: an arm, of one product or of all, by one method.

    `roots`: matured units analysed; `converted` of them started, the share `rate`. `difference`, `low`, `high`: against
    the control, None for the control itself. `not_matured`: units still in their time. `exploratory`: one of several
    products looked at.
    """

    arm: str
    product: str | None
    is_control: bool
    roots: int
    converted: int
    rate: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: str | None
    not_matured: int
    exploratory: bool
    says: str


@dataclass(frozen=True, slots=True)
class Look:
    """One week. `low`, `high`: valid at any time, all looks together; `fixed_low`, `fixed_high`: of one look only."""

    looked_on: date
    roots: int
    converted: int
    roots_control: int
    converted_control: int
    difference: float | None
    low: float
    high: float
    fixed_low: float
    fixed_high: float


@dataclass(frozen=True, slots=True)
class Rail:
    """What must not get worse, in one arm against the control: `hits` of `roots`, `control_hits` of `control_roots`."""

    rail: str
    arm: str
    state: str
    roots: int
    hits: int
    rate: float | None
    control_roots: int
    control_hits: int
    difference: float | None
    low: float | None
    high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Money:
    """New money a year of the matured units of an arm: `mean` a unit. `adjusted`: by the money held before."""

    arm: str
    is_control: bool
    roots: int
    money: float
    mean: float | None
    difference: float | None
    low: float | None
    high: float | None
    adjusted: bool | None
    starts_unpriced: int
    says: str


def shown(row: Row, products: Mapping[str, str]) -> Shown:
    """A row of `readouts`. `products`: id → name."""
    product = row["product_id"]
    return _made(Shown, {**row, "product": products.get(product, product)})


def looks_by_arm(rows: Sequence[Row]) -> dict[str, tuple[Look, ...]]:
    """Rows of `readout_looks`, in the order of their days."""
    found: dict[str, list[Look]] = {}
    for row in sorted(rows, key=lambda row: (row["arm"], row["looked_on"])):
        found.setdefault(row["arm"], []).append(_made(Look, row))
    return {arm: tuple(looks) for arm, looks in found.items()}


def rails(rows: Sequence[Row]) -> tuple[Rail, ...]:
    """Rows of `guard_rails`, each arm beside the control; what got worse first."""
    alone = {row["rail"]: row for row in rows if row["is_control"]}
    found = []
    for row in (row for row in rows if not row["is_control"]):
        other = alone.get(row["rail"], {"roots": 0, "hits": 0})
        found.append(_made(Rail, {**row, "control_roots": other["roots"], "control_hits": other["hits"]}))
    places = list(RAILS)
    return tuple(sorted(found, key=lambda one: (one.state != "worse", places.index(one.rail), one.arm)))


def money(rows: Sequence[Row]) -> tuple[Money, ...]:
    """Rows of `readout_money`."""
    return tuple(_made(Money, row) for row in rows)


def _made(kind: type[One], row: Row) -> One:
    """One of `kind` from the columns of the same names."""
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]
