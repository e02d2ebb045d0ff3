"""Why no bundle could be made, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adjoin.warehouse.warehouse import Warehouse


def why_none(warehouse: Warehouse) -> str | None:
    """One sentence from `bundle_grounds` of the last moment; None where there is a bundle."""
    rows = warehouse.read("bundle_grounds", ("as_of",)).to_pylist()
    return _why(rows[-1]) if rows and not rows[-1]["bundles"] else None


def _why(seen: Mapping[str, Any]) -> str:
    if seen["products"] < 2:
        on_sale = "Only one product is" if seen["products"] else "No product is"
        return f"{on_sale} on sale, and a bundle needs two: see the products and their dates of sale in catalog.yaml."
    if not seen["fitting"]:
        return _nothing_fits(seen)
    if not seen["holdings"]:
        return "No account holds a product that is on sale, so there is nobody to complete a bundle for."
    if not seen["cells"]:
        return "No account has a product left that can be scored and sold to it: gates close what is open for good."
    if not seen["saleable"]:
        return "Products go together, but no account that holds one of two can be sold the other."
    return "The only products that go together need another product that these accounts do not hold."


def _nothing_fits(seen: Mapping[str, Any]) -> str:
    links = (
        "those that the catalog links exclude each other or are seen to follow each other less often than by chance"
        if seen["linked"]
        else "the catalog links none"
    )
    if seen["dated"] is False:
        return (
            f"When products were begun is not known, so no pair is seen to follow one another, and {links}: map "
            "started_on of subscriptions, or say in catalog.yaml what products give and take."
        )
    return (
        f"No pair of products follows one another beyond doubt, and {links}: say in catalog.yaml what products give "
        "and take, or write your own bundles."
    )
