"""Load a project's tables through the mapping into `canonical.*`; what breaks the contract is `rejected`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.domain.catalog import Catalog
from adjoin.domain.errors import ConfigurationError, RefusedError, UnreachableError, nearest
from adjoin.sources.binding import Part, bind, unknown_table
from adjoin.sources.filling import Filling
from adjoin.sources.judging import Judge
from adjoin.sources.mapping import Source, TableMapping
from adjoin.sources.places import origin_of
from adjoin.sources.products import ProductNames
from adjoin.sources.proposals import proposals
from adjoin.sources.queries import LedgerRows
from adjoin.sources.report import LoadReport, SwitchedOff, TableReport, UnknownSku
from adjoin.sources.template import text

REQUIRED_FIRST = ("accounts", "account_ids")
"""The tables that others are joined to."""


@dataclass(frozen=True)
class LoadPlan:
    """What to load. `root`: the folder that paths are relative to; `ledger_rows`: canonical columns."""

    root: Path
    sources: dict[str, Source]
    tables: dict[str, TableMapping]
    catalog: Catalog
    currency: str
    load_day: date
    ledger_rows: Mapping[str, pa.Table] = field(default_factory=dict)


def load(connection: duckdb.DuckDBPyConnection, plan: LoadPlan) -> LoadReport:
    """Make one typed table for every canonical table, `canonical.attributes` and `main.rejected`.

    ConfigurationError holds every problem of the mapping at once, before anything is read; UnreachableError
    if a database does not answer; RefusedError if a required table comes out empty.
    """
    parts = prepare(plan)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(text("casts"))
    connection.execute(text("rejected_table"))
    filling = Filling(Judge(connection, ProductNames(plan.catalog), plan.currency, plan.load_day))
    reports: dict[str, TableReport] = {}
    unknown: list[UnknownSku] = []
    for name in (*REQUIRED_FIRST, *(name for name in CANONICAL if name not in REQUIRED_FIRST)):
        reports[name], skus = filling.fill(CANONICAL[name], _with_ledger(parts, plan, name))
        unknown += skus
        _refuse_if_empty(connection, reports[name])
    connection.execute(text("clear_words"))
    return LoadReport(
        tables={name: reports[name] for name in CANONICAL},
        snapshot="started_on" not in parts["subscriptions"].names,
        switched_off=_switched_off(reports),
        unknown_skus=tuple(unknown),
        proposals=proposals(connection, plan.tables["subscriptions"]),
    )


def prepare(plan: LoadPlan) -> dict[str, Part]:
    """Find every source and bind every column; nothing but headers and schemas is read.

    ConfigurationError with all problems; UnreachableError if that is the only one.
    """
    parts, problems, unreachable = bind_tables(plan.root, plan.sources, plan.tables)
    problems += _missing_tables(plan) + _suites_of_nothing(plan.catalog)
    if problems:
        raise ConfigurationError(*problems, *unreachable)
    if unreachable:
        raise UnreachableError("\n".join(unreachable))
    return parts


def bind_tables(
    root: Path, sources: dict[str, Source], tables: dict[str, TableMapping]
) -> tuple[dict[str, Part], list[str], list[str]]:
    """What can be bound, the problems of the mapping, and what does not answer: each told as sentences."""
    parts: dict[str, Part] = {}
    problems: list[str] = []
    unreachable: list[str] = []
    for name, mapping in tables.items():
        misnamed = unknown_table(name)
        if misnamed:
            problems.append(misnamed)
            continue
        try:
            origin = origin_of(mapping, sources, root)
            parts[name], found = bind(CANONICAL[name], mapping, origin)
            problems += [f"tables.{name}: {problem}" for problem in found]
        except ConfigurationError as error:
            problems += [f"tables.{name}: {problem}" for problem in error.problems]
        except OSError as error:
            problems.append(f"tables.{name}: {mapping.from_} cannot be read: {error.strerror}")
        except UnreachableError as error:
            unreachable.append(f"tables.{name}: {error}")
    return parts, problems, unreachable


def _missing_tables(plan: LoadPlan) -> list[str]:
    found = [
        f"tables.{table.name}: this table is required; say where it comes from: {table.name}: {{from: …}}"
        for table in CANONICAL.values()
        if table.required and table.name not in plan.tables
    ]
    systems = [
        f"tables.{name}: account_id goes via '{column.via}', so account_ids must be mapped"
        for name, mapping in plan.tables.items()
        for column in mapping.columns.values()
        if column.via and "account_ids" not in plan.tables
    ]
    return found + systems


def _suites_of_nothing(catalog: Catalog) -> list[str]:
    return [
        f"catalog.yaml: suite '{name}' names '{product}', which is no product{nearest(product, catalog.ids)}"
        for name, suite in catalog.suites.items()
        for product in suite.products
        if product not in catalog.ids
    ]


def _with_ledger(parts: dict[str, Part], plan: LoadPlan, name: str) -> list[Part]:
    found = [parts[name]] if name in parts else []
    rows = plan.ledger_rows.get(name)
    if rows is not None and rows.num_rows:
        part, problems = bind(
            CANONICAL[name], TableMapping.model_validate({"from": "ledger"}), LedgerRows(rows)
        )
        if problems:
            raise ConfigurationError(*(f"ledger, {name}: {problem}" for problem in problems))
        found.append(Part(part.table, part.origin, part.mapping, part.bound, {}, is_ledger=True))
    return found


def _refuse_if_empty(connection: duckdb.DuckDBPyConnection, report: TableReport) -> None:
    if not CANONICAL[report.name].required or report.kept:
        return
    rows = connection.execute(text("first_reason"), [report.name]).fetchall()
    why = (
        f"; of {report.read} rows read {report.rejected} are rejected, the first because {rows[0][0]}"
        if rows
        else ""
    )
    raise RefusedError(f"{report.name}: {report.source} gives no row{why}")


def _switched_off(reports: dict[str, TableReport]) -> tuple[SwitchedOff, ...]:
    return tuple(
        SwitchedOff(table.name, table.switches_on)
        for table in CANONICAL.values()
        if table.name not in LEDGER_ONLY
        and table.switches_on
        and not reports[table.name].mapped
        and not reports[table.name].kept
    )
