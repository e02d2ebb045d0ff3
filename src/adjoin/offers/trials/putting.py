"""Leaves `trials` and `trial_conversion` in the warehouse, as they stood on one day."""

from collections.abc import Mapping, Sequence
from datetime import date

from adjoin.domain.trial import TrialHistory
from adjoin.offers.trials.terms import terms_of
from adjoin.offers.trials.trial_tables import (
    CONVERSION,
    TOLD,
    TRIALS,
    conversion_table,
    told_table,
    trials_table,
)
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def put_trials(
    warehouse: Warehouse,
    histories: Sequence[TrialHistory],
    moment: date,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Build `trials` and `trial_conversion`; gives the columns of all that is left.

    `histories`: the trials of the ledger by the steps that took effect by `moment`. Reads `spans`, `ancestors` and the
    subscriptions known.
    """
    told = settings or {}
    warehouse.put("trials_told", told_table(histories, moment))
    known = {**schema, "trials_told": tuple(TOLD.names)}
    built = build_all(warehouse, queries_in("adjoin.offers.trials"), known, told)
    outcomes = warehouse.read("trial_outcomes", ("trial_id",))
    paid = outcomes.filter(outcomes["told"]).select(["trial_id", "paid_on"]).to_pylist()
    paid_on = {row["trial_id"]: row["paid_on"] for row in paid}
    warehouse.put(
        "trials", trials_table(histories, moment, paid_on, warehouse.read("trial_rows", ("trial_id",)))
    )
    counts = warehouse.read("trial_counts", ("product_id",)).to_pylist()
    warehouse.put("trial_conversion", conversion_table(counts, terms_of(told).least_ended))
    return {**built, "trials": tuple(TRIALS.names), "trial_conversion": tuple(CONVERSION.names)}
