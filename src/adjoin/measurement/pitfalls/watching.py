"""Looks for the six pitfalls in what was pitched, sold, used and conceded."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.measurement.pitfalls.pitfalls_table import (
    PITFALL_TABLE,
    SYMPTOM_TABLE,
    pitfalls_table,
    symptom_table,
)
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = ("pitfalls", "pitfall_accounts")
"""The relations meant to be shown."""

LEFT_BEFORE = ("plays", "give_gets", "firings", "mapped")
"""Relations of the run that are not in its schema."""

Settings = Mapping[str, Mapping[str, Value]]


def watch_pitfalls(warehouse: Warehouse, schema: Schema, settings: Settings | None = None) -> Schema:
    """Put `pitfalls`, build `pitfall_accounts` and what leads to them; gives the columns of all.

    Reads known.* tables, spans, holdings, approaches, stakeholders, title matches, the catalog, `mapped`, `firings`,
    `gates`, `scored`, `sellable`, `pair_readiness`, `starts_followed`, `plays` and `give_gets`. `settings`: parameters
    by SQL file; the cap on discounts is that of `offers`.
    """
    told = dict(settings or {})
    cap = told.get("offers", {}).get("discount_cap")
    if cap is not None:
        told["above_cap"] = {"discount_cap": cap, **told.get("above_cap", {})}
    mapped = set(warehouse.read("mapped")["name"].to_pylist())
    warehouse.put("pitfall_symptoms", symptom_table(mapped))
    known = {name: tuple(warehouse.read(name).column_names) for name in LEFT_BEFORE if name not in schema}
    given = {**schema, **known, "pitfall_symptoms": tuple(SYMPTOM_TABLE.names)}
    built = build_all(warehouse, queries_in("adjoin.measurement.pitfalls"), given, told)
    dates = warehouse.read("dates", ("as_of",))["as_of"].to_pylist()
    counts = warehouse.read("pitfall_counts", ("as_of", "symptom")).to_pylist()
    thresholds = warehouse.read("pitfall_thresholds", ("symptom",)).to_pylist()
    warehouse.put("pitfalls", pitfalls_table(dates, counts, thresholds, mapped))
    return {**built, "pitfalls": tuple(PITFALL_TABLE.names)}
