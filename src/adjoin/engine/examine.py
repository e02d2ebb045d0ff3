"""`adjoin check`: read everything, publish nothing, say what is there, what is refused, and what is off."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from adjoin.domain.errors import RefusedError
from adjoin.engine.connection import in_memory
from adjoin.engine.loading import load_tables, present_names, reconcile
from adjoin.engine.pages import Watched, data_tables, notes_of_load, switched_off_table
from adjoin.engine.stages import as_of_date
from adjoin.engine.texts import match_all
from adjoin.facts.build import build_facts, fact_schema
from adjoin.ledger import Ledger
from adjoin.project.project import Project
from adjoin.signals.detectors import detectors, switched_off
from adjoin.signals.own.reading import stumbling
from adjoin.sources.report import LoadReport
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments


@dataclass(frozen=True)
class Examination:
    """What a check found. `refused`: why a run would be refused as a whole, None if it would not."""

    as_of: date
    tables: pa.Table
    rejected: pa.Table
    switched_off: pa.Table
    notes: pa.Table
    arr: float | None
    customers: int
    refused: str | None


def examine(project: Project, today: date, asked_as_of: date | None = None) -> Examination:
    """Load the project's tables and build its facts in memory, and tell. Raises what a load raises."""
    queries = queries_in("adjoin.engine")
    with (
        Ledger(project.state, project.configuration.ledger) as ledger,
        in_memory(project.state) as connection,
    ):
        warehouse = DuckWarehouse(connection)
        report = load_tables(project, warehouse, ledger, today)
        as_of = as_of_date(project, report, today, asked_as_of)
        open_moments(warehouse, [as_of], as_of, usage_rolled_up=True)
        texts = match_all(project, warehouse, lambda _: None)
        build_facts(warehouse, project.catalog, project.configuration.settings)
        refused = None
        try:
            reconcile(project, warehouse, as_of)
        except RefusedError as error:
            refused = str(error)
        (totals,) = warehouse.fetch(queries["totals"]).to_pylist()
        return Examination(
            as_of=as_of,
            tables=data_tables(report),
            rejected=warehouse.fetch(queries["rejected_by_reason"]),
            switched_off=switched_off_table(report, _watched(project, warehouse, report)),
            notes=notes_of_load(report, [("texts", texts)] if texts else []),
            arr=totals["arr"],
            customers=int(totals["customers"]),
            refused=refused,
        )


def _watched(project: Project, warehouse: DuckWarehouse, report: LoadReport) -> Watched:
    """The detectors, with those that lack a table and those of the project's own that break on its tables."""
    present = present_names(report)
    own, settings = project.own, project.configuration.settings
    stumbled = stumbling(warehouse, fact_schema(), own, settings, present)
    resting = {**switched_off(present), **stumbled}
    return Watched([*detectors(), *own.detectors], own, resting, project.own_gates, project.refused)
