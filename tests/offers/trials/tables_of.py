"""The tables of trials of a world on one day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from adjoin.domain.trial import TrialHistory
from adjoin.facts.build import build_facts, fact_schema
from adjoin.offers.trials.putting import put_trials
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import open_moments
from worlds import World, day

Rows = list[dict[str, Any]]
NAMES = ("trials", "trial_conversion", "trial_outcomes")


def tables_of(
    world: World,
    as_of: date,
    histories: Sequence[TrialHistory] = (),
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> dict[str, Rows]:
    """`trials`, `trial_conversion` and `trial_outcomes`, in key order."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [as_of], day(0))
        build_facts(warehouse, world.catalog, {})
        put_trials(warehouse, histories, as_of, fact_schema(), settings)
        keys = {"trial_conversion": ("product_id",)}
        return {name: warehouse.read(name, keys.get(name, ("trial_id",))).to_pylist() for name in NAMES}
