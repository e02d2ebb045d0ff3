"""Shares out the deals of the moment by the rules of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

import pyarrow as pa

from adjoin.domain.experiment import CreditRule
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, build_all, open_moments, open_pairs

PACKAGE = "adjoin.measurement.credit"
TEXT, NUMBER, DATE = pa.string(), pa.float64(), pa.date32()

RULES = pa.schema(
    [
        *(("effective_on", DATE), ("csm", NUMBER), ("ae", NUMBER), ("partner", NUMBER)),
        *(("person", TEXT), ("why", TEXT)),
    ]
)
"""The rules of the ledger, a row each: shares of 1 for deals opened from `effective_on` on."""

OWNERS = pa.schema(
    [("opened_on", DATE), ("account_id", TEXT), ("csm", TEXT), ("ae", TEXT), ("partner", TEXT)]
)
"""Who was named at the account on the day a deal was opened."""

PUBLISHED = ("credit", "credit_rules")
"""The relations meant to be shown."""


def put_credit(
    warehouse: DuckWarehouse,
    rules: Sequence[CreditRule],
    moment: date,
    first_load: date,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Put `credit` and `credit_rules`; gives the columns of everything left.

    Reads `further_starts` and `touches` of attribution, spans, roots, and what is known of opportunities and plays. Who
    was named at an account is read as it was known on the day each deal was opened: for that the moments of these days
    are opened, and `moment` again at the end.
    """
    told = settings or {}
    built = build_all(warehouse, queries_in(PACKAGE), schema, told)
    warehouse.put("credit_rules", pa.Table.from_pylist([asdict(rule) for rule in rules], schema=RULES))
    openings = warehouse.read("openings", ("deal_id",))
    warehouse.put("owners_then", _owners_then(warehouse, openings, moment, first_load))
    read = {**schema, **built, "credit_rules": tuple(RULES.names), "owners_then": tuple(OWNERS.names)}
    return {**read, **build_all(warehouse, queries_in(f"{PACKAGE}.sharing"), read, told)}


def _owners_then(warehouse: DuckWarehouse, openings: pa.Table, moment: date, first_load: date) -> pa.Table:
    pairs = openings.select(["opened_on", "account_id"]).rename_columns(["as_of", "account_id"])
    pairs = pairs.group_by(["as_of", "account_id"]).aggregate([]).sort_by("as_of")
    if not pairs.num_rows:
        return OWNERS.empty_table()
    open_pairs(warehouse, pairs, first_load)
    try:
        return warehouse.fetch(queries_in(f"{PACKAGE}.then")["owners_on"])
    finally:
        open_moments(warehouse, [moment], first_load, usage_rolled_up=True)
