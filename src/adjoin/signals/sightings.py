"""Every detector's sightings in one relation, one row per occurrence, at one moment or many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.errors import ConfigurationError
from adjoin.signals.detector import Detector
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

TEXT, NUMBER, DATE = pa.string(), pa.float64(), pa.date32()
SIGHTED: Mapping[str, pa.DataType] = {
    "as_of": DATE,
    "account_id": TEXT,
    "product_id": TEXT,
    "detected_on": DATE,
    "strength": NUMBER,
    "says": TEXT,
    "evidence": TEXT,
}
"""What every detector returns."""

OPTIONAL: Mapping[str, pa.DataType] = {"ended_on": DATE, "fires_up_to": NUMBER}
"""What a detector may return besides; null where it does not."""

SIGHTINGS = pa.schema(
    [*SIGHTED.items(), *OPTIONAL.items(), ("kind", TEXT), ("name", TEXT), ("half_life_days", NUMBER),
     ("window_days", pa.int64())]
)  # fmt: skip
"""The relation `sightings`."""

WATCHED = pa.schema(
    [("name", TEXT), ("kind", TEXT), ("source", TEXT), ("enough", pa.bool_()), ("lookback_days", pa.int64())]
)
EXPERT = pa.schema([("kind", TEXT), ("weight", NUMBER)])


@dataclass(frozen=True)
class Seen:
    """What a look at the tables could not tell: detectors that did not run, and kinds without enough history.

    `off`: detector → why. `missing`: the relation `missing_kinds`, one row a moment and detector whose silence says
    nothing yet.
    """

    off: Mapping[str, str]
    missing: pa.Table


def off(detectors: Iterable[Detector], present: frozenset[str]) -> dict[str, str]:
    """The detectors whose tables, or what an earlier stage leaves, are not there, and why."""
    missing = {d.name: [table for table in d.needs if table not in present] for d in detectors}
    for detector in detectors:
        if detector.needs_any and not present & set(detector.needs_any):
            missing[detector.name] += detector.needs_any
    return {name: f"no {' and no '.join(tables)} mapped" for name, tables in missing.items() if tables}


def see(
    warehouse: Warehouse,
    schema: Schema,
    detectors: Sequence[Detector],
    settings: Mapping[str, Mapping[str, Value]],
    present: frozenset[str],
) -> Seen:
    """Run the detectors whose tables are present; leave `sightings`, `missing_kinds` and `detector_weights`.

    `schema`: the relations they may read. `settings`: values by the detector's name. A user's detector that breaks
    is off, with the reason; ConfigurationError if a built-in one does. The weight of a kind is that of its first
    detector in the list.
    """
    resting = off(detectors, present | schema.keys())
    tables, ran = [SIGHTINGS.empty_table()], []
    for detector in detectors:
        if detector.name in resting:
            continue
        try:
            detector.check(schema)
            tables.append(_sightings(warehouse, detector, settings.get(detector.name, {})))
            ran.append(detector)
        except ConfigurationError as error:
            if detector.ours:
                raise
            resting[detector.name] = str(error)
    warehouse.put("sightings", pa.concat_tables(tables))
    warehouse.put("watched_tables", _watched(ran))
    warehouse.put("expert_weights", _weights(detectors))
    found = queries_in("adjoin.signals")
    read = {**schema, "watched_tables": tuple(WATCHED.names), "expert_weights": tuple(EXPERT.names)}
    build_all(warehouse, {name: found[name] for name in ("missing_kinds", "detector_weights")}, read, {})
    return Seen(resting, warehouse.read("missing_kinds", ("as_of", "name")))


def _sightings(warehouse: Warehouse, detector: Detector, values: Mapping[str, Value]) -> pa.Table:
    """One detector's rows as `sightings` holds them."""
    found = detector.sightings(warehouse, values)
    lacking = [name for name in SIGHTED if name not in found.column_names]
    if lacking:
        raise ConfigurationError(f"{detector.name}: its rows lack {', '.join(lacking)}.")
    for name, kind in OPTIONAL.items():
        if name not in found.column_names:
            found = found.append_column(name, pa.nulls(found.num_rows, kind))
    window = values.get("window_days", detector.window_days)
    said = {
        "kind": detector.kind, "name": detector.name, "half_life_days": detector.half_life_days,
        "window_days": window,
    }  # fmt: skip
    for name, value in said.items():
        found = found.append_column(name, pa.array([value] * found.num_rows, SIGHTINGS.field(name).type))
    try:
        return found.select(SIGHTINGS.names).cast(SIGHTINGS)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ConfigurationError(f"{detector.name}: its rows are not sightings: {error}") from error


def _watched(ran: Sequence[Detector]) -> pa.Table:
    """Which tables each detector that ran reads, one row without a table where it needs none.

    `enough`: whether that table would do alone, being one of `needs_any`.
    """
    rows = [
        {"name": d.name, "kind": d.kind, "source": source, "enough": enough, "lookback_days": d.lookback_days}
        for d in ran
        for source, enough in _sources(d)
    ]
    return pa.Table.from_pylist(rows, schema=WATCHED)


def _sources(detector: Detector) -> list[tuple[str | None, bool]]:
    needed: list[tuple[str | None, bool]] = [(table, False) for table in detector.needs if table in CANONICAL]
    return needed + [(table, True) for table in detector.needs_any] or [(None, False)]


def _weights(detectors: Sequence[Detector]) -> pa.Table:
    weights: dict[str, float] = {}
    for detector in detectors:
        weights.setdefault(detector.kind, detector.weight)
    rows = [{"kind": kind, "weight": weight} for kind, weight in weights.items()]
    return pa.Table.from_pylist(rows, schema=EXPERT)
