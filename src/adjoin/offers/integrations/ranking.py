"""What is missing between products, ranked by the money it costs.

A cell's chance p would be σ(logit p + Δ) if what is missing were there, Δ the log-odds of the missing parts as
`readiness_weights` states them; its money is the difference × what the product would cost a year. A sum of such
differences is what waits, not what is promised: it is a chance by today's habits.
"""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = ("integrations", "integration_totals")
"""The relations meant to be shown."""

SEPARATE = "separate_implementation"

NOTHING_SAID = (
    "The catalog does not say how any two products work together, so what missing integrations cost is not known. "
    "Say it in catalog.yaml: works_with of a product."
)


def rank_integrations(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Build `integrations`, `integration_totals`, and on the way `sellable`; gives the columns of all.

    Reads `scored`, `gates`, `pair_readiness`, `readiness_weights`, `prerequisites_met`, `affinity` and the catalog.
    ConfigurationError says which of them is missing. `settings`: parameters by SQL file; what a separate
    implementation does to the odds is the prior's.
    """
    told = dict(settings or {})
    prior = told.get("prior", {})
    if SEPARATE in prior:
        told["aspect_weights"] = {SEPARATE: prior[SEPARATE], **told.get("aspect_weights", {})}
    return build_all(warehouse, queries_in("adjoin.offers.integrations"), schema, told)


def notes_of_integrations(warehouse: Warehouse) -> list[tuple[str, str]]:
    """What a run has to say of them, by what it is about: where nothing is said of any pair. Reads `readiness_said`."""
    silent = any(row["said"] == 0 for row in warehouse.read("readiness_said").to_pylist())
    return [("integrations", NOTHING_SAID)] if silent else []
