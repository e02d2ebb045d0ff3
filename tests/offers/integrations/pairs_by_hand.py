"""Cells, readiness and prerequisites as rows, and what is missing between their products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.affinity.published import PUBLISHED
from adjoin.domain.catalog import Catalog
from adjoin.facts.catalog_tables import SCHEMAS, catalog_tables
from adjoin.offers.integrations.ranking import rank_integrations
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse
from worlds import day

Row = dict[str, Any]
Rows = list[Row]
AS_OF = day(700)
TEXT, NUMBER, WHOLE, FLAG, DATE = pa.string(), pa.float64(), pa.int64(), pa.bool_(), pa.date32()
ASPECTS = ("sign_on", "shared_data", "activation", "experience")
WEIGHTS = {
    "sign_on": -log(0.85), "shared_data": -log(0.75), "activation": -log(0.8), "experience": -log(0.9),
    "separate": -log(0.6),
}  # fmt: skip

TABLES: dict[str, list[tuple[str, pa.DataType]]] = {
    "dates": [("as_of", DATE), ("first_load", DATE)],
    "scored": [
        *(("as_of", DATE), ("account_id", TEXT), ("product_id", TEXT), ("base_product_id", TEXT)),
        *(("probability", NUMBER), ("probability_low", NUMBER), ("probability_high", NUMBER)),
        *(("horizon_days", WHOLE), ("expected_acv", NUMBER), ("expected_value", NUMBER)),
    ],
    "gates": [
        *(("as_of", DATE), ("account_id", TEXT), ("product_id", TEXT), ("gate", TEXT)),
        *(("scope", TEXT), ("counts_as", TEXT)),
    ],
    "pair_readiness": [
        *(("as_of", DATE), ("product_id", TEXT), ("base_product_id", TEXT)),
        *((aspect, NUMBER) for aspect in ASPECTS),
        *(("separate", FLAG), ("readiness", NUMBER), ("log_odds", NUMBER)),
        *(("cycle_days", WHOLE), ("cycle_basis", TEXT)),
    ],
    "readiness_weights": [("as_of", DATE), ("aspect", TEXT), ("words", TEXT), ("weight", NUMBER)],
    "prerequisites_met": [
        *(("as_of", DATE), ("account_id", TEXT), ("product_id", TEXT)),
        *(("name", TEXT), ("aspect", TEXT), ("state", TEXT)),
    ],
    "affinity": [
        *(("from_product", TEXT), ("to_product", TEXT), ("horizon_days", WHOLE)),
        *(("probability", NUMBER), ("enough", FLAG)),
    ],
}


@dataclass
class Missing:
    """What one moment knows; rows need no as_of. Pairs that are not named are there with nothing said."""

    scored: Rows = field(default_factory=list)
    pair_readiness: Rows = field(default_factory=list)
    prerequisites_met: Rows = field(default_factory=list)
    gates: Rows = field(default_factory=list)
    affinity: Rows = field(default_factory=list)
    products: Sequence[str] = ("base", "more", "other")
    as_of: date = AS_OF


def cell(account: str, product: str = "more", base: str = "base", **rest: Any) -> Row:
    """An open cell of a thousand a year at 20 %, from 10 to 30."""
    return {
        "account_id": account, "product_id": product, "base_product_id": base, "probability": 0.2,
        "probability_low": 0.1, "probability_high": 0.3, "horizon_days": 90, "expected_acv": 1000.0,
        "expected_value": 200.0, **rest,
    }  # fmt: skip


def pair(product: str = "more", base: str = "base", **rest: Any) -> Row:
    """A pair that is ready but for what is told."""
    row: Row = {
        "product_id": product,
        "base_product_id": base,
        **dict.fromkeys(ASPECTS, 1.0),
        "separate": False,
    }
    row |= rest
    known = [row[aspect] for aspect in ASPECTS if row[aspect] is not None]
    return {"readiness": sum(known) / len(known) if known else None, **row}


def needs(
    account: str, state: str, name: str = "single sign-on", aspect: str = "sign_on", product: str = "more"
) -> Row:
    return {"account_id": account, "product_id": product, "name": name, "aspect": aspect, "state": state}


def closed_by(account: str, gate: str, **rest: Any) -> Row:
    return {
        "account_id": account, "product_id": "more", "gate": gate, "scope": "all", "counts_as": "block", **rest
    }  # fmt: skip


def missing(*moments: Missing, settings: Mapping[str, Mapping[str, Value]] | None = None) -> dict[str, Rows]:
    """The rows of every relation the room leaves, in a fixed order."""
    with duckdb.connect() as connection:
        return left(DuckWarehouse(connection), moments, settings)


def left(
    warehouse: Warehouse,
    moments: Sequence[Missing],
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> dict[str, Rows]:
    """The same in a warehouse given."""
    schema = put(warehouse, moments)
    built = rank_integrations(warehouse, schema, settings)
    return {name: warehouse.read(name, columns[:2]).to_pylist() for name, columns in built.items()}


def put(warehouse: Warehouse, moments: Sequence[Missing]) -> Schema:
    """Put the moments' tables into a warehouse; gives their columns."""
    catalog = Catalog.model_validate(
        {"products": [{"id": name, "name": name.title()} for name in moments[0].products]}
    )
    for name, table in catalog_tables(catalog).items():
        warehouse.put(name, table)
    for name, columns in TABLES.items():
        rows = [row for moment in moments for row in _rows(name, moment)]
        warehouse.put(name, pa.Table.from_pylist(rows, schema=pa.schema(columns)))
    own = {name: tuple(column for column, _ in columns) for name, columns in TABLES.items()}
    return {
        **{name: tuple(schema.names) for name, schema in SCHEMAS.items()},
        **own,
        "affinity": PUBLISHED["affinity"],
    }


