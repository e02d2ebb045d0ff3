"""A user's own detector as one SQL file: front matter and one SELECT, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
from sqlglot import exp

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.forbidden import refuse_forbidden
from adjoin.facts.own_sql.relations import (
    at_moment,
    name_of,
    readable,
    refuse_dressed,
    refuse_unreadable,
    relations,
    returned,
)
from adjoin.facts.own_sql.select import one_select, parts_of, undeclared
from adjoin.signals.detector import SqlDetector
from adjoin.signals.own.matter import OwnMatter, own_matter
from adjoin.signals.own.moments import each_moment
from adjoin.signals.own.occurrences import lacking
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import DIALECT, Query, Value
from adjoin.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class OwnSqlDetector(SqlDetector):
    """A detector that is one SELECT of a user's. It sees each open moment by itself."""

    @property
    def source(self) -> str:
        """Its file, below the project."""
        return self.query.source

    def check(self, schema: Schema) -> None:
        """Its own words were checked when it was read; here, whether the tables are there."""
        read = (name_of(table) for table in relations(self.query.expression))
        refuse_unreadable(read, schema, self.query.source)

    def sightings(self, warehouse: Warehouse, values: Mapping[str, Value]) -> pa.Table:
        def ask(as_of: date) -> pa.Table:
            narrowed = at_moment(self.query.expression, readable(), as_of)
            return warehouse.fetch(replace(self.query, sql=narrowed.sql(dialect=DIALECT)), values)

        return each_moment(warehouse, ask, self.what, self.query.source)


def own_sql(name: str, text: str, source: str) -> OwnSqlDetector:
    """The detector in the text of a SQL file. ConfigurationError says why it is none."""
    front, sql = parts_of(text, source)
    matter = own_matter(name, front, source)
    expression = one_select(sql, source)
    columns = _checked(expression, matter, source)
    read = {name_of(table) for table in relations(expression)}
    query = Query(
        name=name,
        source=source,
        what=matter.what,
        key=(),
        columns=dict.fromkeys(columns, ""),
        parameters=matter.parameters,
        sql=sql,
        keep="table",
        front_matter={},
    )
    return OwnSqlDetector(
        name=name,
        kind=matter.kind,
        what=matter.what,
        weight=matter.weight,
        half_life_days=matter.half_life_days,
        window_days=matter.window_days,
        lookback_days=matter.lookback_days,
        needs=_needed(read) if matter.needs is None else matter.needs,
        query=query,
        tried=matter.tried,
        ours=False,
    )


def _checked(expression: exp.Query, matter: OwnMatter, source: str) -> list[str]:
    """The columns the query returns, once nothing in it is refused."""
    refuse_forbidden(expression, source)
    refuse_dressed(expression, source)
    schema = readable()
    refuse_unreadable((name_of(table) for table in relations(expression)), schema, source)
    columns = returned(expression, schema, source)
    wrong = lacking(columns, source)
    if matter.tried is not None and "fires_up_to" not in columns:
        wrong.append(f"{source}: `try` needs a column fires_up_to, the strictest value at which a row fires.")
    wrong += undeclared(expression, matter.parameters, source)
    if wrong:
        raise ConfigurationError(*wrong)
    return columns


def _needed(read: set[str]) -> tuple[str, ...]:
    """The canonical tables whose known rows it reads: without a source it would be silent for the wrong reason."""
    tables = {name.removeprefix("known.") for name in read if name.startswith("known.")}
    named = {"usage" if name == "usage_periods" else name for name in tables}
    return tuple(sorted(named & CANONICAL.keys()))
