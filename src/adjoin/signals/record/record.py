"""The record of each detector: how much sooner accounts start a product after it fired, how often, and when.

Lift = Mantel–Haenszel rate ratio of starting the product, days within 90 days after a firing over all other days at
risk (the account holds something and never held the product), strata product × calendar quarter × tenure band ×
number of products held, clusters root accounts, limits as in `rate_ratio`. An association: what people did about a
signal is in it. A firing while an opportunity for the product is open is its echo and does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.facts.build import Settings, fact_schema
from adjoin.signals.record.exposure import Exposure, exposure, index_in, watched_by_segment
from adjoin.signals.record.history import HISTORY
from adjoin.signals.record.learned_weights import learned_weights
from adjoin.signals.record.published import DETECTOR_RECORDS, PRODUCT_RECORDS, PUBLISHED
from adjoin.signals.record.telling import LEAST_FIRED, Numbers, Outcomes, tell
from adjoin.signals.record.watches import DETECTORS, SEGMENTS, WATCHES
from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

WITHIN_DAYS = 90
"""Days after a firing within which a start of the product counts."""
LEAST_INFORMATION = 1e-9
"""What rounding leaves of the information of data that tell nothing."""
NORMAL_95 = 1.959963984540054
_BEFORE = {"past_moments", *HISTORY}
_FETCHED = ("watched_days", "started_after")
_LEFT_BY_HISTORY: Schema = {
    "firings": PUBLISHED["firings"],
    "standing": ("account_id", "product_id", "name", "after_on"),
    "watched_detectors": tuple(DETECTORS.names),
    "detector_watches": tuple(WATCHES.names),
    "watch_segments": tuple(SEGMENTS.names),
}


@dataclass(frozen=True)
class _Told:
    """What the rows are made of; detectors and products are numbered in this order."""

    detectors: list[dict[str, Any]]
    products: list[str]
    watched_from: Mapping[str, date]
    outcomes: Outcomes
    exposed: Exposure


def record(warehouse: Warehouse, as_of: date, settings: Settings) -> Schema:
    """Leave `detector_records` and `detector_product_records`; gives the columns of all that is `PUBLISHED`.

    Reads the facts as of `as_of`, whose moment is open, and what `watch_past` left. ConfigurationError names a
    setting that does not exist or an engine's refusal.
    """
    days, starts = _run_queries(warehouse, as_of, settings)
    detectors = warehouse.read("watched_detectors", ("number",)).to_pylist()
    products = warehouse.read("catalog_products", ("product_id",))["product_id"].to_pylist()
    watches = warehouse.read("detector_watches", ("name", "as_of")).to_pylist()
    names = [detector["name"] for detector in detectors]
    watched = watched_by_segment(warehouse.read("watch_segments", ("segment",)), watches, names)
    told = _Told(
        detectors,
        products,
        {row["name"]: row["after_on"] for row in reversed(watches)},
        _outcomes(warehouse.read("counted_firings"), names, products),
        exposure(days, starts, products, watched),
    )
    warehouse.put("detector_records", pa.Table.from_pylist(_by_detector(told), schema=DETECTOR_RECORDS))
    warehouse.put("detector_product_records", pa.Table.from_pylist(_by_product(told), schema=PRODUCT_RECORDS))
    return dict(PUBLISHED)


def _run_queries(warehouse: Warehouse, as_of: date, settings: Settings) -> list[pa.Table]:
    """Build the tables that count days and starts; gives the rows of `_FETCHED`."""
    found = queries_in("adjoin.signals.record")
    queries = in_order({name: q for name, q in found.items() if name not in _BEFORE})
    check(queries, {**fact_schema(), **_LEFT_BY_HISTORY})
    dates: Mapping[str, Value] = {"as_of": as_of, "within_days": WITHIN_DAYS}
    fetched: dict[str, pa.Table] = {}
    for query in queries:
        own = {name: value for name, value in dates.items() if name in query.parameters}
        values = {**settings.get(query.name, {}), **own}
        if query.name in _FETCHED:
            fetched[query.name] = warehouse.fetch(query, values)
        else:
            warehouse.build(query, values)
    return [fetched[name] for name in _FETCHED]


def _outcomes(firings: pa.Table, names: list[str], products: list[str]) -> Outcomes:
    # Some engines give no types where there is no row.
    lead_days = pc.fill_null(firings["lead_days"].cast(pa.float64()), float("nan"))
    outcomes = Outcomes(
        index_in(firings["name"], names),
        index_in(firings["product_id"], products),
        firings["is_followed"].cast(pa.bool_()).to_numpy(),
        lead_days.to_numpy(),
    )
    return outcomes.where(firings["is_at_risk"].cast(pa.bool_()).to_numpy())


def _by_detector(told: _Told) -> list[dict[str, Any]]:
    weights = _weights(told)
    rows = []
    for number, detector in enumerate(told.detectors):
        own = told.outcomes.where(told.outcomes.detector == number)
        numbers = tell(own, told.exposed.contributions(number))
        since = told.watched_from.get(detector["name"])
        if since is None:
            numbers["reason"] = detector["because"]
        rows.append(
            {
                "name": detector["name"],
                "kind": detector["kind"],
                **numbers,
                **weights[detector["kind"]],
                "watched_from": None if since is None else since + timedelta(days=1),
            }
        )
    return rows


def _by_product(told: _Told) -> list[dict[str, Any]]:
    rows = []
    for number, detector in enumerate(told.detectors):
        own = told.outcomes.where(told.outcomes.detector == number)
        for product in np.unique(own.product[own.product >= 0]):
            numbers = tell(
                own.where(own.product == product), told.exposed.contributions(number, int(product))
            )
            names = {"name": detector["name"], "kind": detector["kind"]}
            rows.append({**names, "product_id": told.products[product], **numbers})
    return rows


def _weights(told: _Told) -> dict[str, Numbers]:
    """By kind: the expert's weight, and the learned one where the kind fired often enough and data told something."""
    kinds = [str(detector["kind"]) for detector in told.detectors]
    prior = np.array([detector["weight"] for detector in told.detectors], np.float64)
    once, found = learned_weights(told.exposed, kinds, prior)
    fired = np.bincount(told.outcomes.detector, minlength=len(kinds))
    weights: dict[str, Numbers] = {}
    for place, kind in enumerate(once):
        times = sum(int(n) for n, other in zip(fired, kinds, strict=True) if other == kind)
        learned = times >= LEAST_FIRED and found.information[place] > LEAST_INFORMATION
        weight, reach = float(found.weight[place]), NORMAL_95 * float(found.deviation[place])
        weights[kind] = {
            "prior_weight": float(prior[kinds.index(kind)]),
            "learned_weight": weight if learned else None,
            "learned_low": weight - reach if learned else None,
            "learned_high": weight + reach if learned else None,
        }
    return weights
