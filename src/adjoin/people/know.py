"""Builds the relations about people: their roles, who knows them, the warm path to who pays, threads, partners."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = ("people_there", "roles", "acquaintance", "warm_paths", "threads", "partner_records")
"""The relations that front ends read."""


def know_people(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build the relations of PUBLISHED and what they rest on; gives their columns.

    Reads the known tables, the facts and `bases`; neither signals, gates nor recommendations.
    """
    return build_all(warehouse, queries_in("adjoin.people"), schema, settings)
