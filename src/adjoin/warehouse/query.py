"""One SQL file: a SELECT in DuckDB's dialect with front matter that says what it is.

The front matter is YAML between `/* ---` and `--- */`:

    what: one sentence
    key: [columns that identify a row]
    columns: {name: meaning, ...}          every column of the result, in order
    parameters: {name: default, ...}       values the SQL names as $name; settings override them
    keep: table or view                    a view is computed by whoever reads it; default table
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import sqlglot
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlglot import exp
from sqlglot.errors import SqlglotError

from adjoin.domain.errors import ConfigurationError, nearest

Value = float | int | str | bool | date | None
DIALECT = "duckdb"


@dataclass(frozen=True)
class Query:
    """A SQL file: its name, its front matter and its SELECT."""

    name: str
    source: str
    what: str
    key: tuple[str, ...]
    columns: dict[str, str]
    parameters: dict[str, Value]
    sql: str
    keep: str
    front_matter: dict[str, Any]

    @cached_property
    def expression(self) -> exp.Query:
        """The parsed SELECT. ConfigurationError with the parser's words if it is not one."""
        try:
            parsed = sqlglot.parse_one(self.sql, read=DIALECT)
        except SqlglotError as error:
            raise ConfigurationError(f"{self.source}: this SQL cannot be read: {error}") from error
        if not isinstance(parsed, exp.Query):
            raise ConfigurationError(f"{self.source}: write one SELECT; nothing else can be run from here.")
        return parsed

    @cached_property
    def reads(self) -> frozenset[str]:
        """The relations named in FROM and JOIN, `schema.table` or `table`, common table expressions left out."""
        own = {cte.alias_or_name for cte in self.expression.find_all(exp.CTE)}
        tables = self.expression.find_all(exp.Table)
        return frozenset(
            f"{table.db}.{table.name}" if table.db else table.name
            for table in tables
            if table.db or table.name not in own
        )

    @cached_property
    def sound_with(self) -> set[frozenset[tuple[str, tuple[str, ...]]]]:
        """Columns of what it reads with which it was checked and found sound: a book of many dates checks once."""
        return set()

    def render(self, values: Mapping[str, Value], dialect: str = DIALECT) -> str:
        """The SELECT in `dialect` with every $parameter replaced by its value (or its default)."""
        unknown = set(values) - set(self.parameters)
        if unknown:
            word = sorted(unknown)[0]
            raise ConfigurationError(f"{self.name} has no setting '{word}'{nearest(word, self.parameters)}.")
        bound = {**self.parameters, **values}
        key = (dialect, *sorted(bound.items()))
        if key not in self._rendered:
            self._rendered[key] = self._render(bound, dialect)
        return self._rendered[key]

    @cached_property
    def _rendered(self) -> dict[tuple[object, ...], str]:
        return {}

    def _render(self, bound: Mapping[str, Value], dialect: str) -> str:
        def bind(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Parameter | exp.Placeholder) and node.name in bound:
                return _literal(bound[node.name])
            return node

        return carried(self.expression.transform(bind), dialect).sql(dialect=dialect)


def carried(expression: exp.Expr, dialect: str) -> exp.Expr:
    """The expression with what SQLGlot does not yet carry to `dialect` written another way."""
    if dialect != "postgres":
        return expression

    def rewrite(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.ArgMax):
            ordered = exp.Order(this=node.this, expressions=[exp.Ordered(this=node.expression, desc=True)])
            return exp.Bracket(
                this=exp.paren(exp.ArrayAgg(this=ordered)), expressions=[exp.Literal.number(0)]
            )
        if isinstance(node, exp.Round):
            # Of doubles PostgreSQL rounds a half to even and takes no digits; of decimals it does as DuckDB does.
            exact = exp.Round(this=exp.cast(node.this, "decimal"), decimals=node.args.get("decimals"))
            return exp.cast(exact, "double")
        return node

    # A node that is put in another's place is not entered again, so what holds rounded values has its own turn.
    return expression.transform(rewrite).transform(_object_as_text)


def _object_as_text(node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.JSONObject):
        return node
    pairs = [part for pair in node.expressions for part in (pair.this, pair.expression)]
    return exp.cast(exp.func("JSON_BUILD_OBJECT", *pairs), "text")


def _literal(value: Value) -> exp.Expr:
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), exp.DataType.Type.DATE)
    if isinstance(value, float):
        # A bare 0.8 would be a DECIMAL on some engines and carry its scale into the arithmetic.
        return exp.cast(exp.Literal.number(repr(value)), exp.DataType.Type.DOUBLE)
    return exp.convert(value)


def read_query(name: str, text: str, source: str) -> Query:
    """A Query from the text of a SQL file. ConfigurationError names `source` and what is missing."""
    opening, closing = text.find("/* ---"), text.find("--- */")
    if opening < 0 or closing < opening:
        raise ConfigurationError(f"{source}: begin the file with front matter between '/* ---' and '--- */'.")
    try:
        matter = YAML(typ="safe", pure=True).load(text[opening + 6 : closing]) or {}
    except YAMLError as error:
        raise ConfigurationError(f"{source}: the front matter is not YAML: {error}") from error
    missing = [word for word in ("what", "key", "columns") if word not in matter]
    if missing:
        raise ConfigurationError(f"{source}: the front matter lacks {', '.join(missing)}.")
    return Query(
        name=name,
        source=source,
        what=str(matter.pop("what")),
        key=tuple(matter.pop("key")),
        columns={str(k): str(v or "") for k, v in matter.pop("columns").items()},
        parameters=dict(matter.pop("parameters", None) or {}),
        sql=text[closing + 6 :].strip(),
        keep=str(matter.pop("keep", "table")),
        front_matter=matter,
    )


@cache
def queries_in(package: str) -> Mapping[str, Query]:
    """Every SQL file that ships in `package` ('adjoin.facts'), by name; read once."""
    found: list[Traversable] = [item for item in files(package).iterdir() if item.name.endswith(".sql")]
    queries = {
        item.name[:-4]: read_query(item.name[:-4], item.read_text("utf-8"), f"{package}/{item.name}")
        for item in sorted(found, key=lambda item: item.name)
    }
    return MappingProxyType(queries)
