"""Who would fire at another threshold: detectors run once more, at the loosest value of the one that may be tried."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError
from adjoin.signals.detector import Detector, Tried
from adjoin.signals.sightings import OPTIONAL, SIGHTINGS
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

TEXT, NUMBER = pa.string(), pa.float64()
THRESHOLDS = pa.schema(
    [("name", TEXT), ("parameter", TEXT), ("unit", TEXT), ("loosest", NUMBER), ("strictest", NUMBER),
     ("standing", NUMBER)]
)  # fmt: skip
"""The relation `tried_thresholds`, one row a detector: between which values its threshold may be tried, and what it
is set to."""

TRIED = pa.schema(
    [
        SIGHTINGS.field(name)
        for name in ("as_of", "account_id", "product_id", "detected_on", "strength", "says")
    ]
    + [SIGHTINGS.field(name) for name in ("ended_on", "fires_up_to", "name", "window_days")]
)


def try_out(
    warehouse: Warehouse,
    schema: Schema,
    detectors: Sequence[Detector],
    settings: Mapping[str, Mapping[str, Value]],
    off: Mapping[str, str],
) -> dict[str, str]:
    """Leave `tryouts` and `tried_thresholds` at the open moment; gives the user's detectors that cannot be tried: why.

    `settings`: by the detector's name. `off`: detectors that did not run, by name; they are not tried either.
    ConfigurationError where a built-in one breaks.
    """
    tables, thresholds = [TRIED.empty_table()], []
    broken: dict[str, str] = {}
    for detector in detectors:
        tried = detector.tried
        if tried is None or detector.name in off:
            continue
        values = settings.get(detector.name, {})
        try:
            tables.append(_at_loosest(warehouse, detector, tried, values))
        except ConfigurationError as error:
            if detector.ours:
                raise
            broken[detector.name] = str(error)
            continue
        standing = values.get(tried.parameter, detector.parameters[tried.parameter])
        row = (detector.name, tried.parameter, tried.unit, tried.loosest, tried.strictest, standing)
        thresholds.append(dict(zip(THRESHOLDS.names, row, strict=True)))
    warehouse.put("tried_sightings", pa.concat_tables(tables))
    warehouse.put("tried_thresholds", pa.Table.from_pylist(thresholds, schema=THRESHOLDS))
    read = {"tried_sightings": tuple(TRIED.names), "tried_thresholds": tuple(THRESHOLDS.names)}
    build_all(warehouse, {"tryouts": queries_in("adjoin.signals")["tryouts"]}, {**schema, **read}, {})
    return broken


def _at_loosest(
    warehouse: Warehouse, detector: Detector, tried: Tried, values: Mapping[str, Value]
) -> pa.Table:
    whole = isinstance(detector.parameters[tried.parameter], int)
    loosest = int(tried.loosest) if whole else tried.loosest
    found = detector.sightings(warehouse, {**values, tried.parameter: loosest})
    said = {"name": detector.name, "window_days": values.get("window_days", detector.window_days)}
    for name, value in said.items():
        found = found.append_column(name, pa.array([value] * found.num_rows, TRIED.field(name).type))
    for name, kind in OPTIONAL.items():
        if name not in found.column_names:
            found = found.append_column(name, pa.nulls(found.num_rows, kind))
    return found.select(TRIED.names).cast(TRIED)
