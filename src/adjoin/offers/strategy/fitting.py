"""Which of three patterns fits the company by its own numbers, and how far the book holds several products."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.offers.strategy.penetration_table import PENETRATION, penetration_table
from adjoin.offers.strategy.strategy_table import STRATEGY, strategy_table
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = {"strategy": tuple(STRATEGY.names), "penetration": tuple(PENETRATION.names)}
"""The relations meant to be shown, and their columns."""


def fit_strategy(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Put `strategy` and `penetration`; gives the columns of everything left.

    Reads `sellable`, which `rank_integrations` leaves, spans, holdings, roots, size bands, what is known of
    subscriptions, contacts and interactions, and the catalog. `settings`: parameters by SQL file.
    """
    built = build_all(warehouse, queries_in("adjoin.offers.strategy"), schema, settings or {})
    counts = warehouse.read("pattern_counts", ("as_of", "pattern")).to_pylist()
    warehouse.put("strategy", strategy_table(counts, warehouse.read("portfolio", ("as_of",)).to_pylist()))
    scopes = warehouse.read("penetration_counts", ("as_of", "scope")).to_pylist()
    warehouse.put("penetration", penetration_table(scopes))
    return {**built, **PUBLISHED}
