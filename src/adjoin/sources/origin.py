"""A place that rows come from, seen the same way whether it is files, a database or the ledger."""

from dataclasses import dataclass
from typing import Literal, Protocol

import duckdb

from adjoin.sources.template import literal, quoted

FILE_STRIDE = 1 << 40
"""Rows are ordered by file, then by their place in it: `adjoin_order` = file × stride + place."""

OWN_COLUMNS = ("adjoin_file", "adjoin_row", "adjoin_order")


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A record that could not even be split into columns."""

    file: str
    row_number: int
    reason: str
    line: str


class Origin(Protocol):
    """Rows under the names that their source gives them."""

    @property
    def name(self) -> str:
        """What a person calls it: the path or the source."""

    @property
    def columns(self) -> dict[str, str]:
        """Source column → DuckDB type."""

    @property
    def kept_as(self) -> Literal["TABLE", "VIEW"]:
        """What `stage` makes."""

    @property
    def files(self) -> tuple[str, ...]:
        """What `adjoin_file` counts: the name that a rejected row carries."""

    def stage(
        self, connection: duckdb.DuckDBPyConnection, relation: str, where: str | None
    ) -> list[BrokenRow]:
        """Make the temporary relation: the source's columns, and OWN_COLUMNS; give what was broken.

        `adjoin_row` counts data records from 1 in each file and is null for SQL.
        """


def types_of(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    """Column → DuckDB type of a relation, in its order."""
    rows = connection.execute(f"DESCRIBE FROM {relation}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def empty_columns(columns: dict[str, str]) -> str:
    """A select list that gives the columns, typed, without a row's worth of data."""
    return ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in columns.items())


def path_literals(paths: list[str]) -> str:
    """Paths as a list in SQL."""
    return "[" + ", ".join(literal(path) for path in paths) + "]"
