"""What the paths put into the warehouse: each table, its columns in order and their types."""

from __future__ import annotations

import pyarrow as pa

TEXT, NUMBER, WHOLE, FLAG = pa.string(), pa.float64(), pa.int64(), pa.bool_()

JOURNEYS = pa.schema(
    [("rank", WHOLE), ("journey", TEXT), ("length", WHOLE), ("accounts", WHOLE), ("among", WHOLE),
     ("share", NUMBER), ("share_low", NUMBER), ("share_high", NUMBER), ("share_by_chance", NUMBER), ("holds", FLAG),
     ("median_days", NUMBER), ("quarter_days", NUMBER), ("three_quarter_days", NUMBER),
     ("step_at_risk", WHOLE), ("step_probability", NUMBER), ("step_low", NUMBER), ("step_high", NUMBER),
     ("step_enough", FLAG), ("acv", NUMBER), ("says", TEXT)]
)  # fmt: skip
"""Frequent orders of three and more products. `journey`: their ids in order, as JSON."""

JOURNEY_TESTS = pa.schema(
    [("length", WHOLE), ("sets", WHOLE), ("rarest", WHOLE), ("tested", WHOLE), ("found", WHOLE), ("by_chance", NUMBER)]
)  # fmt: skip
"""Of each length: sets of products looked at, accounts of the rarest, orders tested, found, and found by chance."""

HERO_PRODUCTS = pa.schema(
    [("rank", WHOLE), ("product_id", TEXT), ("hero", FLAG), ("accounts", WHOLE), ("together", WHOLE),
     ("ended", WHOLE), ("followed", WHOLE), ("further", NUMBER), ("further_low", NUMBER), ("further_high", NUMBER),
     ("further_raw", NUMBER), ("raw_low", NUMBER), ("raw_high", NUMBER), ("horizon_days", WHOLE),
     ("covered", NUMBER), ("segments_left_out", TEXT), ("enough", FLAG), ("reason", TEXT), ("says", TEXT)]
)  # fmt: skip
"""One row a catalog product: how many further products accounts begin that began with it."""

WORKFLOW = (
    "from_product", "to_product", "carried", "bridge", "lift", "lift_low", "lift_high", "finding", "says",
    "open_accounts", "open_acv",
)  # fmt: skip

PUBLISHED: dict[str, tuple[str, ...]] = {
    "journeys": tuple(JOURNEYS.names),
    "journey_tests": tuple(JOURNEY_TESTS.names),
    "hero_products": tuple(HERO_PRODUCTS.names),
    "workflow": WORKFLOW,
}
