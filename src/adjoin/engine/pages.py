"""Tables that only people read: the book, what happened, what was read, what is off, what the run has to say."""

import pyarrow as pa

from adjoin.affinity.against_chance import against_chance
from adjoin.gates.judging import gates
from adjoin.signals.detectors import ABSENT, detectors, switched_off
from adjoin.sources.report import LoadReport
from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

QUERIES = ("book", "team", "usage_series", "timeline")
RECORD = ("converted", "precision", "lift", "lift_low", "lift_high", "lead_days")
"""The record of a detector; null until outcomes are learned from."""

TEXT, WHOLE = pa.string(), pa.int64()
SNAPSHOT = (
    "started_on is not mapped: sequences, times and dated signals are off; whitespace is ranked by co-holding"
)


def page_tables(warehouse: DuckWarehouse, schema: Schema, report: LoadReport, mapped: frozenset[str]) -> None:
    """Build the tables behind the pages from what the run left."""
    found = queries_in("adjoin.engine")
    check([found[name] for name in QUERIES], schema)
    for name in QUERIES:
        warehouse.build(found[name])
    warehouse.put("detectors", _detectors(warehouse, mapped))
    warehouse.put("switched_off", switched_off_table(report, mapped))
    warehouse.put("data_tables", data_tables(report))
    chance = [("affinity", sentence) for sentence in against_chance(warehouse.read("affinity"))]
    warehouse.put("notes", _notes(chance + _noticed(report)))


def _detectors(warehouse: DuckWarehouse, mapped: frozenset[str]) -> pa.Table:
    fired = {
        row["name"]: row
        for row in warehouse.fetch(queries_in("adjoin.engine")["detectors_fired"]).to_pylist()
    }
    off = switched_off(mapped)
    rows = [
        {
            "name": d.query.name,
            "kind": d.kind,
            "watches": " ".join(d.query.what.split()),
            "fired": fired.get(d.query.name, {}).get("signals", 0),
            "accounts": fired.get(d.query.name, {}).get("accounts", 0),
            "prior_weight": d.weight,
            "half_life_days": d.half_life_days,
            "off_because": off.get(d.query.name),
        }
        for d in detectors()
    ]
    rows += [{"name": kind, "kind": kind, "off_because": why} for kind, why in ABSENT.items()]
    fields = [("name", TEXT), ("kind", TEXT), ("watches", TEXT), ("fired", WHOLE), ("accounts", WHOLE)]
    numbers = [(name, pa.float64()) for name in (*RECORD, "prior_weight", "learned_weight", "half_life_days")]
    return pa.Table.from_pylist(rows, schema=pa.schema([*fields, *numbers, ("off_because", TEXT)]))


def switched_off_table(report: LoadReport, mapped: frozenset[str]) -> pa.Table:
    """Detectors, gates and features that are off, each with why."""
    rows = [{"what": f"signal {name}", "why": why} for name, why in switched_off(mapped).items()]
    rows += [
        {"what": f"gate {gate.query.name}", "why": why}
        for gate in gates()
        if (why := gate.off(mapped)) is not None
    ]
    rows += [{"what": off.what, "why": f"no {off.table} mapped"} for off in report.switched_off]
    return pa.Table.from_pylist(rows, schema=pa.schema([("what", TEXT), ("why", TEXT)]))


def data_tables(report: LoadReport) -> pa.Table:
    """What was read, kept and refused of each canonical table."""
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
        for place, table in enumerate(report.tables.values())
    ]
    numbers = [(name, WHOLE) for name in ("read", "kept", "rejected", "repeats", "ignored")]
    fields = [("place", WHOLE), ("table", TEXT), ("mapped", pa.bool_()), ("source", TEXT), *numbers]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*fields, ("join_rate", pa.float64()), ("fresh_on", pa.date32())])
    )


def notes_of_load(report: LoadReport) -> pa.Table:
    """What the load noticed: snapshot mode, settings the data suggest, products it does not know."""
    return _notes(_noticed(report))


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
