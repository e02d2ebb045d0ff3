"""Diagnosis and the two axes: many moments are the union of single ones, the future is silent, engines agree."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import psycopg
import pyarrow as pa

from decisions.diagnosing import BUILT, diagnosed, plain, told
from facts.as_known import later_rows
from facts.test_engines import _load
from gates.judged import before_gates, judge_all, judged
from gates.peopled import peopled
from worlds import World, day

DATES = [day(640), day(899)]
Tables = dict[str, list[str]]


def a_world(seed: int) -> World:
    """With months of fiscal years, industries, and answers that people brought."""
    rng = np.random.default_rng(seed)
    world = peopled(rng, accounts=50)
    for account in world.rows["accounts"]:
        account["fiscal_year_start"] = int(rng.integers(1, 13)) if rng.random() < 0.7 else None
        account["industry"] = str(rng.choice(["Banking", "Healthcare", "Retail"]))
    for number, account in enumerate(world.rows["accounts"]):
        world.rows["events"].append(
            {"event_id": f"w{number}", "account_id": account["account_id"], "occurred_on": day(rng.integers(400, 899)),
             "kind": str(rng.choice(["answer_need", "answer_budget", "answer_timing"])), "product_id": "p2",
             "body": "yes", "source": "heard from dave"}
        )  # fmt: skip
    return world


def decided(world: World, dates: Sequence[date]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A recommendation of one product for every account, and a score that differs by account."""
    cells = [
        (at, row["account_id"], place) for at in dates for place, row in enumerate(world.rows["accounts"])
    ]
    recommended = [
        {"as_of": at, "account_id": account, "product_id": "p2", "action": "play", "owner": "carol"}
        for at, account, _ in cells
    ]
    scored = [
        {"as_of": at, "account_id": account, "product_id": "p2", "probability": (place % 17) / 20}
        for at, account, place in cells
    ]
    return recommended, scored


def tables_at(world: World, dates: Sequence[date], affinity: Mapping[str, pa.Table]) -> Tables:
    recommended, scored = decided(world, dates)
    with diagnosed(world, dates, recommended, scored=scored, affinity=affinity) as built:
        return {name: _texts(built[name]) for name in BUILT}


def _texts(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(plain(row), default=str, sort_keys=True) for row in rows)


def affinity_of(world: World) -> dict[str, pa.Table]:
    with duckdb.connect() as connection:
        return before_gates(world, DATES[0], connection)


def test_moments_are_a_union_and_the_future_is_silent() -> None:
    world = a_world(3)
    affinity = affinity_of(world)
    together = tables_at(world, DATES, affinity)
    alone = {at: tables_at(world, [at], affinity) for at in DATES}
    for name in BUILT:
        assert together[name] == sorted(row for at in DATES for row in alone[at][name]), name
    standings = {(row["question"], row["standing"]) for row in map(json.loads, together["diagnosis"])}
    assert standings == {
        *(("need", word) for word in ("projected", "observed", "verified")),
        *(
            (question, word)
            for question in ("budget", "timing")
            for word in ("unanswered", "answered", "verified")
        ),
    }
    assert {row["quadrant"] for row in map(json.loads, together["stability"])} >= {"talk now", "fix first"}
    later = later_rows(world, DATES[0], np.random.default_rng(8))
    for number, row in enumerate(world.rows["events"][-50:]):
        late = {"event_id": f"late{number}", "occurred_on": DATES[0] + timedelta(days=1 + number)}
        later.rows["events"].append({**row, **late})
    assert tables_at(later, DATES[:1], affinity) == alone[DATES[0]]


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = a_world(5)
    affinity, (recommended, scored) = affinity_of(world), decided(world, DATES)
    with judged(world, DATES, affinity=affinity) as duck:
        signals = duck.read("signals")
        told(duck, recommended, scored, {})
        expected = {name: _texts(duck.read(name).to_pylist()) for name in BUILT}
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        judge_all(warehouse, world, DATES, affinity, signals=signals)
        told(warehouse, recommended, scored, {})
        for name in BUILT:
            found = _texts(_as_numbers(warehouse.read(name).to_pylist()))
            assert found == expected[name], name


def _as_numbers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {k: float(v) if k in ("stability", "readiness") and v is not None else v for k, v in r.items()}
        for r in rows
    ]
