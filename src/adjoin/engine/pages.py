"""Tables that only people read: the book, what happened, what was read, what is off, what the run has to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from adjoin.affinity.against_chance import against_chance
from adjoin.affinity.paths.journeys import journeys_against_chance
from adjoin.decisions.pathways.rank import why_no_pathways
from adjoin.domain.canonical import KEPT_BY_RUNS
from adjoin.engine.listing import LISTED, listed_detectors, resting_rows
from adjoin.engine.loading import mapped_names
from adjoin.facts.own_sql.files import Refusal
from adjoin.gates.gate import Gate
from adjoin.gates.judging import gates
from adjoin.gates.own.reading import OwnGates
from adjoin.signals.detector import Detector
from adjoin.signals.own.reading import Own
from adjoin.sources.report import LoadReport
from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

QUERIES = ("book", "team", "usage_series", "timeline", "detectors", "next_in_book", "stated_objectives")
TEXT, WHOLE = pa.string(), pa.int64()
SNAPSHOT = (
    "started_on is not mapped: sequences, times and dated signals are off; whitespace is ranked by co-holding"
)


@dataclass(frozen=True)
class Watched:
    """What a run watched with: its detectors, the project's own among them, those that rest, each with why, the
    project's own gates, and its own words and objections that are refused."""

    detectors: Sequence[Detector]
    own: Own
    resting: Mapping[str, str]
    own_gates: OwnGates
    refused: Sequence[Refusal] = ()


def page_tables(
    warehouse: DuckWarehouse,
    schema: Schema,
    report: LoadReport,
    watched: Watched,
    says: Sequence[tuple[str, str]],
) -> None:
    """Build the tables behind the pages from what the run left. `says`: (about, sentence) of the run itself."""
    listed = listed_detectors(watched.detectors, watched.own, watched.resting)
    warehouse.put("listed_detectors", listed)
    found = queries_in("adjoin.engine")
    check([found[name] for name in QUERIES], {**schema, "listed_detectors": tuple(LISTED.names)})
    for name in QUERIES:
        warehouse.build(found[name])
    warehouse.put("switched_off", switched_off_table(report, watched))
    warehouse.put("data_tables", data_tables(report))
    warehouse.put("notes", _notes([*says, *_found(warehouse), *_noticed(report)]))


def _found(warehouse: DuckWarehouse) -> list[tuple[str, str]]:
    """What the run says about what it found."""
    affinity = warehouse.read("affinity")
    said = {
        "affinity": against_chance(affinity),
        "journeys": journeys_against_chance(warehouse.read("journey_tests", ("length",))),
        "pathways": why_no_pathways(warehouse.read("pathways"), affinity),
    }
    return [(about, sentence) for about, sentences in said.items() for sentence in sentences]


def switched_off_table(report: LoadReport, watched: Watched) -> pa.Table:
    """Detectors, gates and features that are off, each with why."""
    mapped = mapped_names(report)
    rows = resting_rows(watched.detectors, watched.own, watched.resting)
    judged: list[Gate] = [*gates(), *watched.own_gates.gates]
    rows += [
        {"what": f"gate {gate.name}", "why": why} for gate in judged if (why := gate.off(mapped)) is not None
    ]
    rows += [{"what": f"gate {refused.name}", "why": refused.why} for refused in watched.own_gates.refused]
    rows += [{"what": f"{refused.file}, {refused.name}", "why": refused.why} for refused in watched.refused]
    rows += [{"what": off.what, "why": f"no {off.table} mapped"} for off in report.switched_off]
    return pa.Table.from_pylist(rows, schema=pa.schema([("what", TEXT), ("why", TEXT)]))


def data_tables(report: LoadReport) -> pa.Table:
    """What was read, kept and refused of each canonical table that somebody gave.

    What runs keep themselves is left out: a run twice on the same input would find what the first one recorded.
    """
    given = [table for table in report.tables.values() if table.name not in KEPT_BY_RUNS]
    rows = [
        {
            "place": place,
            "table": table.name,
            "mapped": table.mapped,
            "source": table.source,
            "read": table.read,
            "kept": table.kept,
            "rejected": table.rejected,
            "repeats": table.repeats,
            "ignored": table.ignored,
            "join_rate": table.join_rate,
            "fresh_on": table.fresh_on,
        }
        for place, table in enumerate(given)
    ]
    numbers = [(name, WHOLE) for name in ("read", "kept", "rejected", "repeats", "ignored")]
    fields = [("place", WHOLE), ("table", TEXT), ("mapped", pa.bool_()), ("source", TEXT), *numbers]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*fields, ("join_rate", pa.float64()), ("fresh_on", pa.date32())])
    )


def notes_of_load(report: LoadReport, says: Sequence[tuple[str, str]]) -> pa.Table:
    """What the load noticed: snapshot mode, settings the data suggest, products it does not know; after `says`."""
    return _notes([*says, *_noticed(report)])


def _noticed(report: LoadReport) -> list[tuple[str, str]]:
    said = [("snapshot", SNAPSHOT)] if report.snapshot else []
    said += [("proposal", f"{p.table}: consider {p.option}: {p.value} ({p.why})") for p in report.proposals]
    for sku in report.unknown_skus:
        money = f", {sku.money:,.0f} a year" if sku.money is not None else ""
        cure = "add it to a product's skus, or to ignore_skus"
        said.append(("unknown product", f"'{sku.sku}' in {sku.table}: {sku.rows} rows{money}; {cure}"))
    return said


def _notes(said: list[tuple[str, str]]) -> pa.Table:
    rows = [{"place": place, "about": about, "says": says} for place, (about, says) in enumerate(said)]
    return pa.Table.from_pylist(rows, schema=pa.schema([("place", WHOLE), ("about", TEXT), ("says", TEXT)]))
