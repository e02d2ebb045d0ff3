"""What follows a signal: an account holds A, a signal points to B, how often and how soon does it begin B?

The same estimators as for pairs, with the clock at the first firing of a kind for B while A is held. B begins: the
event; A ends, or is given up for B: competing; the as-of date censors. Pairs learn from all others after signals of
the same kind, as far as the adopters behind those go. Clocks are read up to a year and one horizon: after that a signal
says nothing that the pair does not, and whoever still waits counts as at risk to the last day read.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.affinity_table import columns_by_horizon
from adjoin.affinity.chances import HORIZON_DAYS, beyond_table, chances, chances_table
from adjoin.affinity.estimates import Estimates, estimates
from adjoin.affinity.published import AFTER_SIGNALS
from adjoin.affinity.sequences import Sequences
from adjoin.affinity.tables import Columns, firings_queries, run_queries
from adjoin.affinity.triggered_pairs import triggered_pairs
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings
from adjoin.statistics.cumulative_incidence import YEAR
from adjoin.warehouse.warehouse import Warehouse

LAST_DAY = YEAR + HORIZON_DAYS
"""Last day after a signal that is read."""


def measure_after_signals(
    warehouse: Warehouse, catalog: Catalog, as_of: date, settings: Settings, ends_from: date | None = None
) -> None:
    """Put the tables of `AFTER_SIGNALS` as known on `as_of` into the warehouse.

    `measure` has run on the same warehouse for the same date, unit and `ends_from`, and `firings` is there, maybe
    without rows; a firing dated after `as_of` changes nothing. In the chances `held_days` are days since the
    signal. ConfigurationError names a setting that does not exist or an engine's refusal.
    """
    given = {"as_of": as_of, "ends_from": ends_from, "last_day": LAST_DAY}
    rows = run_queries(warehouse, firings_queries(), given, settings)["signal_sequences"]
    kinds = tuple(warehouse.read("signal_kinds", ["condition"]).column("kind").to_pylist())
    told = _estimates(catalog, kinds, rows)
    days = told.curves.at_risk[:, 1:].sum(axis=1)
    found = chances(told, (told.curves.adopters[:, -1], days), HORIZON_DAYS)
    warehouse.put("triggered_chances", _table(told))
    warehouse.put("triggered_from_now", chances_table(told, found))
    warehouse.put("triggered_beyond", beyond_table(told, found))


def _estimates(catalog: Catalog, kinds: tuple[str, ...], rows: Columns) -> Estimates:
    pairs, row = triggered_pairs(catalog.ids, kinds, rows)

    def daily(name: str) -> npt.NDArray[np.float64]:
        counts = np.zeros((len(pairs), LAST_DAY + 1))
        counts[row, rows["day"]] = rows[name]
        return counts

    replaced = np.bincount(row, weights=rows["replaced"], minlength=len(pairs)).astype(np.int64)
    counts = Sequences(
        entered=daily("entered"),
        events=daily("events"),
        competing=daily("competing"),
        censored=daily("censored"),
        replaced=replaced,
        together=np.zeros_like(replaced),
    )
    return estimates(pairs, counts, pairs.evidence(counts.events.sum(axis=1)))


def _table(told: Estimates) -> pa.Table:
    columns = columns_by_horizon(told, {}, dated=True)
    return pa.table({name: columns[name] for name in AFTER_SIGNALS["triggered_chances"]})
