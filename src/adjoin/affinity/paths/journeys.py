"""The table `journeys`: frequent orders of three and more products, how sure they are, and how they go on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.paths.orders import LEAST, Orders, against_chance, chosen, code_of
from adjoin.affinity.paths.published import JOURNEY_TESTS, JOURNEYS
from adjoin.domain.catalog import Catalog
from adjoin.statistics.cumulative_incidence import Incidences, cumulative_incidence
from adjoin.statistics.share_interval import share_interval
from adjoin.warehouse.query import Query
from adjoin.warehouse.warehouse import Warehouse

YEAR = 365
CHOSEN = ("journey", "length", "course", "course_before", "product_before", "product_last")


def journeys(
    warehouse: Warehouse,
    catalog: Catalog,
    queries: Mapping[str, Query],
    prices: Mapping[str, float],
) -> None:
    """Put `journeys` and `journey_tests` into the warehouse, in which `journey_courses` is built.

    `prices`: money a year by product.
    """
    orders = _orders(warehouse.fetch(queries["journey_counts"]), len(catalog.ids) + 1)
    rows = chosen(orders)
    warehouse.put("journeys_chosen", _chosen(orders, rows))
    days = warehouse.fetch(queries["journey_days"]).to_pylist()
    curves = _last_steps(warehouse.fetch(queries["journey_steps"]), len(rows)) if rows else None
    told = []
    for place, row in enumerate(rows):
        ids = [catalog.ids[product] for product in orders.products(row)]
        told.append(
            {
                "rank": place + 1,
                "journey": json.dumps(ids),
                **_order(orders, row, holds=bool(orders.holds[row])),
                **{name: value for name, value in days[place].items() if name != "journey"},
                **(_step(curves, place) if curves else {}),
                "acv": _acv(ids, prices),
                "says": _says(
                    orders, row, [catalog.product(i).name for i in ids], holds=bool(orders.holds[row])
                ),
            }
        )
    warehouse.put("journeys", pa.Table.from_pylist(told, schema=JOURNEYS))
    tests = [vars(tested) for tested in against_chance(orders)]
    warehouse.put("journey_tests", pa.Table.from_pylist(tests, schema=JOURNEY_TESTS))


LENGTHS = {3: "three", 4: "three and four", 5: "three to five"}


def journeys_against_chance(tests: pa.Table) -> list[str]:
    """One sentence on how many orders lie beyond chance against how many chance alone gives, or why there is none."""
    rows = tests.to_pylist()
    if not rows:
        return [f"No journeys: no three products were begun on different days by {LEAST} accounts or more"]
    tested, found = sum(row["tested"] for row in rows), sum(row["found"] for row in rows)
    most = max(row["length"] for row in rows)
    return [
        f"{found:,} of {tested:,} orders of {LENGTHS[most]} products were taken more "
        f"often than chance gives beyond doubt; chance alone gives {sum(row['by_chance'] for row in rows):,.1f}"
    ]


def _orders(counts: pa.Table, base: int) -> Orders:
    # Some engines give no columns where there is no row.
    empty = np.array([], dtype=np.int64)

    def column(name: str) -> npt.NDArray[np.int64]:
        if not counts.num_rows:
            return empty
        values: npt.NDArray[np.int64] = counts.column(name).to_numpy().astype(np.int64, copy=False)
        return values

    return Orders(base, *(column(name) for name in ("length", "course", "set_code", "accounts", "among")))


def _chosen(orders: Orders, rows: Sequence[int]) -> pa.Table:
    made = []
    for place, row in enumerate(rows):
        products = orders.products(row)
        before = code_of(products[:-1], orders.base)
        made.append((place, len(products), int(orders.course[row]), before, products[-2], products[-1]))
    columns = zip(*made, strict=True) if made else ([] for _ in CHOSEN)
    return pa.table(
        {name: pa.array(values, pa.int64()) for name, values in zip(CHOSEN, columns, strict=True)}
    )


def _order(orders: Orders, row: int, *, holds: bool) -> dict[str, object]:
    accounts, among, length = (int(of[row]) for of in (orders.accounts, orders.among, orders.length))
    low, high = share_interval(accounts, among)
    return {
        "length": length,
        "accounts": accounts,
        "among": among,
        "share": accounts / among,
        "share_low": low,
        "share_high": high,
        "share_by_chance": 1 / _ways(length),
        "holds": holds,
    }


def _ways(length: int) -> int:
    return int(np.prod(np.arange(1, length + 1)))


def _last_steps(counts: pa.Table, journeys_chosen: int) -> Incidences:
    """Curves of the last step of each journey, by days since the start of the last product but one."""
    rows, day = (counts.column(name).to_numpy().astype(np.int64) for name in ("journey", "day"))
    daily = []
    for name in ("entered", "events", "competing", "censored"):
        grid = np.zeros((journeys_chosen, int(day.max(initial=0)) + 1))
        grid[rows, day] = counts.column(name).to_numpy()
        daily.append(grid)
    return cumulative_incidence(*daily)


def _step(curves: Incidences, place: int) -> dict[str, object]:
    step = curves.pair(place)
    interval = step.interval(YEAR)
    return {
        "step_at_risk": step.size,
        "step_probability": step.at(YEAR),
        "step_low": interval[0] if interval else None,
        "step_high": interval[1] if interval else None,
        "step_enough": step.enough(YEAR),
    }


def _acv(ids: Sequence[str], prices: Mapping[str, float]) -> float | None:
    """Money a year of all products of a journey; None where one has no price."""
    known = [prices[i] for i in ids if i in prices]
    return round(sum(known), 2) if len(known) == len(ids) else None


def _says(orders: Orders, row: int, names: Sequence[str], *, holds: bool) -> str:
    accounts, among, ways = int(orders.accounts[row]), int(orders.among[row]), _ways(len(names))
    return (
        f"{accounts:,} of {among:,} accounts that began {', '.join(names[:-1])} and {names[-1]} on different days "
        f"began them in this order; if order meant nothing it would be one in {ways}"
        + ("" if holds else ", which these numbers do not rule out")
    )
