"""What affinity puts into the warehouse: each table and its columns, in order."""

from __future__ import annotations

PUBLISHED: dict[str, tuple[str, ...]] = {
    "affinity": (
        "from_product", "to_product", "horizon_days",
        "probability", "probability_low", "probability_high", "probability_raw", "raw_low", "raw_high",
        "at_risk", "at_risk_at_horizon", "adopters", "median_days",
        "lift", "lift_low", "lift_high", "enough", "reason", "together", "replaced", "link",
    ),
    "chances": ("from_product", "to_product", "held_days", "chance", "chance_low", "chance_high"),
    "chances_beyond": ("from_product", "to_product", "last_day", "chance", "chance_low", "chance_high"),
    "affinity_by_group": (
        "group_by", "group_value", "from_product", "to_product", "horizon_days",
        "probability", "probability_low", "probability_high", "probability_raw", "raw_low", "raw_high",
        "at_risk", "at_risk_at_horizon", "adopters", "expected", "pooled", "reason",
    ),
    "group_differences": (
        "group_by", "from_product", "to_product", "groups", "adopters", "statistic", "degrees", "p_value",
    ),
    "affinity_curves": ("from_product", "to_product", "day", "incidence", "low", "high", "at_risk"),
}  # fmt: skip
"""What is measured of all pairs."""

FIRINGS: dict[str, tuple[str, ...]] = {
    "firings": ("account_id", "product_id", "kind", "name", "fired_on", "strength")
}
"""What the history of the detectors leaves: each firing on the day it first was known."""

AFTER_SIGNALS: dict[str, tuple[str, ...]] = {
    "triggered_chances": (
        "condition", "from_product", "to_product", "horizon_days",
        "probability", "probability_low", "probability_high", "probability_raw", "raw_low", "raw_high",
        "at_risk", "at_risk_at_horizon", "adopters", "median_days", "enough", "reason", "replaced",
    ),
    "triggered_from_now": (
        "condition", "from_product", "to_product", "held_days", "chance", "chance_low", "chance_high",
    ),
    "triggered_beyond": (
        "condition", "from_product", "to_product", "last_day", "chance", "chance_low", "chance_high",
    ),
}  # fmt: skip
"""What is measured of pairs after a signal of one kind; `condition` is the kind."""
