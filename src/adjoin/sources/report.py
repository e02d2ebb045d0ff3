"""What a load read, kept and refused, and what it noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TableReport:
    """One canonical table. read + expanded = kept + rejected + repeats + ignored.

    `read`: source rows, the ledger's included; `expanded`: rows that suites and unpivoting added (negative
    where cells were empty); `repeats`: identical copies; `ignored`: order lines that `ignore_skus` drops.
    `join_rate`: share of the rows naming an account whose account is there (0–1), null without such rows.
    `fresh_on`: the newest known-from date kept.
    """

    name: str
    mapped: bool
    source: str | None = None
    columns: tuple[str, ...] = ()
    read: int = 0
    expanded: int = 0
    kept: int = 0
    rejected: int = 0
    repeats: int = 0
    ignored: int = 0
    join_rate: float | None = None
    fresh_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A setting that the data suggest; nothing is done until it is mapped."""

    table: str
    option: str
    value: date
    why: str


@dataclass(frozen=True, slots=True)
class UnknownSku:
    """A product word that no catalog entry explains; `money`: its sum per year, null where none is mapped."""

    table: str
    sku: str
    rows: int
    money: float | None


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """What does not work because a table is not mapped."""

    table: str
    what: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """All tables of a load, in the contract's order."""

    tables: Mapping[str, TableReport]
    snapshot: bool
    switched_off: tuple[SwitchedOff, ...]
    unknown_skus: tuple[UnknownSku, ...]
    proposals: tuple[Proposal, ...]

    @property
    def rejected(self) -> int:
        """Rows refused in all tables together."""
        return sum(table.rejected for table in self.tables.values())
