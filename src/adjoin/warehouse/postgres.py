"""PostgreSQL as a warehouse: the same SQL files, carried to its dialect by SQLGlot."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
from sqlglot import exp

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.warehouse.query import Query, Value

try:
    import psycopg
except ImportError as missing:  # pragma: no cover - the extra is installed wherever the tests run
    raise UnreachableError("PostgreSQL needs the extra: pip install 'adjoin[postgres]'.") from missing

TYPES = {
    "string": "TEXT",
    "date32[day]": "DATE",
    "double": "DOUBLE PRECISION",
    "int64": "BIGINT",
    "bool": "BOOLEAN",
}


class PostgresWarehouse:
    """One PostgreSQL connection. Views and tables are replaced by name, one transaction a call."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self.connection = connection

    def put(self, name: str, table: pa.Table) -> None:
        columns = ", ".join(f'"{field.name}" {TYPES[str(field.type)]}' for field in table.schema)
        self._drop(name)
        self._execute(f"CREATE TABLE {name} ({columns})")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)

    def build(self, query: Query, values: Mapping[str, Value] | None = None, schema: str = "main") -> None:
        target = query.name if schema == "main" else f"{schema}.{query.name}"
        self._drop(target)
        self._execute(f"CREATE {query.keep.upper()} {target} AS {query.render(values or {}, 'postgres')}")

    def define(self, name: str, select: exp.Query) -> None:
        self._drop(name)
        self._execute(f"CREATE VIEW {name} AS {select.sql(dialect='postgres')}")

    def _drop(self, name: str) -> None:
        """Take away the relation of that name, be it a table or a view."""
        kinds = f"SELECT relkind FROM pg_class WHERE oid = to_regclass('{name}')"  # noqa: S608 - our own names
        found = self._execute(kinds).fetchone()
        if found is not None:
            kind = "VIEW" if str(found[0]) in ("v", "b'v'") else "TABLE"
            self._execute(f"DROP {kind} {name} CASCADE")

    def fetch(self, query: Query, values: Mapping[str, Value] | None = None) -> pa.Table:
        return self._rows(query.render(values or {}, "postgres"))

    def read(self, name: str, order: Sequence[str] = ()) -> pa.Table:
        ordering = f" ORDER BY {', '.join(order)}" if order else ""
        return self._rows(f"SELECT * FROM {name}{ordering}")  # noqa: S608

    def _rows(self, sql: str) -> pa.Table:
        cursor = self._execute(sql)
        names = [column.name for column in cursor.description or ()]
        return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])

    def _execute(self, sql: str) -> "psycopg.Cursor[tuple[object, ...]]":
        try:
            return self.connection.execute(sql.encode())
        except psycopg.Error as error:
            raise ConfigurationError(f"PostgreSQL refused this SQL: {error}\n{sql}") from error
