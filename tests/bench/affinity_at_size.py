"""Affinity of 100,000 accounts × 20 products: seconds, memory, lifelines beside it, and a plain reference.

`python -m bench.affinity_at_size` from `tests` prints what it found as JSON; a process of its own, so that its
peak memory is its own.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import numpy as np
from scipy import special

from adjoin.affinity.affinity_table import HORIZONS
from adjoin.affinity.measure import measure
from adjoin.domain.catalog import Catalog
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from affinity.measured import facts_needed
from affinity.plain import Spans, by_account, cohort
from affinity_proofs.counted import curves_of
from bench.lifelines_loop import KINDS, by_pair, exits, first_spans
from worlds import World, day

CATALOG = Catalog.model_validate({"products": [{"id": f"p{n}", "name": f"P{n}"} for n in range(20)]})
AS_OF = day(1600)
FITTED = 12
"""Pairs that lifelines is timed on; all pairs would take minutes."""
Followed = list[tuple[int, int, str]]
PAIRS = [(a, b) for a in CATALOG.ids for b in CATALOG.ids if a != b]


@dataclass(frozen=True)
class Found:
    """`measure`: everything of affinity; `curves`: what lifelines gives too, probabilities and intervals.

    `fitted`: seconds of lifelines in a loop over all pairs, scaled from `FITTED` of them, cohorts made by pandas from
    the spans that `curves` is made from too; `same_cohorts`: they are those of the plain reference; `furthest`: the
    largest difference to the plain reference, all pairs, horizons, limits.
    """

    holdings: int
    measure: float
    gigabytes: float
    curves: float
    fitted: float
    same_cohorts: bool
    furthest: float
    compared: int


@contextmanager
def company() -> Iterator[DuckWarehouse]:
    """The facts that affinity reads, built."""
    with duckdb.connect(config={"threads": 2}) as connection:
        warehouse = World(CATALOG).load(connection)
        for statement in (Path(__file__).parent / "hundred_thousand.sql").read_text("utf-8").split(";\n"):
            connection.execute(statement)
        open_moments(warehouse, [AS_OF], day(0))
        for name, table in catalog_tables(CATALOG).items():
            warehouse.put(name, table)
        for query in facts_needed():
            warehouse.build(query, None)
        yield warehouse


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The quickest of several: what it takes when nothing else runs."""

    def once() -> float:
        started = time.monotonic()
        work()
        return time.monotonic() - started

    return min(once() for _ in range(times))


def curves(warehouse: DuckWarehouse) -> None:
    """Probabilities and their intervals at every horizon, from the facts."""
    told = curves_of(warehouse, CATALOG.ids, AS_OF, None)
    for horizon in HORIZONS:
        told.curves.at(horizon)
        told.curves.interval(horizon)


def by_lifelines(warehouse: DuckWarehouse, spans: Spans) -> tuple[float, bool]:
    """Seconds for all pairs, from `FITTED` of them, and whether its cohorts are the plain reference's."""
    table = warehouse.read("spans").to_pandas(date_as_object=False)
    pairs = PAIRS[:: len(PAIRS) // FITTED][:FITTED]
    started = time.monotonic()
    first_spans(table)
    once = time.monotonic() - started
    started = time.monotonic()
    made = list(by_pair(table, pairs, AS_OF))
    each = (time.monotonic() - started - once) / len(pairs)
    plain = [
        Counter((day, KINDS[kind]) for _, day, kind in cohort(spans, *pair, AS_OF).followed) for pair in pairs
    ]
    return once + each * len(PAIRS), [exits(told) for told in made] == plain


def by_hand(followed: Followed) -> dict[int, tuple[float, float, float]]:
    """F and its limits at each horizon by plain sums over days (Marubini & Valsecchi, formula 10.12)."""
    left = Counter((leaves, kind) for _, leaves, kind in followed)
    at_risk, free, incidence = len(followed), 1.0, 0.0
    steps: list[tuple[int, int, int, int, float, float]] = []
    for t in range(max(HORIZONS) + 1):
        events, ends = left[t, "event"], left[t, "competing"]
        if events + ends:
            incidence += free * events / at_risk
            steps.append((t, at_risk, events, ends, free, incidence))
            free *= 1 - (events + ends) / at_risk
        at_risk -= events + ends + left[t, "censored"]
    return {horizon: _limits([s for s in steps if s[0] <= horizon]) for horizon in HORIZONS}


def _limits(steps: list[tuple[int, int, int, int, float, float]]) -> tuple[float, float, float]:
    f, variance = steps[-1][-1], 0.0
    for _, y, events, ends, before, reached in steps:
        d = events + ends
        variance += (f - reached) ** 2 * d / (y * (y - d))
        variance += before**2 * events * (y - events) / y**3
        variance -= 2 * (f - reached) * before * events / y**2
    spread = special.ndtri(0.975) * variance**0.5 / ((1 - f) * -np.log1p(-f))
    return f, 1 - (1 - f) ** np.exp(-spread), 1 - (1 - f) ** np.exp(spread)


def furthest(warehouse: DuckWarehouse, spans: Spans) -> tuple[float, int]:
    """Largest difference between the table `affinity` and the plain reference, and how many numbers it is of."""
    rows = warehouse.read("affinity").to_pylist()
    plain: dict[tuple[str, str], dict[int, tuple[float, float, float]]] = {}
    differences = []
    for row in rows:
        pair = row["from_product"], row["to_product"]
        if pair not in plain:
            plain[pair] = by_hand(cohort(spans, *pair, AS_OF).followed)
        told = (row["probability_raw"], row["raw_low"], row["raw_high"])
        differences += [abs(a - b) for a, b in zip(told, plain[pair][row["horizon_days"]], strict=True)]
    return float(max(differences)), len(differences)


def found() -> Found:
    with company() as warehouse:
        whole = seconds(lambda: measure(warehouse, CATALOG, AS_OF, {}))
        gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        own = seconds(lambda: curves(warehouse))
        spans = by_account(warehouse.read("spans").to_pylist())
        fitted, same_cohorts = by_lifelines(warehouse, spans)
        distance, compared = furthest(warehouse, spans)
        holdings = sum(len(rows) for held in spans.values() for rows in held.values())
    return Found(holdings, whole, gigabytes, own, fitted, same_cohorts, distance, compared)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(found())))
