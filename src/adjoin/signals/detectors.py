"""The detectors: one SQL file each, run and gathered into one table of open signals."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

GATHERED = ("signals", "detector_weights")
ABSENT = {
    "strategic_shift": "comes with a later version",
    "outside_event": "comes with a later version",
    "team_expansion": "comes with a later version",
}
"""Kinds of the method that have no detector yet; the run says so."""


@dataclass(frozen=True)
class Detector:
    """One detector: its query, the expert weight (log-odds at full strength), and how fast it fades.

    The weights are expert priors, said as what a fresh signal at full strength makes of a cell with a chance of
    2 % within the horizon: asked 29 %, a rival evaluated 23 %, heard 20 %, a partner's referral 17 %, a full meter or
    a workaround 16 %, a problem described 13 %, a tool connected 11 %, a new stakeholder 7 %.
    """

    query: Query
    kind: str
    weight: float
    half_life_days: float
    needs: tuple[str, ...]


def detectors() -> list[Detector]:
    """The built-in detectors by name."""
    return [_detector(query) for name, query in queries_in("adjoin.signals").items() if name not in GATHERED]


def _detector(query: Query) -> Detector:
    matter = query.front_matter
    return Detector(
        query=query,
        kind=str(matter["kind"]),
        weight=float(matter["weight"]),
        half_life_days=float(matter["half_life_days"]),
        needs=tuple(matter["needs"]),
    )


def switched_off(mapped: frozenset[str]) -> dict[str, str]:
    """Detectors that cannot run on what is mapped, and why; kinds that have none."""
    off = {
        detector.query.name: f"no {' and no '.join(missing)} mapped"
        for detector in detectors()
        if (missing := [table for table in detector.needs if table not in mapped])
    }
    return {**off, **ABSENT}


def build_signals(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    mapped: frozenset[str],
) -> None:
    """Run every detector whose tables are mapped and gather `signals`, one per account, product and kind.

    `schema`: the relations that exist (`text_matches` among them). `mapped`: canonical tables that have a source.
    """
    running = [d for d in detectors() if set(d.needs) <= mapped]
    check([d.query for d in running], schema)
    fired = []
    for detector in running:
        values = settings.get(detector.query.name, {})
        fired.append(_named(warehouse.fetch(detector.query, values), detector, values))
    empty = fired_schema()
    rows = [table.cast(empty) for table in fired if table.num_rows]
    warehouse.put("fired", pa.concat_tables(rows) if rows else empty.empty_table())
    warehouse.put("detector_weights", _weights())
    gathered = queries_in("adjoin.signals")["signals"]
    check([gathered], {**schema, "fired": tuple(empty.names), "detector_weights": ("kind", "weight")})
    warehouse.build(gathered)


def fired_schema() -> pa.Schema:
    """The columns of `fired`: what a detector returns, with its kind, name and half-life."""
    return pa.schema(
        [
            *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
            *(("detected_on", pa.date32()), ("strength", pa.float64()), ("says", pa.string())),
            *(("evidence", pa.string()), ("kind", pa.string()), ("name", pa.string())),
            *(("half_life_days", pa.float64()), ("window_days", pa.int64())),
        ]
    )


def _named(table: pa.Table, detector: Detector, values: Mapping[str, Value]) -> pa.Table:
    rows = table.num_rows
    window = _window_days(detector, values)
    return (
        table.append_column("kind", pa.array([detector.kind] * rows, pa.string()))
        .append_column("name", pa.array([detector.query.name] * rows, pa.string()))
        .append_column("half_life_days", pa.array([detector.half_life_days] * rows, pa.float64()))
        .append_column("window_days", pa.array([window] * rows, pa.int64()))
    )


def _window_days(detector: Detector, values: Mapping[str, Value]) -> int:
    """How long a signal is kept: two half-lives unless the detector, or its setting, says otherwise."""
    own = {**detector.query.parameters, **values}.get("window_days")
    return own if isinstance(own, int) else round(2 * detector.half_life_days)


def _weights() -> pa.Table:
    weights = {detector.kind: detector.weight for detector in detectors()}
    return pa.table(
        {
            "kind": pa.array(list(weights), pa.string()),
            "weight": pa.array(list(weights.values()), pa.float64()),
        }
    )