def _rows(name: str, moment: Missing) -> Rows:
    if name == "dates":
        return [{"as_of": moment.as_of, "first_load": day(0)}]
    if name == "readiness_weights":
        return [
            {
                "as_of": moment.as_of,
                "aspect": aspect,
                "words": aspect.replace("_", " "),
                "weight": WEIGHTS[aspect],
            }
            for aspect in ASPECTS
        ]
    rows: Rows = getattr(moment, name)
    if name == "pair_readiness":
        told = {(row["product_id"], row["base_product_id"]) for row in rows}
        unsaid = dict.fromkeys(ASPECTS)
        rows = rows + [
            pair(product, base, **unsaid)
            for base in moment.products
            for product in moment.products
            if base != product and (product, base) not in told
        ]
    return [{"as_of": moment.as_of, **row} for row in rows]


def random_missing(rng: np.random.Generator, accounts: int = 60, as_of: date = AS_OF) -> Missing:
    """Cells, pairs and prerequisites at random; no structure is meant."""
    products = ("base", "more", "other", "last")
    pairs = [
        pair(product, base, separate=bool(rng.random() < 0.3), **{a: _there(rng) for a in ASPECTS})
        for base in products
        for product in products
        if base != product
    ]
    scored: Rows = []
    for number in range(accounts):
        base = str(rng.choice(products))
        for product in products:
            if product != base and rng.random() < 0.8:
                low, middle, high = sorted(rng.random(3))
                price = None if rng.random() < 0.2 else float(rng.integers(1, 90)) * 100
                scored.append(
                    cell(f"a{number}", product, base, probability=middle, probability_low=low, probability_high=high,
                         expected_acv=price)
                )  # fmt: skip
    wanted = [("single sign-on", "sign_on"), ("the interface", "shared_data"), ("one more", "sign_on")]
    prerequisites = [
        needs(
            row["account_id"], str(rng.choice(["met", "unmet", "unknown"])), name, aspect, row["product_id"]
        )
        for row in scored
        for name, aspect in wanted
        if row["product_id"] != "last"
    ]
    gates = [
        closed_by(row["account_id"], str(rng.choice(["eligibility", "adjacency", "competitor_bought", "health"])),
                  product_id=row["product_id"], counts_as=str(rng.choice(["block", "warn"])))
        for row in scored
        if rng.random() < 0.3
    ]  # fmt: skip
    return Missing(scored, pairs, prerequisites, gates, products=products, as_of=as_of)


def _there(rng: np.random.Generator) -> float | None:
    return None if rng.random() < 0.3 else float(rng.choice([0.0, 0.5, 1.0]))
