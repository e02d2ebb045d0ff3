"""The facts, built on a warehouse whose moments are open."""

from collections.abc import Mapping

from adjoin.domain.catalog import Catalog
from adjoin.facts.catalog_tables import SCHEMAS, catalog_tables
from adjoin.facts.matches.tables import MATCHES, fill_in_matches
from adjoin.warehouse.graph import Schema, in_order, known_schema
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

Settings = Mapping[str, Mapping[str, Value]]
"""Settings by the name of the SQL file that owns them."""


def fact_queries() -> list[Query]:
    """The fact files in the order they run."""
    return in_order(queries_in("adjoin.facts"))


def fact_schema() -> Schema:
    """What an analysis may read: the known tables, the catalog's tables, the matches and every fact."""
    return {**_read(), **{query.name: tuple(query.columns) for query in fact_queries()}}


def build_facts(warehouse: Warehouse, catalog: Catalog, settings: Settings) -> None:
    """Check the fact files against the contract, then build each as a table.

    Put the relations of MATCHES before: one that is missing is taken to be empty.
    """
    fill_in_matches(warehouse)
    for name, table in catalog_tables(catalog).items():
        warehouse.put(name, table)
    build_all(warehouse, queries_in("adjoin.facts"), _read(), settings)


def _read() -> Schema:
    """What a fact may read."""
    return {**known_schema(), **{name: tuple(schema.names) for name, schema in (SCHEMAS | MATCHES).items()}}
