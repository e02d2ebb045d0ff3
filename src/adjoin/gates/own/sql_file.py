"""A user's own gate as one SQL file: front matter and one SELECT, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field
from sqlglot import exp

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import first_line
from adjoin.facts.own_sql.forbidden import refuse_forbidden
from adjoin.facts.own_sql.matter import read_matter, wrong_in
from adjoin.facts.own_sql.relations import (
    at_moment,
    name_of,
    open_dates,
    readable,
    refuse_dressed,
    refuse_unreadable,
    relations,
    returned,
    rows_at,
)
from adjoin.facts.own_sql.select import one_select, parts_of, undeclared
from adjoin.gates.own.rows import EMPTY, Moment, gate_rows, lacking
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import DIALECT, Query, Value
from adjoin.warehouse.warehouse import Warehouse


class Matter(BaseModel):
    """Every entry an own gate may have; `key`, `columns` and `keep` of a copied built-in file say nothing here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = Field(min_length=1)
    severity: int = Field(default=65, ge=1, le=100)
    scope: Literal["all", "play"] = "all"
    unknown: Literal["pass", "warn", "block"] = "warn"
    needs: tuple[str, ...] | None = None
    needs_any: tuple[str, ...] = ()
    needs_columns: tuple[str, ...] = ()
    parameters: dict[str, Any] = Field(default_factory=dict)
    key: Any = None
    columns: Any = None
    keep: Any = None


@dataclass(frozen=True)
class OwnGate:
    """A gate that is one SELECT of a user's. It sees each open moment by itself."""

    query: Query
    severity: int
    scope: str
    needs: tuple[str, ...]
    needs_any: tuple[str, ...]
    needs_columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.query.name

    @property
    def what(self) -> str:
        return self.query.what

    @property
    def parameters(self) -> Mapping[str, Value]:
        """Its settings with their defaults, `unknown` among them."""
        return self.query.parameters

    def off(self, mapped: frozenset[str]) -> str | None:
        """Why it is off, given what is mapped; None if it judges."""
        missing = [name for name in self.needs if name not in mapped]
        if missing:
            return f"no {' and no '.join(missing)} mapped"
        if self.needs_any and not set(self.needs_any) & mapped:
            return f"no {' and no '.join(self.needs_any)} mapped"
        columns = [name for name in self.needs_columns if name not in mapped]
        return f"{' and '.join(columns)} not mapped" if columns else None

    def unknown(self, values: Mapping[str, Value]) -> Value:
        """What `unknown` counts as, given its settings."""
        return values.get("unknown", self.query.parameters["unknown"])

    def verdicts(self, warehouse: Warehouse, schema: Schema, values: Mapping[str, Value]) -> pa.Table:
        """Its rows over all open moments. ConfigurationError says why they are no verdicts, naming the file."""
        read = (name_of(table) for table in relations(self.query.expression))
        refuse_unreadable(read, schema, self.query.source, "a gate")
        may_read, found = readable(), [EMPTY]
        for as_of in open_dates(warehouse):
            narrowed = at_moment(self.query.expression, may_read, as_of)
            accounts = rows_at(warehouse, "moments", may_read, as_of)["account_id"]
            book = rows_at(warehouse, "holdings", may_read, as_of)["account_id"]
            products = rows_at(warehouse, "catalog_products", may_read, as_of)["product_id"]
            moment = Moment(as_of, accounts, book, products)
            try:
                rows = warehouse.fetch(replace(self.query, sql=narrowed.sql(dialect=DIALECT)), values)
            except ConfigurationError as error:
                raise ConfigurationError(first_line(error, self.query.source)) from error
            found.append(gate_rows(rows, moment, self.name, self.query.source))
        return pa.concat_tables(found)


def own_gate(name: str, text: str, source: str) -> OwnGate:
    """The gate in the text of a SQL file. ConfigurationError says why it is none."""
    front, sql = parts_of(text, source)
    matter = read_matter(Matter, front, source)
    expression = one_select(sql, source)
    parameters = {"unknown": matter.unknown, **matter.parameters}
    columns = _checked(expression, matter, parameters, source)
    query = Query(
        name=name,
        source=source,
        what=" ".join(matter.what.split()),
        key=(),
        columns=dict.fromkeys(columns, ""),
        parameters=parameters,
        sql=sql,
        keep="table",
        front_matter={},
    )
    return OwnGate(
        query=query,
        severity=matter.severity,
        scope=matter.scope,
        needs=_needed(expression) if matter.needs is None and not matter.needs_any else matter.needs or (),
        needs_any=matter.needs_any,
        needs_columns=matter.needs_columns,
    )


def _checked(expression: exp.Query, matter: Matter, parameters: dict[str, Value], source: str) -> list[str]:
    """The columns the query returns, once nothing in it is refused."""
    refuse_forbidden(expression, source)
    refuse_dressed(expression, source)
    schema = readable()
    refuse_unreadable((name_of(table) for table in relations(expression)), schema, source, "a gate")
    columns = returned(expression, schema, source)
    wrong = wrong_in((*(matter.needs or ()), *matter.needs_any), parameters, source)
    wrong += lacking(columns, source)
    wrong += undeclared(expression, parameters, source)
    if wrong:
        raise ConfigurationError(*wrong)
    return columns


def _needed(expression: exp.Query) -> tuple[str, ...]:
    """The canonical tables whose known rows it reads: without a source it would pass for the wrong reason."""
    names = {name_of(table) for table in relations(expression)}
    tables = {name.removeprefix("known.") for name in names if name.startswith("known.")}
    named = {"usage" if name == "usage_periods" else name for name in tables}
    filled_by_people = {"holds", "plays"}
    return tuple(sorted(named & CANONICAL.keys() - filled_by_people))
