"""The relations that a SQL file of the user's own reads, and how they look at one moment.

Such a file sees one moment at a time: every relation it names is narrowed to that moment's rows before it
runs. So no join, window or sum of its can mix what was known on two days, whatever it says.
"""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.facts.build import fact_schema
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import DIALECT, Query
from adjoin.warehouse.warehouse import Warehouse

DESCRIBED_NEEDS = (
    *("as_of", "account_id", "product_id", "source", "row_id", "said_on", "kind", "direction", "quote"),
    *("similarity", "threshold", "solves"),
)
"""The columns of what the reading of texts leaves: which needs customers described, as of each moment."""


def readable() -> Schema:
    """What a file of the user's own may read: known tables, facts, catalog tables and the needs that texts describe."""
    return {"described_needs": DESCRIBED_NEEDS, **fact_schema()}


def relations(expression: exp.Query) -> list[exp.Table]:
    """The places where the query names a relation that it does not define itself."""
    own = {
        id(node)
        for scope in traverse_scope(expression)
        for node, meant in scope.selected_sources.values()
        if isinstance(node, exp.Table) and not isinstance(meant, exp.Table)
    }
    return [node for node in expression.find_all(exp.Table) if id(node) not in own]


def name_of(table: exp.Table) -> str:
    """`schema.table` or `table`, with the catalog if there is one."""
    return ".".join(part.name for part in table.parts)


def refuse_dressed(expression: exp.Query, source: str) -> None:
    """ConfigurationError where a relation is pivoted, sampled or read as of another version."""
    plain = {"this", "db", "catalog", "alias", "joins"}
    for table in relations(expression):
        if any(value for word, value in table.args.items() if word not in plain):
            raise ConfigurationError(f"{source}: write the plain name of the table, not {table.sql()}.")
    if expression.find(exp.Pivot):
        raise ConfigurationError(f"{source}: write one SELECT without PIVOT; its columns cannot be checked.")


def refuse_unreadable(names: Iterable[str], schema: Schema, source: str, reader: str = "a detector") -> None:
    """ConfigurationError names what `reader` may not read, with what to read instead."""
    problems = []
    for name in sorted(set(names) - schema.keys()):
        known = f"known.{name.rpartition('.')[2]}"
        if name.startswith("canonical.") and known in schema:
            problems.append(f"{source}: '{name}' also holds what was not known yet; read {known}.")
        elif known in schema:
            problems.append(f"{source}: there is no table '{name}'; read {known}.")
        else:
            problems.append(
                f"{source}: there is no table '{name}' that {reader} may read{nearest(name, schema)}."
            )
    if problems:
        raise ConfigurationError(*problems)


def returned(expression: exp.Query, schema: Schema, source: str) -> list[str]:
    """The columns the query returns, in order. ConfigurationError names a column that does not exist."""
    read = {name_of(table) for table in relations(expression)}
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for relation in read:
        folder, _, name = relation.rpartition(".")
        nested.setdefault(folder or "main", {})[name] = dict.fromkeys(schema[relation], "VARCHAR")
    try:
        qualified = qualify(expression.copy(), schema=dict(nested), dialect=DIALECT)
    except OptimizeError as error:
        raise ConfigurationError(_unresolved(expression, error, schema, read, source)) from error
    names = [selected.alias_or_name for selected in qualified.selects]
    if "*" in names or qualified.find(exp.Columns):
        raise ConfigurationError(
            f"{source}: name the columns it returns; * and COLUMNS(…) cannot be checked."
        )
    return names


def _unresolved(
    expression: exp.Query, error: OptimizeError, schema: Schema, read: Iterable[str], source: str
) -> str:
    """The first column of the query that the error speaks of, with the nearest spelling."""
    said = str(error).partition(". Line")[0]
    columns = {column for relation in read for column in schema[relation]}
    for column in sorted({node.name for node in expression.find_all(exp.Column)}):
        if f"'{column}'" not in said and not said.endswith(f": {column}"):
            continue
        if column in columns:
            return f"{source}: say of which table '{column}' is, as in tickets.{column}."
        return f"{source}: there is no column '{column}'{nearest(column, columns)}."
    return f"{source}: {said}."


def at_moment(expression: exp.Query, schema: Schema, as_of: date) -> exp.Query:
    """The query with every relation narrowed to the rows of one moment."""
    narrowed = expression.copy()
    for column in narrowed.find_all(exp.Column):
        column.set("db", None)
        column.set("catalog", None)
    for table in relations(narrowed):
        rows = _rows(name_of(table), schema, as_of)
        subquery = rows.subquery(copy=False)
        named = exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))
        subquery.set("alias", table.args.get("alias") or named)
        subquery.set("joins", table.args.get("joins"))
        table.replace(subquery)
    return narrowed


def rows_at(warehouse: Warehouse, name: str, schema: Schema, as_of: date) -> pa.Table:
    """The rows of one relation at one moment, in a fixed order."""
    select = _rows(name, schema, as_of).order_by(*(exp.column(word) for word in schema[name]), copy=False)
    return warehouse.fetch(_as_query(name, select))


def open_dates(warehouse: Warehouse) -> list[date]:
    """The as-of dates that are open, oldest first."""
    days: list[date] = warehouse.read("dates", ("as_of",))["as_of"].to_pylist()
    return days


def _rows(name: str, schema: Schema, as_of: date) -> exp.Select:
    folder, _, table = name.rpartition(".")
    select = exp.select(*(exp.column(word, quoted=True) for word in schema[name])).from_(
        exp.table_(table, db=folder or None)
    )
    if "as_of" not in schema[name]:
        return select
    day = exp.cast(exp.Literal.string(as_of.isoformat()), exp.DataType.Type.DATE)
    return select.where(exp.column("as_of").eq(day), copy=False)


def _as_query(name: str, select: exp.Query) -> Query:
    return Query(
        name=name,
        source=name,
        what="rows of one moment",
        key=(),
        columns={},
        parameters={},
        sql=select.sql(dialect=DIALECT),
        keep="table",
        front_matter={},
    )
