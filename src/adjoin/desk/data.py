"""What was read, what was refused and why, what is off and what switches it on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication

T = TypeVar("T")
EXAMPLES = 3
PARTICULARS = r"'[^']*'|row \d+|\b\d{4}-\d{2}-\d{2}\b|-?\b\d+(\.\d+)?\b"
"""What differs between rows refused for one reason: quoted values, row numbers, dates, numbers."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """One canonical table. `join_rate`: share of rows whose account is known. `fresh_on`: its newest day."""

    table: str
    mapped: bool
    source: str | None
    read: int
    kept: int
    rejected: int
    repeats: int
    ignored: int
    join_rate: float | None
    fresh_on: date | None


@dataclass(frozen=True, slots=True)
class Example:
    """One refused row: where it stands, its key, the reason in its own words, and the row as JSON text."""

    source: str | None
    row_number: int | None
    key: str | None
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows of one table refused for one reason, with the first few."""

    table: str
    reason: str
    rows: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Off:
    """What is switched off and why, which says what switches it on."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the run has to say about itself."""

    about: str
    says: str


@dataclass(frozen=True, slots=True)
class RunMade:
    """One run; times in UTC."""

    run_id: str
    as_of: date
    load_day: date
    started_at: datetime
    seconds: float
    accounts: int | None
    rejected: int | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Data:
    """The data behind the current publication. `rejected`: rows refused in all tables together."""

    as_of: date
    load_day: date
    finished_at: datetime
    tables: tuple[TableRead, ...]
    rejected: int
    refusals: tuple[Refusal, ...]
    off: tuple[Off, ...]
    notes: tuple[Note, ...]
    runs: tuple[RunMade, ...]


@on_one_publication
def data(desk: Desk) -> Data:
    """What the current publication read, took and refused."""
    publication = desk.publication()
    rejected = desk.show("rejected")
    return Data(
        as_of=publication.as_of,
        load_day=publication.load_day,
        finished_at=publication.finished_at,
        tables=_rows(desk, "data_tables", TableRead),
        rejected=rejected.num_rows,
        refusals=_refusals(rejected),
        off=_rows(desk, "switched_off", Off),
        notes=_rows(desk, "notes", Note),
        runs=tuple(reversed(_rows(desk, "runs", RunMade))),
    )


def _rows(desk: Desk, name: str, kind: type[T]) -> tuple[T, ...]:
    fields: tuple[str, ...] = kind.__slots__  # type: ignore[attr-defined]
    return tuple(kind(**{field: row[field] for field in fields}) for row in desk.show(name).to_pylist())


def _refusals(rejected: pa.Table) -> tuple[Refusal, ...]:
    """Grouped by table and reason without the row's particulars, the most frequent first."""
    alike = pc.replace_substring_regex(rejected["reason"], PARTICULARS, "…")
    groups = (
        rejected.append_column("alike", alike).group_by(["table", "alike"]).aggregate([("reason", "count")])
    )
    found = []
    for group in groups.to_pylist():
        same = pc.and_(pc.equal(rejected["table"], group["table"]), pc.equal(alike, group["alike"]))
        first = rejected.filter(same).slice(0, EXAMPLES).to_pylist()
        fields = ("source", "row_number", "key", "reason", "row")
        examples = tuple(Example(**{field: row[field] for field in fields}) for row in first)
        found.append(Refusal(group["table"], group["alike"], group["reason_count"], examples))
    return tuple(sorted(found, key=lambda refusal: (-refusal.rows, refusal.table, refusal.reason)))
