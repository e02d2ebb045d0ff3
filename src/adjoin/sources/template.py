"""SQL files with places for what depends on the contract and the mapping."""

from functools import cache
from importlib.resources import files
from string import Template

import duckdb

from adjoin.domain.errors import ConfigurationError


@cache
def text(name: str) -> str:
    """The SQL file of that name in this room."""
    return (files("adjoin.sources") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def fill(name: str, **parts: str) -> str:
    """The SQL file with each `$part` replaced; KeyError if one is not given."""
    return Template(text(name)).substitute(parts)


def run(connection: duckdb.DuckDBPyConnection, name: str, **parts: str) -> list[tuple[object, ...]]:
    """Run a SQL file and give its rows. ConfigurationError repeats the SQL that the engine refused."""
    statement = fill(name, **parts)
    try:
        return connection.execute(statement).fetchall()
    except duckdb.Error as error:
        raise ConfigurationError(f"sources/sql/{name}.sql: {error}\n{statement}") from error


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(word: str) -> str:
    """A text, quoted."""
    return "'" + word.replace("'", "''") + "'"
