"""What past discounts say of demand: how many say yes at which discount, and why discounts were given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from adjoin.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """What past deals say of one product. `deals`: its own with an arbitrary discount; `basis`: own or pooled.

    `takes`: (discount, share of asked accounts that say yes), by the response σ(logit(at list) + slope · discount);
    none where it is not estimated, and `says` why. `at_list_low`, `at_list_high`: bounds of the share at list price.
    """

    product: str
    deals: int
    basis: str | None
    estimated: bool
    takes: tuple[tuple[float, float], ...]
    at_list_low: float | None
    at_list_high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why discounts were given. `arbitrary`: it has nothing to do with how much the customer wanted it, so that demand
    is learned from these deals; `reason` is empty where none was recorded."""

    reason: str
    arbitrary: bool
    deals: int
    discounted: int


def asked_of(
    desk: Desk, products: Sequence[str], names: Mapping[str, str], discounts: Sequence[float]
) -> tuple[Asked, ...]:
    """What is known of these products, in their order; nothing of those that no run looked at."""
    rows = {row["product_id"]: row for row in desk.rows("price_responses")}
    return tuple(
        _asked(rows[product], names.get(product, product), discounts)
        for product in products
        if product in rows
    )


def reasons(desk: Desk) -> tuple[Reason, ...]:
    """Why closed deals have their discounts, the most frequent reason first."""
    rows = sorted(desk.rows("discount_reasons"), key=lambda row: (-row["deals"], row["reason"]))
    return tuple(Reason(**{name: row[name] for name in Reason.__slots__}) for row in rows)


def _asked(row: Mapping[str, Any], product: str, discounts: Sequence[float]) -> Asked:
    return Asked(
        product=product,
        deals=row["deals"],
        basis=row["basis"],
        estimated=row["estimated"],
        takes=tuple((discount, _take(row, discount)) for discount in discounts) if row["estimated"] else (),
        at_list_low=row["take_rate_at_list_low"],
        at_list_high=row["take_rate_at_list_high"],
        says=row["says"],
    )


def _take(row: Mapping[str, Any], discount: float) -> float:
    at_list = row["take_rate_at_list"]
    if not 0 < at_list < 1:
        return float(at_list)
    return 1 / (1 + exp(-(log(at_list / (1 - at_list)) + row["slope"] * discount)))
