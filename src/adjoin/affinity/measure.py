"""Affinity at one as-of date: from the facts to the tables that `published` names."""

from __future__ import annotations

from datetime import date

import numpy as np

from adjoin.affinity.affinity_table import affinity_table
from adjoin.affinity.chances import HORIZON_DAYS, beyond_table, chances, chances_table
from adjoin.affinity.curves_table import curves_table
from adjoin.affinity.estimates import estimates
from adjoin.affinity.exposure import exposure
from adjoin.affinity.group_tables import group_tables
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.sequences import sequences
from adjoin.affinity.tables import read_counts
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings
from adjoin.warehouse.warehouse import Warehouse


def measure(
    warehouse: Warehouse, catalog: Catalog, as_of: date, settings: Settings, ends_from: date | None = None
) -> None:
    """Put the tables of affinity (`PUBLISHED`) as known on `as_of` into the warehouse, whose facts are built.

    The facts may hold further dates. `settings`: parameters by SQL file; with `units: {unit: root}` everything is
    measured on root accounts, all their accounts together as one customer. A chance then says how often such a
    customer goes on to B, so many days after any of its accounts began A; it is still read at the days that the
    single account has held A.
    `ends_from`: the day since which ends are recorded; whoever began before enters the risk set on that day.
    In snapshot mode every pair has its rows, without numbers and with the reason why. ConfigurationError
    names a setting that does not exist or an engine's refusal.
    """
    pairs = Pairs(catalog.ids)
    rows = read_counts(warehouse, catalog, as_of, settings, ends_from)
    told = estimates(
        pairs, sequences(pairs, rows["sequence_exits"], rows["sequence_pairs"], rows["migrations"])
    )
    exposed = exposure(pairs, rows["person_days"], rows["adoptions"])
    linked = np.zeros(len(pairs), dtype=np.bool_)
    linked[pairs.row(rows["linked"]["from_product"], rows["linked"]["to_product"])] = True
    found = chances(told, exposed.held_totals(), HORIZON_DAYS)
    lifts = [exposed.lift(row) for row in range(len(pairs))]
    dated = bool(len(rows["sequence_exits"]["product"]) or len(rows["person_days"]["days"]))
    warehouse.put("affinity", affinity_table(told, lifts, linked, dated))
    warehouse.put("chances", chances_table(told, found))
    warehouse.put("chances_beyond", beyond_table(told, found))
    warehouse.put("affinity_curves", curves_table(told))
    values = warehouse.read("group_values").to_pylist()
    names = {(row["dimension"], row["group_number"]): row["group_value"] for row in values}
    by_group, differences = group_tables(told, rows, names)
    warehouse.put("affinity_by_group", by_group)
    warehouse.put("group_differences", differences)
