"""Loading a project's tables into the warehouse, and holding them against what finance says."""

from datetime import date

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.errors import RefusedError
from adjoin.ledger import Ledger
from adjoin.project.configuration import Expect
from adjoin.project.project import Project
from adjoin.sources.ledger_history import ledger_rows
from adjoin.sources.load import LoadPlan, load
from adjoin.sources.report import LoadReport
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.seen import HISTORY, seen_table, tables_with_overwritten_columns
from adjoin.warehouse.warehouse import DuckWarehouse, roll_up_usage


def load_tables(project: Project, warehouse: DuckWarehouse, ledger: Ledger, load_day: date) -> LoadReport:
    """Canonical tables from the project's sources and the ledger's history; `rejected` beside them, usage rolled up."""
    configuration = project.configuration
    for schema in ("canonical", "known"):
        warehouse.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    report = load(
        warehouse.connection,
        LoadPlan(
            root=project.root,
            sources=configuration.sources,
            tables=configuration.tables,
            catalog=project.catalog,
            currency=configuration.currency,
            load_day=load_day,
            ledger_rows=ledger_rows(ledger),
        ),
    )
    warehouse.put(HISTORY, ledger.seen_history())
    for table in tables_with_overwritten_columns():
        sql = seen_table(table).sql(dialect="duckdb")
        warehouse.connection.execute(f"CREATE TABLE canonical.seen_{table.name} AS {sql}")
    roll_up_usage(warehouse)
    return report


def mapped_names(report: LoadReport) -> frozenset[str]:
    """What is mapped: `table`, and `table.column`."""
    names: set[str] = set()
    for name, table in report.tables.items():
        if table.mapped and name in CANONICAL:
            names |= {name, *(f"{name}.{column}" for column in table.columns)}
    return frozenset(names)


def present_names(report: LoadReport) -> frozenset[str]:
    """The tables that have rows to look at: mapped, or filled by what people heard."""
    return frozenset(name for name, table in report.tables.items() if table.mapped or table.kept)


def reconcile(project: Project, warehouse: DuckWarehouse, as_of: date) -> None:
    """Hold ARR and customers against `expect`. RefusedError if they differ by more than the tolerance."""
    expect = project.configuration.expect
    if expect is None:
        return
    (found,) = warehouse.fetch(queries_in("adjoin.engine")["totals"]).to_pylist()
    misses = _misses(expect, found)
    if misses:
        told = "; ".join(misses)
        raise RefusedError(
            f"As of {as_of} the tables do not agree with `expect` in adjoin.yaml: {told}. Nothing was published. "
            "Check `where`, the period of acv and missing products (adjoin check), or correct `expect`."
        )


def _misses(expect: Expect, found: dict[str, float | None]) -> list[str]:
    wanted = {"arr": expect.arr, "customers": expect.customers}
    misses = []
    for name, value in wanted.items():
        actual = float(found[name] or 0)
        if value is not None and abs(actual - value) > expect.tolerance * abs(value):
            off = f", off by {(actual / value - 1):+.1%}" if value else ""
            misses.append(
                f"{name} is {actual:,.0f}, expected {value:,.0f} within {expect.tolerance:.1%}{off}"
            )
    return misses
