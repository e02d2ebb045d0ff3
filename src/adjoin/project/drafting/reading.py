"""The SQL files of this room: questions about the tables found, and queries that are drafted."""

from importlib.resources import files
from string import Template
from typing import Any

import duckdb


def ask(connection: duckdb.DuckDBPyConnection, question: str, **parts: str) -> list[tuple[Any, ...]]:
    """The rows of `sql/<question>.sql` with each `$part` replaced."""
    return connection.execute(filled(question, **parts)).fetchall()


def filled(file: str, **parts: str) -> str:
    """The text of `sql/<file>.sql` with each `$part` replaced; KeyError if one is not given."""
    text = (files("adjoin.project.drafting") / "sql" / f"{file}.sql").read_text("utf-8")
    return Template(text).substitute(parts).strip()
