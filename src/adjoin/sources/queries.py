"""Rows that a query gives: SQL over the project's files, a DuckDB file, the ledger's history."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import duckdb
import pyarrow as pa

from adjoin.domain.errors import ConfigurationError, UnreachableError, nearest
from adjoin.sources.origin import BrokenRow, types_of
from adjoin.sources.template import fill, literal, run, text


class Database(Protocol):
    """Runs a SELECT in its own dialect and gives Arrow; open for as long as the block lasts."""

    @contextmanager
    def rows(self, select: str) -> Iterator[pa.RecordBatchReader]:
        """ConfigurationError with the SQL if it is refused, UnreachableError if nobody answers."""


@dataclass(frozen=True)
class DuckFile:
    """A DuckDB file, read only; without one, an engine whose SQL reads files relative to `root`."""

    root: Path
    path: Path | None = None

    @contextmanager
    def rows(self, select: str) -> Iterator[pa.RecordBatchReader]:
        connection = self._connect()
        try:
            connection.execute(f"SET file_search_path = {literal(self.root.as_posix())}")
            connection.execute("SET TimeZone = 'UTC'")
            try:
                reader = connection.sql(select).to_arrow_reader()
            except duckdb.Error as error:
                raise refused(error, select) from error
            yield reader
        finally:
            connection.close()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        if self.path is None:
            return duckdb.connect()
        if not self.path.exists():
            raise ConfigurationError(f"there is no file {self.path}")
        try:
            return duckdb.connect(self.path, read_only=True)
        except duckdb.Error as error:
            raise UnreachableError(
                f"{self.path} cannot be opened: {str(error).partition(chr(10))[0]}"
            ) from error


def refused(error: BaseException, select: str) -> ConfigurationError:
    """The error to raise when a database refuses a query: its words and the SQL."""
    return ConfigurationError(f"the query was refused: {_words(error)}\n{select}")


def _words(error: BaseException) -> str:
    """What a driver says, without its copy of the query and the lines that point into it."""
    return re.split(r"\n+(?:LINE \d|Query:)", str(error).strip(), maxsplit=1)[0].strip()


@dataclass(frozen=True)
class QueryRows:
    """Origin: the rows of one SELECT; `table`: the one it reads as a whole, where no query was written."""

    name: str
    database: Database
    select: str
    where: str | None = None
    table: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        return (self.name,)

    @cached_property
    def columns(self) -> dict[str, str]:
        try:
            with self.database.rows(f"{self._filtered} LIMIT 0") as reader:
                return arrow_types(reader.schema)
        except ConfigurationError as error:
            self._refuse_missing_table()
            if error.__cause__ is None:
                raise
            raise refused(error.__cause__, self._written) from error

    @property
    def kept_as(self) -> Literal["TABLE", "VIEW"]:
        return "TABLE"

    def stage(
        self, connection: duckdb.DuckDBPyConnection, relation: str, where: str | None
    ) -> list[BrokenRow]:
        with self.database.rows(self._filtered) as reader:
            connection.register("adjoin_reader", reader)
            try:
                run(connection, "stage_rows", relation=relation)
            except ConfigurationError as error:
                raise refused(error.__cause__ or error, self.select) from error
            finally:
                connection.unregister("adjoin_reader")
        return []

    def _refuse_missing_table(self) -> None:
        """ConfigurationError if the table is none of the database's."""
        if self.table is None:
            return
        with self.database.rows(text("tables")) as reader:
            found = [(row["table_schema"], row["table_name"]) for row in reader.read_all().to_pylist()]
        known = [name for _, name in found] + [f"{schema}.{name}" for schema, name in found]
        if self.table not in known:
            hint = nearest(self.table, known) or f" (it has {', '.join(known[: len(found)][:12]) or 'none'})"
            raise ConfigurationError(f"source '{self.name}' has no table '{self.table}'{hint}")

    @property
    def _written(self) -> str:
        """The query as the user wrote it, with the condition."""
        return self.select if self.where is None else f"{self.select}\nwhere: {self.where}"

    @property
    def _filtered(self) -> str:
        return fill("rows_of_query", query=self.select, where=self.where or "1 = 1")


@dataclass(frozen=True)
class LedgerRows:
    """Origin: what people entered, already under canonical names."""

    rows: pa.Table
    name: str = "ledger"
    files: tuple[str, ...] = field(default=("ledger",))

    @cached_property
    def columns(self) -> dict[str, str]:
        return arrow_types(self.rows.schema)

    @property
    def kept_as(self) -> Literal["TABLE", "VIEW"]:
        return "TABLE"

    def stage(
        self, connection: duckdb.DuckDBPyConnection, relation: str, where: str | None
    ) -> list[BrokenRow]:
        connection.register("adjoin_reader", self.rows)
        run(connection, "stage_rows", relation=relation)
        connection.unregister("adjoin_reader")
        return []


def arrow_types(schema: pa.Schema) -> dict[str, str]:
    """Arrow columns → DuckDB types."""
    with duckdb.connect() as connection:
        connection.register("adjoin_empty", schema.empty_table())
        return types_of(connection, "adjoin_empty")
