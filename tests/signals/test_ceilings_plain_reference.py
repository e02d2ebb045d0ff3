"""Full meters, their dates and forecasts, told again in plain Python and NumPy from the canonical rows alone."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

import numpy as np
import pytest
from scipy.stats import linregress, t

from adjoin.domain.catalog import Catalog
from signals.seen import looked
from worlds import World, day, known_on

AS_OF = day(700)  # a Monday: the last complete week ended the day before
RATE = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}
CATALOG = Catalog.model_validate(
    {
        "products": [
            {"id": "base", "name": "Base"},
            {"id": "more", "name": "More",
             "ceilings": [{"product": "base", "metric": name} for name in ("calls", "store", "people", "credits")]},
        ],
        "metrics": {
            "calls": {"kind": "flow", "resets": "month"}, "store": {"kind": "level"},
            "people": {"kind": "distinct"}, "credits": {"kind": "flow", "resets": "never"},
            "own": {"kind": "level"},
        },
    }
)  # fmt: skip
KIND = {"calls": "flow", "store": "level", "people": "distinct", "credits": "total", "own": "level"}


def metered(seed: int, accounts: int = 40) -> World:
    """Random walks of every kind and grain, with gaps, against limits of every period."""
    rng = np.random.default_rng(seed)
    world = World(CATALOG)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(accounts):
        account, grain = f"a{number}", str(rng.choice(["day", "week", "month"]))
        rows["accounts"].append({"account_id": account, "name": account})
        rows["subscriptions"].append(
            {
                "subscription_id": account,
                "account_id": account,
                "product_id": "base",
                "started_on": day(0),
                "acv": 1.0,
            }
        )
        for metric in KIND:
            period = str(rng.choice(["day", "week", "month", ""])) if metric == "calls" else ""
            times = RATE.get(period, RATE["month"]) / RATE[grain] if metric == "calls" else 1.0
            rows["limits"].append(
                {"account_id": account, "product_id": "base", "metric": metric, "period": period or None,
                 "limit_quantity": 100.0 * times}
            )  # fmt: skip
            level, drift = rng.uniform(30, 90), rng.normal(0.1, 0.3)
            for at in _days(grain):
                quantity = max(0.0, round(level + drift * (at - AS_OF).days / 7 + rng.normal(0, 6)))
                quantity = quantity / 12 if metric == "credits" else quantity
                if rng.random() < 0.95:
                    rows["usage"].append(
                        {"account_id": account, "product_id": "base", "metric": metric, "day": at, "grain": grain,
                         "quantity": float(quantity), "known_on": known_on(at, grain)}
                    )  # fmt: skip
    world.rows = dict(rows)
    return world


def _days(grain: str) -> Iterator[date]:
    for back in range(500, -8, -1):
        at = AS_OF - timedelta(days=back)
        if grain == "day" or (grain == "week" and at.weekday() == 6) or (grain == "month" and at.day == 1):
            yield at


def step_of(world: World, account: str, metric: str) -> str:
    """month for monthly rows, and for daily rows of a flow that is limited by the month; else week."""
    (limit,) = [r for r in world.rows["limits"] if (r["account_id"], r["metric"]) == (account, metric)]
    grain = next(
        r["grain"] for r in world.rows["usage"] if (r["account_id"], r["metric"]) == (account, metric)
    )
    by_month = KIND[metric] == "flow" and (limit["period"] or "month") == "month"
    return "month" if grain == "month" or (grain == "day" and by_month) else "week"


def readings(world: World, account: str, metric: str) -> list[tuple[date, float]]:
    """(last day, quantity in the limit's period) of each complete period, the last 26 weeks or 190 days."""
    rows = [r for r in world.rows["usage"] if (r["account_id"], r["metric"]) == (account, metric)]
    (limit,) = [r for r in world.rows["limits"] if (r["account_id"], r["metric"]) == (account, metric)]
    step = step_of(world, account, metric)
    periods: dict[date, list[float]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["day"]):
        end = known_on(row["day"], step)
        if end <= AS_OF:
            periods[end].append(row["quantity"])
    found, total = [], 0.0
    for end, values in periods.items():
        total += sum(values)
        rate = RATE[limit["period"] or "month"] / RATE[step]
        quantity = {"flow": sum(values) * rate, "level": values[-1], "distinct": max(values), "total": total}
        if end >= AS_OF - timedelta(days=26 * 7 if step == "week" else 189):
            found.append((end, round(quantity[KIND[metric]], 9)))
    return found


def forecast(points: list[tuple[date, float]], limit: float, grain: str) -> tuple[date | None, ...]:
    """(on, low, high): when the line through the last eight periods reaches the limit, 95 %."""
    end, now = points[-1]
    if now >= limit:
        return end, end, end
    reach = {"week": 49, "month": 217}[grain]
    near = [(float((at - end).days), value) for at, value in points if (end - at).days <= reach]
    if len(near) < {"week": 6, "month": 4}[grain]:
        return None, None, None
    fit = linregress(*zip(*near, strict=True))
    if fit.slope <= 1e-9:
        return None, None, None
    margin = round(t.ppf(0.975, len(near) - 2), 3) * fit.stderr
    slopes = (fit.slope, fit.slope + margin, fit.slope - margin)
    days = [(limit - now) / slope if slope > 1e-9 else np.inf for slope in slopes]
    return tuple(end + timedelta(days=ceil(round(d, 6))) if d <= 3650 else None for d in days)


def expected(world: World, account: str, metric: str) -> dict[str, Any] | None:
    """The present run of one meter: since when, and the forecast; None if it does not fire."""
    points = readings(world, account, metric)
    (limit,) = [
        r["limit_quantity"]
        for r in world.rows["limits"]
        if (r["account_id"], r["metric"]) == (account, metric)
    ]
    grain = step_of(world, account, metric)
    monthly = grain == "month"
    last_end = AS_OF.replace(day=1) - timedelta(days=1) if monthly else AS_OF - timedelta(days=1)
    if not points or points[-1][0] != last_end:
        return None
    run: list[date] = []
    for place in range(len(points), 0, -1):
        end, quantity = points[place - 1]
        on, _, _ = forecast(points[:place], limit, grain)
        used = round(quantity / limit, 9)
        near = on is not None and on <= end + timedelta(days=45) and used >= 0.4
        if used < 0.8 and not near:
            break
        run.append(end)
    if not run:
        return None
    reached = [end for end, quantity in points if end in run and round(quantity / limit, 9) >= 0.8]
    on, low, high = forecast(points, limit, grain)
    return {"detected_on": min(reached or run), "full_on": on, "full_low": low, "full_high": high}


@pytest.mark.parametrize("seed", range(3))
def test_full_meters_are_found_with_their_dates(seed: int) -> None:
    world = metered(seed)
    accounts = [row["account_id"] for row in world.rows["accounts"]]
    with looked(world, [AS_OF]) as warehouse:
        seen = [r for r in warehouse.read("sightings").to_pylist() if r["ended_on"] is None]
        upsells = warehouse.read("upsells").to_pylist()
        meters = [r for r in warehouse.read("meters").to_pylist() if r["periods_ago"] == 0]
    now = {(r["account_id"], r["metric"]): r for r in meters}
    names = ("full_on", "full_low", "full_high")
    told = {(a, m): found for a in accounts for m in KIND if (found := expected(world, a, m))}
    assert len(told) > 20
    metric = {(r["account_id"], _of(r, "metric")): r["detected_on"] for r in seen}
    assert metric == {key: found["detected_on"] for key, found in told.items() if key[1] != "own"}
    assert {(r["account_id"], r["metric"]): r["detected_on"] for r in upsells} == {
        key: found["detected_on"] for key, found in told.items() if key[1] == "own"
    }
    for key, found in told.items():
        assert {name: now[key][name] for name in names} == {name: found[name] for name in names}, key


def _of(row: dict[str, Any], name: str) -> str:
    return str(json.loads(row["evidence"])[name])
