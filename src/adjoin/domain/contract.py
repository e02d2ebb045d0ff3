"""What a canonical table declares: its columns, its key, and from when each row and value is known.

The contract is data. Sources validate against it, the warehouse builds the as-of views from it, the ledger's
`seen` log takes its columns from it, the documentation prints it. Nothing else knows a canonical column.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """The type of a canonical column; values are DuckDB's names."""

    TEXT = "VARCHAR"
    DATE = "DATE"
    NUMBER = "DOUBLE"
    WHOLE = "BIGINT"
    FLAG = "BOOLEAN"


class Start(StrEnum):
    """What a row without its known-from date means."""

    REQUIRED = "required"  # the date is a required column, a row without it is rejected
    FIRST_LOAD = "first load"  # known since the first load
    ALWAYS = "always"  # the table has no date: a fact about the world, not about a day


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column.

    `counts_from`: the date column of the same row from whose day on this value is a fact; before that it is
    null, or `default`. Where that date is missing, the value counts from the first load.
    `past_fact`: a date that cannot lie after the load day (a plan, such as `renews_on`, can).
    `overwritten`: sources overwrite it in place, so the ledger's `seen` log keeps what each run saw.
    `values`: the only values allowed; `default` stands in for a missing one.
    `low`, `high`: the closed range of a number.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    counts_from: str | None = None
    past_fact: bool = False
    overwritten: bool = False
    money: bool = False
    product: bool = False
    values: tuple[str, ...] = ()
    default: str | None = None
    low: float | None = None
    high: float | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table: its key, its columns, and the column that says from when a row is known.

    `spans`: pairs (start, end) of dates; a row whose end lies before its start is rejected.
    `derived`: columns that the load writes and nobody maps.
    `known_on`: the derived column that rules where a row is known later than its own date (a month's usage).
    `open_while`: (column, value): while it has that value, the dates of `counts_from` are plans, not facts.
    """

    name: str
    row_is: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    known_from: str | None
    start: Start
    required: bool = False
    switches_on: str = ""
    spans: tuple[tuple[str, str], ...] = field(default=())
    derived: tuple[Column, ...] = ()
    known_on: str | None = None
    open_while: tuple[str, str] | None = None

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    @property
    def known_columns(self) -> tuple[str, ...]:
        """The columns of the `known` view after as_of: the contract's, then the derived ones."""
        return (*self.names, *(c.name for c in self.derived))

    @property
    def overwritten(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.overwritten)
