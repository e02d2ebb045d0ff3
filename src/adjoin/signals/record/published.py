"""What the record of the detectors leaves for whoever shows it: each table and its columns, in order."""

from __future__ import annotations

import pyarrow as pa

TEXT, COUNT, NUMBER, DATE = pa.string(), pa.int64(), pa.float64(), pa.date32()

_COUNTED = (("fired", COUNT), ("followed", COUNT), ("converted", COUNT))
_TOLD = (
    ("precision", NUMBER), ("precision_low", NUMBER), ("precision_high", NUMBER),
    ("lift", NUMBER), ("lift_low", NUMBER), ("lift_high", NUMBER),
    ("lead_days", NUMBER), ("lead_low", NUMBER), ("lead_high", NUMBER),
)  # fmt: skip
_WEIGHED = (
    ("prior_weight", NUMBER), ("learned_weight", NUMBER), ("learned_low", NUMBER), ("learned_high", NUMBER),
)  # fmt: skip

DETECTOR_RECORDS = pa.schema(
    [("name", TEXT), ("kind", TEXT), *_COUNTED, *_TOLD, *_WEIGHED, ("watched_from", DATE), ("reason", TEXT)]
)
"""One row a detector. `fired`: firings that count; `followed`: those at least 90 days old; `converted`: of these, with
a start of the product within 90 days; `precision` = converted ÷ followed, exact limits; `lift`: rate ratio; `lead_*`:
median and quartiles of the days to the start among the converted; weights are log-odds, of the kind; `reason`: why
something is null."""

PRODUCT_RECORDS = pa.schema(
    [("name", TEXT), ("kind", TEXT), ("product_id", TEXT), *_COUNTED, *_TOLD, ("reason", TEXT)]
)
"""The same by product, for those a detector fired on."""

PUBLISHED: dict[str, tuple[str, ...]] = {
    "detector_records": tuple(DETECTOR_RECORDS.names),
    "detector_product_records": tuple(PRODUCT_RECORDS.names),
    "firings": ("account_id", "product_id", "kind", "name", "fired_on", "strength"),
}
