"""What a discount changes, product by product, learned from past deals whose discounts were arbitrary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from adjoin.offers.demand.past_deals import past_deals
from adjoin.offers.demand.recorded_reasons import no_demand
from adjoin.offers.demand.responses_table import Demand, in_words, responses_table
from adjoin.offers.settings import Settings
from adjoin.statistics.price_deals import Flags
from adjoin.statistics.price_response import PriceDeals, PriceResponse, Refused, price_response
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

REASONS: Schema = {"arbitrary_reasons": ("place", "word")}
OWN_RATE = 30
"""Deals from which a product has a take rate of its own inside the pool."""
MOST_POOLED = 20_000
"""The pool is the latest so many deals: more sharpen nothing that is decided, and older ones say less of today."""


def demand(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    of_offers: Settings,
) -> Mapping[str, Demand]:
    """The demand of every product of the catalog, by its id, at the one moment that is open.

    Reads `spans`, `roots`, `catalog_products` and what is known of deals, tickets and accounts. Leaves
    `price_deals`, `discount_reasons` and `price_responses`.
    """
    warehouse.put("arbitrary_reasons", _reasons(of_offers.arbitrary_reasons))
    build_all(warehouse, queries_in("adjoin.offers.demand"), {**schema, **REASONS}, settings)
    products = warehouse.read("catalog_products", ["product_id"])["product_id"].to_pylist()
    rows = warehouse.read("price_deals", ["created_on", "opportunity_id", "product_id"])
    reasons = warehouse.read("discount_reasons", ["reason"]).to_pylist()
    why = no_demand(reasons, of_offers.arbitrary_reasons)
    found = {product: Demand(product, None, 0, why) for product in products} if why else _each(products, rows)
    (as_of,) = warehouse.read("dates")["as_of"].to_pylist()
    warehouse.put("price_responses", responses_table(as_of, found))
    return found


def _reasons(words: Sequence[str]) -> pa.Table:
    """The words in small letters with their place; an empty word would be in every reason."""
    told = [word.strip().lower() for word in words if word.strip()]
    return pa.table({"place": pa.array(range(len(told)), pa.int64()), "word": pa.array(told, pa.string())})


def _each(products: Sequence[str], rows: pa.Table) -> dict[str, Demand]:
    past = past_deals(rows)
    of_deal, deals = past.products, past.deals
    alone = {product: _alone(deals, of_deal == product) for product in products}
    reluctant = [p for p, found in alone.items() if isinstance(found, Refused) and found.reluctance]
    kept = ~np.isin(of_deal, np.array(reluctant, dtype=object))
    kept[np.flatnonzero(kept)[:-MOST_POOLED]] = False
    pool = _pooled(deals.take(kept), reluctant)
    return {
        product: _demand(product, found, pool, of_deal[kept] == product, int((of_deal == product).sum()))
        for product, found in alone.items()
    }


def _pooled(deals: PriceDeals, left_out: Sequence[str]) -> PriceResponse | Refused:
    """What the deals of all products say together."""
    found = price_response(deals)
    if isinstance(found, PriceResponse) or not left_out:
        return found
    return Refused(
        f"Without the deals of {', '.join(left_out)}, whose discounts were not arbitrary: "
        f"{found.why[0].lower()}{found.why[1:]}"
    )


def _alone(deals: PriceDeals, own: Flags) -> PriceResponse | Refused:
    """What a product's own deals say."""
    if not own.any():
        return Refused("It has no deals of its own.")
    return price_response(deals.take(own))


def _demand(
    product: str,
    alone: PriceResponse | Refused,
    pool: PriceResponse | Refused,
    in_pool: Flags,
    deals: int,
) -> Demand:
    if isinstance(alone, PriceResponse):
        return Demand(product, alone, deals, in_words(alone), "own")
    if alone.reluctance:
        return Demand(product, None, deals, alone.why)
    if isinstance(pool, Refused):
        return Demand(product, None, deals, pool.why)
    enough = int(in_pool.sum()) >= OWN_RATE
    response = pool.over(in_pool) if enough else pool
    rate = "" if enough else " The take rate is that of all products together."
    says = (
        f"{in_words(response)} Learned from the {pool.n:,} deals of all products: its own {deals:,} are too few or too "
        f"alike.{rate}"
    )
    return Demand(product, response, deals, says, "pooled")
