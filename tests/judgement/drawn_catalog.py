"""Catalogs of all kinds: names, where and when products are sold, what measures their use, who bridges to whom."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from adjoin.domain.catalog import Catalog

IDS = ("pipe", "Lake-2", "née", "p.4", "x_5")
NAMES = ("Pipe", "The Lake", "Née & Söhne", "100 % Four", "O'Five")
METRICS = {"people": {"kind": "distinct"}, "runs": {"kind": "flow"}, "store": {"kind": "level"}}
MEASURES = (
    None,
    {"metric": "people", "of": "seats"},
    {"metric": "logins", "of": "seats"},
    {"metric": "runs", "of": "limit"},
    {"metric": "store", "of": "limit"},
    {"metric": "runs", "of": "own_peak"},
)
"""`logins` is not among the metrics: what measures adoption counts people unless the catalog says otherwise."""


def drawn_catalog(rng: np.random.Generator, products: int, as_of: date) -> Catalog:
    ids = IDS[:products]
    measures = rng.choice(len(MEASURES), products, p=[0.1, 0.3, 0.15, 0.15, 0.15, 0.15])
    bridged = rng.random() < 0.8
    entries: list[dict[str, Any]] = []
    for number, product in enumerate(ids):
        others = [other for other in ids if other != product]
        entry: dict[str, Any] = {"id": product, "name": NAMES[number], "adoption": MEASURES[measures[number]]}
        if rng.random() < 0.7:
            entry["list_price"] = float(rng.integers(0, 5)) * 1000
        entry["sold"] = _sold(rng, others, as_of)
        entry["replaces"] = {"tools": [f"Rival {number}"], "categories": ["boxes"] if number == 1 else []}
        if bridged:
            entry["works_with"] = {
                other: {"bridge": f"From {other} on to {product}."} for other in others if rng.random() < 0.5
            }
        entry |= {"gives": [f"data {number}"], "takes": [f"data {rng.integers(0, products)}"]}
        entries.append(entry)
    return Catalog.model_validate({"products": entries, "metrics": METRICS})


def _sold(rng: np.random.Generator, others: list[str], as_of: date) -> dict[str, Any]:
    sold: dict[str, Any] = {}
    if rng.random() < 0.15:
        sold["countries"] = ["De", "US"]
    if rng.random() < 0.1:
        sold["segments"] = ["LARGE"]
    if rng.random() < 0.1:
        sold["requires"] = [str(rng.choice(others))]
    if rng.random() < 0.1:
        sold["excludes"] = [str(rng.choice(others))]
    if rng.random() < 0.1:
        sold["from"] = as_of + timedelta(int(rng.integers(-1, 2)))
    elif rng.random() < 0.1:
        sold["until"] = as_of + timedelta(int(rng.integers(-1, 2)))
    return sold
