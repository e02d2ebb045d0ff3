"""Books told by the few starts that make them, and what is found in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import build_facts, fact_schema
from adjoin.offers.strategy.fitting import fit_strategy
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, open_moments
from facts.as_known import ordered
from worlds import World, day, random_world

Row = dict[str, Any]
Rows = list[Row]
AS_OF = day(900)
SELLABLE = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        ("base_product_id", pa.string()),
        *(
            ("probability", pa.float64()),
            ("probability_low", pa.float64()),
            ("probability_high", pa.float64()),
        ),
        *(("horizon_days", pa.int64()), ("expected_acv", pa.float64()), ("expected_value", pa.float64())),
    ]
)
"""The columns of `sellable`, as `rank_integrations` leaves it."""


def catalog(products: Mapping[str, Mapping[str, Any]]) -> Catalog:
    """Products by id; `gives`, `takes` as the catalog has them, `pays` the department that pays."""
    return Catalog.model_validate(
        {
            "products": [
                {
                    "id": name,
                    "name": name.title(),
                    "gives": told.get("gives", []),
                    "takes": told.get("takes", []),
                    "buyers": {"department": told["pays"]} if "pays" in told else {},
                    "sold": told.get("sold", {}),
                }
                for name, told in products.items()
            ]
        }
    )


def began(account: str, product: str, at: int, **rest: Any) -> Row:
    """A contract that goes on."""
    return {
        "subscription_id": f"{account}-{product}-{at}", "account_id": account, "product_id": product,
        "started_on": day(at), "acv": 1000.0, **rest,
    }  # fmt: skip


def book(told: Catalog, lines: Rows, **tables: Rows) -> World:
    """A world of these contracts; accounts that are not given are there without anything else known."""
    ids = sorted({line["account_id"] for line in lines})
    accounts = tables.pop(
        "accounts", [{"account_id": name, "name": name, "segment": "small"} for name in ids]
    )
    return World(told, {"accounts": accounts, "subscriptions": lines, **tables})


def sells(account: str, product: str, **rest: Any) -> Row:
    """A sellable cell of a thousand a year at 20 %, from 10 to 30."""
    return {
        "as_of": AS_OF, "account_id": account, "product_id": product, "base_product_id": "base", "probability": 0.2,
        "probability_low": 0.1, "probability_high": 0.3, "horizon_days": 90, "expected_acv": 1000.0,
        "expected_value": 200.0, **rest,
    }  # fmt: skip


def fitted(
    world: World,
    sellable: Sequence[Row] = (),
    dates: Sequence[date] = (AS_OF,),
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> dict[str, Rows]:
    """The rows of every relation the room leaves, in a fixed order."""
    with duckdb.connect() as connection:
        return left(world.load(connection), world, sellable, dates, settings)


def left(
    warehouse: Warehouse,
    world: World,
    sellable: Sequence[Row],
    dates: Sequence[date],
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> dict[str, Rows]:
    """The same in a warehouse that the world is loaded into."""
    built = fit_strategy(warehouse, opened(warehouse, world, sellable, dates), settings)
    return {name: ordered(warehouse.read(name)) for name in built}


def opened(warehouse: Warehouse, world: World, sellable: Sequence[Row], dates: Sequence[date]) -> Schema:
    """The facts of these dates, size bands and the cells given; their columns."""
    open_moments(warehouse, dates, day(0))
    build_facts(warehouse, world.catalog, {})
    bands = queries_in("adjoin.scoring")["size_bands"]
    warehouse.build(bands)
    warehouse.put("sellable", pa.Table.from_pylist(list(sellable), SELLABLE))
    return {**fact_schema(), "size_bands": tuple(bands.columns), "sellable": tuple(SELLABLE.names)}


def random_book(rng: np.random.Generator, accounts: int = 40) -> World:
    """A random world with workflow links, departments, bundles and days on which much begins."""
    world = random_world(rng, accounts=accounts, products=5)
    things, payers = ["deals", "cases", "bills"], ["Sales", "Support", None]
    world.catalog = Catalog.model_validate(
        {
            "products": [
                {"id": product.id, "name": product.name,
                 "gives": [str(rng.choice(things))], "takes": [str(rng.choice(things))],
                 "buyers": {"department": payer} if (payer := payers[int(rng.integers(0, 3))]) else {},
                 "sold": {"requires": [world.catalog.ids[0]] if place == 2 else []}}
                for place, product in enumerate(world.catalog.products)
            ]
        }
    )  # fmt: skip
    for line in world.rows["subscriptions"]:
        if rng.random() < 0.3:
            line["bundle_id"] = str(rng.choice(["big", "small"]))
        if rng.random() < 0.3:
            line["started_on"] = day(28 * int(rng.integers(0, 30)))
            line["ended_on"] = None
        if rng.random() < 0.05:
            line["started_on"] = None
        line["start_is_floor"] = bool(rng.random() < 0.1)
    return world


def random_cells(rng: np.random.Generator, world: World, dates: Sequence[date] = (AS_OF,)) -> Rows:
    """Sellable cells of accounts and products at random."""
    return [
        sells(row["account_id"], product, as_of=at, probability=middle, probability_low=low, probability_high=high,
              expected_acv=price, expected_value=None if price is None else middle * price)
        for at in dates
        for row in world.rows["accounts"]
        for product in world.catalog.ids
        if rng.random() < 0.4
        for low, middle, high in [sorted(rng.random(3))]
        for price in [None if rng.random() < 0.2 else float(rng.integers(1, 90)) * 100]
    ]  # fmt: skip
