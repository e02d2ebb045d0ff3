"""What to offer: activation, what lies unused, bundles and their demand, what integration costs, the strategy."""

from collections.abc import Mapping
from typing import Any

from adjoin.offers.bundles.propose import propose
from adjoin.offers.bundles_sold.examining import examine_bundles
from adjoin.offers.demand.demand import demand
from adjoin.offers.integrations.ranking import notes_of_integrations, rank_integrations
from adjoin.offers.shelfware.watching import build_shelfware
from adjoin.offers.strategy.fitting import fit_strategy
from adjoin.project.project import Project
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse

LEARNED = ("price_responses", "discount_reasons")


def put_offers(warehouse: DuckWarehouse, schema: Schema, project: Project) -> Schema:
    """Build all relations of offers at the one open moment; gives their columns.

    In this order, since bundles read how likely their parts are used and how demand answers a discount.
    """
    settings: Mapping[str, Mapping[str, Any]] = project.configuration.settings
    left = dict(schema)
    left |= build_shelfware(warehouse, left, settings)
    left |= examine_bundles(warehouse, left, settings)
    demand(warehouse, left, settings, project.of_offers)
    left |= {name: tuple(warehouse.read_columns(name)) for name in LEARNED}
    left |= propose(warehouse, left, settings, project.own_bundles, project.of_offers)
    left |= rank_integrations(warehouse, left, settings)
    left |= fit_strategy(warehouse, left, settings)
    return left


def notes_of_offers(warehouse: DuckWarehouse) -> list[tuple[str, str]]:
    """What offers have to say about themselves, each with what it is about."""
    bundles = [("bundles", row["says"]) for row in warehouse.read("bundle_notes", ("says",)).to_pylist()]
    return bundles + notes_of_integrations(warehouse)
