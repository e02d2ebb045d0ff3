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
    "affinity_curves": ("from_product", "to_product", "day", "incidence", "low", "high", "at_risk"),
}  # fmt: skip
