"""CSV files as text columns with true row numbers; a broken line costs that line and nothing else."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv

from adjoin.domain.errors import ConfigurationError
from adjoin.sources.csv_faults import Fault, faults
from adjoin.sources.origin import FILE_STRIDE, BrokenRow, empty_columns
from adjoin.sources.template import run

DELIMITERS = (",", ";", "\t", "|")
MARK = "\x1a"
LONGEST_HEADER = 1 << 20
ANYTHING = re.compile(rb"\S")


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a CSV file: column names made unique, the delimiter, where the data begin."""

    names: tuple[str, ...]
    delimiter: str
    end: int


def read_header(path: Path) -> Header:
    """The header of a file. ConfigurationError if there is none to be read."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_HEADER)
    if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigurationError(f"{path.name}: the file is UTF-16; save it as UTF-8")
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name}: the header is not UTF-8; save the file as UTF-8") from None
    if not text.strip():
        raise ConfigurationError(f"{path.name}: the file is empty: it lacks even a header line")
    delimiter = max(DELIMITERS, key=text.count)
    return Header(_unique(next(csv.reader([text], delimiter=delimiter))), delimiter, len(line))


def _unique(names: list[str]) -> tuple[str, ...]:
    taken: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        wanted = name.strip() or f"column_{place}"
        taken[wanted if wanted not in taken else f"{wanted}_{place}"] = None
    return tuple(taken)


@dataclass(frozen=True)
class CsvFiles:
    """Origin: one or more CSV files, their columns side by side by name."""

    name: str
    files: tuple[str, ...]
    paths: tuple[Path, ...]

    @cached_property
    def _headers(self) -> dict[Path, Header]:
        return {path: read_header(path) for path in self.paths}

    @property
    def columns(self) -> dict[str, str]:
        return {name: "VARCHAR" for header in self._headers.values() for name in header.names}

    @property
    def kept_as(self) -> Literal["TABLE", "VIEW"]:
        return "TABLE"

    def stage(
        self, connection: duckdb.DuckDBPyConnection, relation: str, where: str | None
    ) -> list[BrokenRow]:
        run(connection, "stage_empty", relation=relation, columns=empty_columns(self.columns))
        broken: list[BrokenRow] = []
        for place, path in enumerate(self.paths):
            with CsvReader(path, self._headers[path]) as reader:
                connection.register("adjoin_reader", reader.batches())
                run(
                    connection,
                    "stage_csv",
                    relation=relation,
                    file=str(place),
                    offset=str(place * FILE_STRIDE),
                    where=where or "true",
                )
                connection.unregister("adjoin_reader")
                broken += [BrokenRow(self.files[place], *row) for row in reader.broken]
        return broken


@dataclass
class CsvReader:
    """One pass over one file. `broken` is complete once the batches are read: row number, reason, line."""

    path: Path
    header: Header
    broken: list[tuple[int, str, str]] = field(default_factory=list)

    def __enter__(self) -> "CsvReader":
        self._file = self.path.open("rb")
        self._data = mmap(self._file.fileno(), 0, access=ACCESS_READ)
        width = len(self.header.names)
        self._faults = faults(self._data, self.header.end, self.header.delimiter, width)
        return self

    def __exit__(self, *_: object) -> None:
        self._data.close()
        self._file.close()

    def batches(self) -> pa.RecordBatchReader:
        """The sound records as text columns and `adjoin_row`."""
        text = pa.schema([(name, pa.string()) for name in self.header.names])
        return pa.RecordBatchReader.from_batches(
            text.append(pa.field("adjoin_row", pa.int64())), self._numbered(text)
        )

    def _numbered(self, text: pa.Schema) -> Iterator[pa.RecordBatch]:
        if not ANYTHING.search(self._data, self.header.end):
            return
        sound = 0
        for batch in self._parsed(text):
            places = np.arange(sound, sound + batch.num_rows)
            skipped = np.array([number for number, _, _ in self.broken], dtype=np.int64)
            before = np.searchsorted(skipped - np.arange(len(skipped)) - 1, places, side="right")
            sound += batch.num_rows
            yield batch.append_column("adjoin_row", pa.array(places + before + 1))

    def _parsed(self, text: pa.Schema) -> Iterator[pa.RecordBatch]:
        lines = _Mended(self._data, self._faults, self.header) if self._faults else self.path
        try:
            yield from pa.csv.open_csv(
                lines,
                read_options=pa.csv.ReadOptions(
                    use_threads=False, skip_rows=1, column_names=text.names, block_size=4 << 20
                ),
                parse_options=pa.csv.ParseOptions(
                    delimiter=self.header.delimiter, newlines_in_values=True, invalid_row_handler=self._skip
                ),
                convert_options=pa.csv.ConvertOptions(
                    column_types=text, strings_can_be_null=False, check_utf8=False
                ),
            )
        except pa.ArrowInvalid as error:
            raise ConfigurationError(f"{self.path.name}: the file cannot be read as CSV: {error}") from error

    def _skip(self, row: pa.csv.InvalidRow) -> str:
        number = row.number - 1
        if row.text.startswith(MARK):
            fault = self._faults[int(row.text[1:].split(self.header.delimiter, 1)[0])]
            line = self._data[fault.start : fault.end].decode(errors="replace").rstrip("\r\n")
            self.broken.append((number, fault.reason, line))
        else:
            reason = f"{row.actual_columns} columns where the header has {row.expected_columns}"
            self.broken.append((number, reason, row.text))
        return "skip"


class _Mended(io.RawIOBase):
    """The file with each broken record replaced by a mark that no parser takes for a row of the table."""

    def __init__(self, data: mmap, found: list[Fault], header: Header) -> None:
        self._segments = self._cut(data, found, header)
        self._rest = memoryview(b"")

    @staticmethod
    def _cut(data: mmap, found: list[Fault], header: Header) -> Iterator[bytes]:
        at, step = 0, 1 << 20
        for index, fault in enumerate(found):
            yield from (data[i : min(i + step, fault.start)] for i in range(at, fault.start, step))
            yield f"{MARK}{index}{header.delimiter * len(header.names)}\n".encode()
            at = fault.end
        yield from (data[i : i + step] for i in range(at, len(data), step))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts: list[bytes] = []
        wanted = size if size >= 0 else 1 << 62
        while wanted > 0:
            if not self._rest:
                self._rest = memoryview(next(self._segments, b""))
                if not self._rest:
                    break
            parts.append(bytes(self._rest[:wanted]))
            self._rest = self._rest[wanted:]
            wanted -= len(parts[-1])
        return b"".join(parts)
