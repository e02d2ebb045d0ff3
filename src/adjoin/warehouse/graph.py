"""The graph of SQL files: who reads whom, in which order they run, and whether their columns exist.

Everything is read from the SQL itself: a file that names `holdings` depends on `holdings.sql`.
"""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.qualify import qualify

from adjoin.domain.canonical import ATTRIBUTES, CANONICAL, USAGE_PERIODS
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.warehouse.query import DIALECT, Query

Schema = dict[str, tuple[str, ...]]
"""Relation name (`known.tickets`, `holdings`) → its columns."""


def known_schema() -> Schema:
    """What every SQL file may read without anyone building it: moments and the known tables."""
    schema: Schema = {
        "dates": ("as_of", "first_load"),
        "moments": ("as_of", "first_load", "account_id"),
    }
    for table in (*CANONICAL.values(), ATTRIBUTES, USAGE_PERIODS):
        schema[f"known.{table.name}"] = ("as_of", *table.known_columns)
    return schema


def in_order(queries: Mapping[str, Query]) -> list[Query]:
    """The queries so that each runs after those it reads. ConfigurationError names a cycle."""
    sorter = TopologicalSorter(
        {name: sorted(query.reads & queries.keys() - {name}) for name, query in sorted(queries.items())}
    )
    try:
        return [queries[name] for name in sorter.static_order()]
    except CycleError as error:
        raise ConfigurationError(
            f"These SQL files read each other in a circle: {' → '.join(error.args[1])}."
        ) from error


def check(queries: Iterable[Query], schema: Schema) -> None:
    """Every relation and column that a query names exists, and it returns what its front matter declares.

    `schema` holds the relations that exist beforehand; a query's own columns join it as it is checked, so pass
    the queries in order. ConfigurationError lists all problems at once.
    """
    known, problems = dict(schema), []
    for query in queries:
        problems += _problems(query, known)
        known[query.name] = tuple(query.columns)
    if problems:
        raise ConfigurationError(*problems)


def _problems(query: Query, schema: Schema) -> list[str]:
    missing = sorted(query.reads - schema.keys())
    if missing:
        return [f"{query.source}: there is no table '{name}'{nearest(name, schema)}." for name in missing]
    given = frozenset((name, tuple(schema[name])) for name in query.reads)
    if given in query.sound_with:
        return []
    problems = _faults(query, schema)
    if not problems:
        query.sound_with.add(given)
    return problems


def _faults(query: Query, schema: Schema) -> list[str]:
    try:
        qualified = qualify(query.expression.copy(), schema=_nested(schema, query.reads), dialect=DIALECT)
    except OptimizeError as error:
        return [f"{query.source}: {error}"]
    returned = [expression.alias_or_name for expression in qualified.selects]
    if returned != list(query.columns):
        declared = ", ".join(query.columns)
        return [f"{query.source}: it declares the columns {declared} but returns {', '.join(returned)}."]
    undeclared = sorted(
        {node.name for node in query.expression.find_all(exp.Placeholder, exp.Parameter)}
        - set(query.parameters)
    )
    return [f"{query.source}: ${name} is not among its parameters." for name in undeclared]


def _nested(schema: Schema, reads: Iterable[str]) -> dict[str, object]:
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for relation in reads:
        folder, _, name = relation.rpartition(".")
        nested.setdefault(folder or "main", {})[name] = dict.fromkeys(schema[relation], "VARCHAR")
    return dict(nested)
