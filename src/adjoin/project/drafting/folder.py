"""The tables of a folder: which files belong together, and what their columns look like."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from adjoin.domain.errors import ConfigurationError
from adjoin.project.drafting.reading import ask
from adjoin.sources.csv_files import CsvReader, read_header
from adjoin.sources.template import literal, quoted, text

ENDINGS = (".csv", ".parquet")
ROWS_READ = 100_000
"""Rows of each table that are looked at."""
MOSTLY = 0.8
"""The share of values that has to look like a date or a number for the column to be one."""
COUNTS = (
    *("filled", "distinct", "iso", "day_first", "month_first"),
    *("numbers", "comma_numbers", "commas", "dots", "negative"),
)
"""What `profile.sql` counts, in its order."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class FoundColumn:
    """A column's profile: how many of its values are filled, distinct, dates in each order, numbers."""

    name: str
    rows: int
    filled: int
    distinct: int
    iso: int
    day_first: int
    month_first: int
    numbers: int
    comma_numbers: int
    commas: int
    dots: int
    negative: int
    values: tuple[tuple[str, int], ...]

    @property
    def is_date(self) -> bool:
        return self._mostly(max(self.iso, self.day_first, self.month_first))

    @property
    def has_decimal_commas(self) -> bool:
        """1.234,50: numbers only when the comma is read as the decimal sign."""
        return self.commas > 0 and self._mostly(self.comma_numbers) and self.numbers < self.comma_numbers

    @property
    def is_number(self) -> bool:
        return self._mostly(self.numbers) or self.has_decimal_commas

    @property
    def is_key(self) -> bool:
        """Whether (nearly) every row has a value of its own."""
        return self.filled > 0 and self.filled >= 0.9 * self.rows and self.distinct >= 0.9 * self.filled

    def _mostly(self, count: int) -> bool:
        return self.filled > 0 and count >= MOSTLY * self.filled


@dataclass(frozen=True)
class FoundFile:
    """One table: a file, or several with the same columns, under a `path` that the project can name."""

    relation: str
    path: str
    paths: tuple[Path, ...]
    stem: str
    columns: dict[str, FoundColumn]
    rows: int
    changed_on: date

    @property
    def name(self) -> str:
        """The file's name as reasons give it."""
        return Path(self.path).name

    @property
    def whole(self) -> bool:
        return self.rows < ROWS_READ


@dataclass(frozen=True)
class Folder:
    """All tables found; `unreadable`: file and why. `connection` holds their first rows."""

    place: Path
    files: tuple[FoundFile, ...]
    unreadable: tuple[tuple[str, str], ...]
    connection: duckdb.DuckDBPyConnection
    _overlaps: dict[tuple[str, str, str, str], float] = field(default_factory=dict)

    def column_overlap(self, file: FoundFile, column: str, other: FoundFile, key: str) -> float:
        """The share of a column's distinct values that are found in another file's column."""
        asked = (file.relation, column, other.relation, key)
        if asked not in self._overlaps:
            parts = {"column": quoted(column), "relation": file.relation}
            rows = ask(self.connection, "overlap", **parts, other=quoted(key), others=other.relation)
            self._overlaps[asked] = float(rows[0][0])
        return self._overlaps[asked]


def read_folder(place: Path, into: Path) -> Folder:
    """Read the heads of every CSV and Parquet file in `place` and one level below.

    `into`: the project folder that paths are relative to. ConfigurationError if there is nothing to read.
    """
    if not place.is_dir():
        what = "is a file; name the folder that holds it" if place.exists() else "does not exist"
        raise ConfigurationError(f"--from {place}: {what}. Then: adjoin init {into} --from FOLDER")
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(text("casts"))
    files: list[FoundFile] = []
    unreadable: list[tuple[str, str]] = []
    for paths in _groups(place):
        try:
            files.append(_read(connection, f"found_{len(files)}", paths, into))
        except (ConfigurationError, duckdb.Error, OSError) as error:
            unreadable.append((_written(paths[0], into), str(error).partition("\n")[0]))
    if not files:
        found = "; ".join(f"{name}: {why}" for name, why in unreadable)
        raise ConfigurationError(
            f"--from {place}: there is no CSV or Parquet file that can be read, here or one folder below"
            f"{f' ({found})' if found else ''}. Export at least who is a customer and who holds what "
            "since when, with a header line, and try again."
        )
    return Folder(place, tuple(files), tuple(unreadable), connection)


def _groups(place: Path) -> list[tuple[Path, ...]]:
    """Files that differ only in the digits of their name and have one header belong together."""
    below = [
        path for folder in sorted(place.iterdir()) if folder.is_dir() for path in sorted(folder.iterdir())
    ]
    found: dict[tuple[object, ...], list[Path]] = {}
    for path in (*sorted(place.iterdir()), *below):
        hidden = path.name.startswith(".") or path.parent.name.startswith(".")
        if path.is_file() and not hidden and path.suffix.lower() in ENDINGS:
            kind = (path.parent, _DIGITS.sub("", path.stem), path.suffix.lower(), _first_line(path))
            found.setdefault(kind, []).append(path)
    return [tuple(paths) for paths in found.values()]


def _first_line(path: Path) -> bytes:
    if path.suffix.lower() != ".csv":
        return b""
    with path.open("rb") as file:
        return file.readline(1 << 20)


def _written(path: Path, into: Path) -> str:
    return Path(os.path.relpath(path.resolve(), into.resolve())).as_posix()


def _read(
    connection: duckdb.DuckDBPyConnection, relation: str, paths: tuple[Path, ...], into: Path
) -> FoundFile:
    path = _written(paths[0], into)
    if len(paths) > 1:
        together = _DIGITS.sub("*", paths[0].stem) + paths[0].suffix
        path = _written(paths[0].with_name(together), into)
    for place, file in enumerate(paths):
        _head(connection, relation if place == 0 else "one_more", file)
        if place:
            ask(connection, "add_rows", relation=relation, rows="one_more")
    names = [row[0] for row in ask(connection, "columns_of", relation=relation) if row[0] != "adjoin_row"]
    rows = int(connection.table(relation).count("*").fetchall()[0][0])
    columns = {name: _profile(connection, relation, name, rows) for name in names}
    changed = max(file.stat().st_mtime for file in paths)
    stem = _DIGITS.sub("", paths[0].stem) if len(paths) > 1 else paths[0].stem
    return FoundFile(relation, path, paths, stem, columns, rows, datetime.fromtimestamp(changed, UTC).date())


def _head(connection: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    limit = str(ROWS_READ)
    if path.suffix.lower() == ".parquet":
        ask(
            connection,
            "read_head",
            relation=relation,
            rows=f"read_parquet({literal(path.as_posix())})",
            limit=limit,
        )
        return
    with CsvReader(path, read_header(path)) as reader:
        connection.register("adjoin_reader", reader.batches())
        ask(connection, "read_head", relation=relation, rows="adjoin_reader", limit=limit)
        connection.unregister("adjoin_reader")


def _profile(connection: duckdb.DuckDBPyConnection, relation: str, name: str, rows: int) -> FoundColumn:
    parts = {"relation": relation, "column": quoted(name)}
    values = ask(connection, "common_values", **parts)
    counts = dict(zip(COUNTS, ask(connection, "profile", **parts)[0], strict=True))
    return FoundColumn(name=name, rows=rows, values=tuple(values), **counts)


def usual_words(column: FoundColumn) -> Iterator[str]:
    """The values of a column, the most frequent first."""
    return (word for word, _ in column.values)
