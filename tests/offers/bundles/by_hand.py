"""A book of two or three products told line by line."""

from itertools import pairwise
from typing import Any

from offers.bundles.relations import AS_OF, Tables, empty


def book(*products: str, price: float | None = 1000.0) -> Tables:
    """No account yet; each product follows the one before it twice as often as by chance."""
    tables = empty()
    for product in products:
        tables["catalog_products"].append(
            {"product_id": product, "name": product.title(), "list_price": price}
        )
    for one, other in pairwise(products):
        tables["affinity"].append(
            {"from_product": one, "to_product": other, "horizon_days": 90, "lift": 2.0, "lift_low": 1.5,
             "lift_high": 2.5, "enough": True}
        )  # fmt: skip
    return tables


def account(tables: Tables, name: str, held: dict[str, float | None], **lacks: Any) -> None:
    """`held`: what is paid for each; `lacks`: (chance, money a year) of each open product."""
    key = {"as_of": AS_OF, "account_id": name}
    tables["size_bands"].append({**key, "segment": "small", "size": "?"})
    tables["holdings"] += [{**key, "product_id": product, "acv": acv} for product, acv in held.items()]
    for product, (chance, worth) in lacks.items():
        bounds = {"probability": chance, "probability_low": chance, "probability_high": chance}
        tables["scored"].append(
            {**key, "product_id": product, "base_product_id": next(iter(held)), **bounds, "horizon_days": 90,
             "expected_acv": worth}
        )  # fmt: skip


def gate(tables: Tables, name: str, gate: str, reason: str = "so", product: str | None = None) -> None:
    tables["gates"].append(
        {"as_of": AS_OF, "account_id": name, "product_id": product, "gate": gate, "reason_code": reason,
         "counts_as": "block"}
    )  # fmt: skip


def demand(tables: Tables, product: str, slope: float | None) -> None:
    """The response to discounts, its bounds a unit away; None where it is not estimated."""
    estimated = slope is not None
    at = slope or 0.0
    tables["price_responses"].append(
        {"as_of": AS_OF, "product_id": product, "slope": slope, "slope_low": at - 1 if estimated else None,
         "slope_high": at + 1 if estimated else None, "estimated": estimated,
         "says": f"{product.title()}: seen." if estimated else f"{product.title()}: reasons are not recorded."}
    )  # fmt: skip
