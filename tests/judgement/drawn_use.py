"""Use in drawn worlds: steady at shares near 60 %, fallen, silent, by day, week or month; users; limits."""

from datetime import date, timedelta

import numpy as np

from adjoin.domain.catalog import Product
from worlds import Rows, World, known_on

WEEKS = 14


def use(rng: np.random.Generator, world: World, as_of: date, trouble: float) -> dict[str, Rows]:
    tables: dict[str, Rows] = {"usage": [], "users": [], "limits": []}
    lines = world.rows["subscriptions"]
    seats: dict[tuple[str, str], float] = {}
    for line in lines:
        cell = (line["account_id"], line["product_id"])
        seats[cell] = seats.get(cell, 0.0) + (line["seats"] or 0.0)
    for (account, product_id), of in seats.items():
        product = world.catalog.product(product_id)
        if rng.random() < trouble:
            continue
        share = (
            float(rng.choice([0.5, 0.59, 0.6, 0.61]))
            if rng.random() < 2 * trouble
            else rng.uniform(0.65, 1.1)
        )
        if product.adoption is None:
            tables["users"] += _users(rng, account, product_id, as_of, share * of)
            continue
        whole = {"limit": 100.0, "own_peak": 80.0}.get(product.adoption.of, of or 10.0)
        if product.adoption.of == "limit":
            tables["limits"] += _limits(rng, account, product, as_of)
        tables["usage"] += _usage(rng, account, product, as_of, share * whole, rng.random() < trouble)
    return tables


def _usage(
    rng: np.random.Generator, account: str, product: Product, as_of: date, level: float, falls: bool
) -> Rows:
    assert product.adoption
    metric, of = product.adoption.metric, product.adoption.of
    grain = "week" if of == "limit" or rng.random() < 0.7 else str(rng.choice(["day", "month"]))
    step = {"day": 1, "week": 7, "month": 30}[grain]
    sunday = as_of - timedelta(as_of.weekday() + 1)
    end = as_of if rng.random() < 0.5 else sunday
    size, peak = level * (1 / 7 if grain == "day" and metric == "runs" else 1), rng.integers(0, WEEKS)
    fallen = rng.uniform(0.1, 0.5)
    rows: Rows = []
    for ago in range(0, 7 * WEEKS, step):
        at = end - timedelta(ago)
        quantity = size * (fallen if falls and ago < 4 * 7 else 1.0)
        if of == "own_peak" and ago // 7 == peak:
            quantity *= rng.choice([1.0, 1.2, 1 / 0.6, 2.0])
        rows.append(
            {"account_id": account, "product_id": product.id, "metric": metric, "day": at, "grain": grain,
             "quantity": round(float(quantity), 6), "known_on": known_on(at, grain)}
        )  # fmt: skip
    return list({row["known_on"] if grain != "day" else row["day"]: row for row in rows}.values())


def _users(rng: np.random.Generator, account: str, product: str, as_of: date, active: float) -> Rows:
    """So many active, and some who were last seen a day too long ago or will be seen tomorrow."""
    days = [int(rng.integers(0, 28)) for _ in range(round(active))] + [28, 29, -1]
    return [
        {"account_id": account, "product_id": product, "user_id": f"u{number}",
         "first_used_on": as_of - timedelta(100), "last_used_on": as_of - timedelta(ago)}
        for number, ago in enumerate(days)
    ]  # fmt: skip


def _limits(rng: np.random.Generator, account: str, product: Product, as_of: date) -> Rows:
    """100 now; other limits that were in force before or will be tomorrow. Weekly rows, so limits by the week."""
    assert product.adoption
    same = {
        "account_id": account,
        "product_id": product.id,
        "metric": product.adoption.metric,
        "period": "week",
    }
    rows: Rows = [
        {**same, "limit_quantity": 100.0, "effective_on": as_of - timedelta(int(rng.integers(0, 90)))}
    ]
    if rng.random() < 0.3:
        rows.append({**same, "limit_quantity": 10.0, "effective_on": as_of + timedelta(1)})
    if rng.random() < 0.3:
        rows.append({**same, "limit_quantity": 10.0, "effective_on": None})
    return rows
