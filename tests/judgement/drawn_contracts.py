"""Contracts of drawn worlds: ends and renewals within a day of the rules, trials, gaps, several lines a product."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from adjoin.domain.catalog import Catalog
from judgement.calendar import months_after
from worlds import Rows

TERMS = (12.0, 12.0, 12.0, 24.0, 36.0, 18.0, 6.0, 5.0, 3.0, 1.0, None)
NEAR = (-61, -60, -59, -1, 0, 1, 59, 60, 61)


def contracts(
    rng: np.random.Generator, ids: list[str], catalog: Catalog, as_of: date, trouble: float
) -> Rows:
    rows: Rows = []
    for account in ids:
        most = 1 if rng.random() < 0.3 else len(catalog.ids)
        for product in rng.permutation(list(catalog.ids))[:most]:
            if rng.random() < 0.6:
                lines = int(rng.choice([1, 1, 1, 2]))
                rows += [
                    _line(rng, f"{account}-{product}-{n}", as_of, trouble)
                    | {"account_id": account, "product_id": str(product)}
                    for n in range(lines)
                ]
    return rows


def _line(rng: np.random.Generator, name: str, as_of: date, trouble: float) -> dict[str, Any]:
    term = TERMS[rng.integers(0, len(TERMS))]
    renews = as_of + timedelta(int(rng.integers(125, 250)))
    if rng.random() < 2 * trouble:
        renews = as_of + timedelta(int(rng.choice(NEAR)))
    if term and renews.day <= 28:
        renews = months_after(renews, int(term * rng.integers(-2, 2)))
    started = as_of - timedelta(int(rng.integers(20, 900)))
    ended = None
    if rng.random() < 0.2:
        started, ended = _spell(rng, as_of, started)
    return {
        "subscription_id": name,
        "started_on": started,
        "ended_on": ended,
        "renews_on": renews if rng.random() < 0.95 else None,
        "term_months": term,
        "acv": float(rng.integers(1, 9)) * 500 if rng.random() < 0.85 else None,
        "seats": rng.choice(np.array([None, 0.0, 10.0, 20.0]), p=[0.05, 0.03, 0.62, 0.3]),
        "is_trial": bool(rng.random() < 0.05),
        "covers_children": bool(rng.random() < 0.15),
    }


def _spell(rng: np.random.Generator, as_of: date, started: date) -> tuple[date, date | None]:
    """A line that ends or begins about now, or ended some time ago."""
    kind = rng.integers(0, 3)
    if kind == 0:
        return started, max(started, as_of + timedelta(int(rng.choice([-1, 0, 1, 40]))))
    if kind == 1:
        return as_of + timedelta(int(rng.choice([-1, 0, 1]))), None
    gone = max(started, as_of - timedelta(int(rng.choice([5, 89, 90, 91, 92, 300]))))
    return started, gone
