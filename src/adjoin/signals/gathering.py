"""From sightings to signals: one a cell and kind, with a life of its own."""

from collections.abc import Mapping

from adjoin.signals.sightings import SIGHTINGS
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

STEPS = ("snoozes", "gathered", "woken", "signals", "upsells")


def gather(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build `signals`, `woken` and `upsells` from `sightings` and the facts; gives the columns of what it built."""
    found = queries_in("adjoin.signals")
    weights = tuple(found["detector_weights"].columns)
    read = {**schema, "sightings": tuple(SIGHTINGS.names), "detector_weights": weights}
    return build_all(warehouse, {name: found[name] for name in STEPS}, read, settings)
