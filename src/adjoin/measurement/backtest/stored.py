"""A finished backtest as one read-only DuckDB file, `backtests/<id>.duckdb` below the state folder; never half one.

It is written as `.part`, made durable and linked to its final name in one step; what is not finished is not there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError
from adjoin.measurement.backtest.published import SCHEMAS

FOLDER, FINISHED, PART = "backtests", ".duckdb", ".part"


@dataclass(frozen=True)
class Backtest:
    """A finished backtest: its `file` and its relations by name."""

    file: Path
    tables: Mapping[str, pa.Table]

    @property
    def about(self) -> dict[str, Any]:
        """The one row of `backtest_about`."""
        row: dict[str, Any] = self.tables["backtest_about"].to_pylist()[0]
        return row

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A relation as dictionaries."""
        found: list[dict[str, Any]] = self.tables[name].to_pylist()
        return found


def next_id(state: Path, as_of: date) -> str:
    """`20260930-0001`: the day it speaks for, and a running number."""
    return f"{as_of:%Y%m%d}-{len(_finished(state)) + 1:04d}"


def store(state: Path, backtest_id: str, tables: Mapping[str, pa.Table]) -> Backtest:
    """Write every relation of SCHEMAS into a new file. ConfigurationError: id taken, folder unwritable."""
    import duckdb  # noqa: PLC0415 - only storing needs it

    folder = state / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"{folder} cannot be written: {error.strerror}. Check `state` in adjoin.yaml."
        ) from error
    file = folder / f"{backtest_id}{FINISHED}"
    part = folder / f"{backtest_id}.{os.getpid()}{PART}"
    part.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(part)) as connection:
            for name in SCHEMAS:
                connection.register("_incoming", tables[name])
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM _incoming")  # noqa: S608
                connection.unregister("_incoming")
        part.chmod(0o444)
        _fsync(part)
        os.link(part, file)  # fails where the name is taken: nothing finished is ever replaced
        _fsync(folder)
    except FileExistsError as error:
        raise ConfigurationError(
            f"{file} is there already: another backtest ended just now. Run this one again."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return Backtest(file, tables)


def newest_backtest(state: Path) -> Backtest | None:
    """The backtest that was finished last below the state folder; None if there is none.

    ConfigurationError if its file is damaged or from another version.
    """
    finished = _finished(state)
    return read_backtest(finished[-1]) if finished else None


def read_backtest(file: Path) -> Backtest:
    """A finished backtest. ConfigurationError if the file is damaged or from another version."""
    import duckdb  # noqa: PLC0415 - only reading needs it

    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            tables = {
                name: connection.sql(f"SELECT * FROM {name}").to_arrow_table()  # noqa: S608
                for name in SCHEMAS
            }
    except duckdb.Error as error:
        raise ConfigurationError(
            f"The backtest {file} cannot be read: {str(error).partition(chr(10))[0]} Remove it and run "
            "`adjoin backtest` again."
        ) from error
    return Backtest(file, tables)


def _finished(state: Path) -> list[Path]:
    """Oldest first."""
    folder = state / FOLDER
    found = [path for path in folder.iterdir() if path.suffix == FINISHED] if folder.is_dir() else []
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
