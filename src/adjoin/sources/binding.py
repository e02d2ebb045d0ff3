"""Which source column feeds which canonical column, and every way in which a mapping can miss."""

from dataclasses import dataclass

import duckdb

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.domain.contract import Table
from adjoin.domain.errors import nearest
from adjoin.sources.mapping import ColumnMapping, TableMapping
from adjoin.sources.origin import Origin, empty_columns
from adjoin.sources.spelling import no_column, spelled
from adjoin.sources.template import fill
from adjoin.sources.unpivoting import Metrics, side_by_side

CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Bound:
    """A source column under its canonical name: its DuckDB type and how the mapping reads it."""

    name: str
    source: str
    type: str
    mapping: ColumnMapping


@dataclass(frozen=True)
class Part:
    """Rows for one canonical table from one origin, ready to be read; `metrics`: those of its unpivot."""

    table: Table
    origin: Origin
    mapping: TableMapping
    bound: dict[str, Bound]
    attributes: dict[str, Bound]
    is_ledger: bool = False
    metrics: Metrics = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical columns that are fed."""
        fed = set(self.bound) | ({"metric", self.mapping.unpivot.value} if self.mapping.unpivot else set())
        return tuple(name for name in self.table.names if name in fed)


def unknown_table(name: str) -> str | None:
    """The problem with a table's name, if there is one."""
    if name in LEDGER_ONLY:
        return f"tables.{name}: this table is filled through Adjoin and cannot be mapped"
    if name not in CANONICAL:
        return f"tables.{name}: there is no such canonical table{nearest(name, CANONICAL)}"
    return None


def bind(table: Table, mapping: TableMapping, origin: Origin) -> tuple[Part, list[str]]:
    """The part, and all problems of its mapping as sentences."""
    columns = origin.columns
    problems = _misplaced_options(table, mapping)
    bound: dict[str, Bound] = {}
    for name in (*table.names, *([CURRENCY] if _has_money(table) else [])):
        asked = mapping.columns.get(name)
        source = spelled(asked.column if asked else name, columns)
        if source is not None:
            bound[name] = Bound(name, source, columns[source], asked or ColumnMapping(column=source))
        elif asked is not None:
            problems.append(no_column(origin, asked.column))
    attributes = _attributes(mapping, origin, problems)
    metrics, missed = side_by_side(table, mapping.unpivot, origin)
    part = Part(table, origin, mapping, bound, attributes, metrics=metrics)
    problems += _unknown_names(part)
    problems += _missing_required(part)
    problems += missed
    problems += _unit_without_its_column(part)
    problems += _bad_where(part)
    return part, problems


def _has_money(table: Table) -> bool:
    return any(column.money for column in table.columns)


def _misplaced_options(table: Table, mapping: TableMapping) -> list[str]:
    wrong = [
        ("attributes", bool(mapping.attributes), "accounts"),
        ("grain", mapping.grain != "day", "usage"),
        ("history_from", mapping.history_from is not None, "subscriptions"),
        ("ends_from", mapping.ends_from is not None, "subscriptions"),
    ]
    found = [
        f"{option} belongs to {home} only" for option, used, home in wrong if used and table.name != home
    ]
    if mapping.rates and not _has_money(table):
        found.append("rates belong to tables with money only")
    return found + [
        f"columns: {name} is no currency and takes no rates; write them under currency, or beside columns"
        for name, column in mapping.columns.items()
        if column.rates and name != CURRENCY
    ]


def _attributes(mapping: TableMapping, origin: Origin, problems: list[str]) -> dict[str, Bound]:
    found: dict[str, Bound] = {}
    for name in mapping.attributes:
        asked = mapping.columns.get(name, ColumnMapping(column=name))
        source = spelled(asked.column, origin.columns)
        if source is None:
            problems.append(f"attributes: {no_column(origin, asked.column)}")
        else:
            found[name] = Bound(name, source, origin.columns[source], asked)
    return found


def _unknown_names(part: Part) -> list[str]:
    allowed = {*part.table.names, *part.attributes, *([CURRENCY] if _has_money(part.table) else [])}
    wrong = [
        ("columns", name) for name in part.mapping.columns if name not in {*allowed, *part.mapping.attributes}
    ]
    wrong += [("values", name) for name in part.mapping.values if name not in part.table.names]
    return [
        f"{where}: '{name}' is no column of {part.table.name}{nearest(name, allowed)}"
        for where, name in wrong
    ]


def _missing_required(part: Part) -> list[str]:
    snapshot = {"started_on"} if part.table.name == "subscriptions" else set()
    missing = [
        column.name
        for column in part.table.columns
        if column.required
        and column.name not in part.names
        and column.name not in part.mapping.columns
        and column.name not in snapshot
    ]
    return [
        f"{part.origin.name} has no column for the required '{name}'{nearest(name, part.origin.columns)};"
        f" map it: columns: {{{name}: …}}"
        for name in missing
    ]


def _unit_without_its_column(part: Part) -> list[str]:
    return [
        f"columns: {name} is per term; map term_months too"
        for name, bound in part.bound.items()
        if bound.mapping.per == "term" and "term_months" not in part.bound
    ]


def _bad_where(part: Part) -> list[str]:
    """A condition on files is DuckDB's; a database checks its own."""
    where = part.mapping.where
    if where is None or hasattr(part.origin, "database"):
        return []
    with duckdb.connect() as connection:
        try:
            connection.execute(fill("try_where", columns=empty_columns(part.origin.columns), where=where))
        except duckdb.Error as error:
            return [f"where: {str(error).strip().partition(chr(10))[0]}\n  {where}"]
    return []
