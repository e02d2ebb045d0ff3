"""Worlds of deals: accounts that were offered products at discounts given for recorded reasons."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import numpy as np
from scipy import special

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import build_facts, fact_schema
from adjoin.offers.demand.demand import demand
from adjoin.offers.demand.responses_table import Demand
from adjoin.offers.settings import Settings
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from worlds import Rows, World, day

AS_OF = day(1400)
CATALOG = Catalog.model_validate(
    {"products": [{"id": name, "name": name.upper()} for name in ("oak", "elm", "fir")]}
)
AS_THEY_ARE = Settings()
SHARES = {"oak": 0.75, "elm": 0.25}


def sold(rng: np.random.Generator, deals: int = 1600, slope: float = 6.0, given_for: float = 0.0) -> World:
    """Deals of two of three products at prices that were tested; fewer of the second than can speak for themselves.

    `given_for`: discount more for an account with many earlier tickets, who wants it less.
    """
    world = World(CATALOG)
    accounts = [f"a{number}" for number in range(deals // 2)]
    troubled = dict(zip(accounts, rng.integers(0, 6, len(accounts)), strict=True))
    world.rows["accounts"] = [
        {
            "account_id": a,
            "name": a,
            "segment": str(rng.choice(["small", "large"])),
            "employees": float(rng.integers(10, 900)) if rng.random() < 0.8 else None,
        }
        for a in accounts
    ]
    world.rows["subscriptions"] = [
        {
            "subscription_id": f"s{a}",
            "account_id": a,
            "product_id": "fir",
            "started_on": day(rng.integers(0, 300)),
        }
        for a in accounts
    ]
    world.rows["tickets"] = [
        {"ticket_id": f"{a}-{number}", "account_id": a, "opened_on": day(399 + number), "kind": "support"}
        for a, count in troubled.items()
        for number in range(count)
    ]
    world.rows["opportunities"] = []
    for number in range(deals):
        account = str(rng.choice(accounts))
        product = str(rng.choice(list(SHARES), p=list(SHARES.values())))
        discount = float(rng.choice([0.0, 0.1, 0.2, 0.3]))
        if given_for:
            discount = float(np.clip(discount / 2 + given_for * troubled[account], 0, 1))
        at_list = -0.8 + 0.4 * (product == "elm") - 0.2 * troubled[account]
        created = int(rng.integers(410, 570))
        world.rows["opportunities"].append(
            {
                "opportunity_id": f"o{number}",
                "account_id": account,
                "product_id": product,
                "created_on": day(created),
                "closed_on": day(created + int(rng.integers(5, 90))),
                "outcome": "won" if rng.random() < special.expit(at_list + slope * discount) else "lost",
                "discount": discount,
                "discount_reason": str(rng.choice(["Price Test B", "price test A ", "Spring Campaign"])),
                "owner": str(rng.choice(["ann", "bob"])),
            }
        )
    return world


def build(
    warehouse: Warehouse,
    world: World,
    at: date = AS_OF,
    of_offers: Settings = AS_THEY_ARE,
) -> Mapping[str, Demand]:
    """The demand of a world that is loaded."""
    open_moments(warehouse, [at], day(0))
    build_facts(warehouse, world.catalog, {})
    return demand(warehouse, fact_schema(), {}, of_offers)


@contextmanager
def demanded(
    world: World, at: date = AS_OF, of_offers: Settings = AS_THEY_ARE
) -> Iterator[tuple[DuckWarehouse, Mapping[str, Demand]]]:
    """The warehouse and the demand of a world."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        yield warehouse, build(warehouse, world, at, of_offers)


def deal(number: int, **rest: Any) -> dict[str, Any]:
    """One deal of account a at a tested price, whatever is not told as usual."""
    return {
        "opportunity_id": f"o{number}", "account_id": "a", "product_id": "oak", "created_on": day(500),
        "closed_on": day(520), "outcome": "won", "discount": 0.1, "discount_reason": "price test", **rest,
    }  # fmt: skip


def small(opportunities: Rows, **tables: Sequence[dict[str, Any]]) -> World:
    """A world of one account."""
    world = World(CATALOG)
    world.rows |= {
        "accounts": [{"account_id": "a", "name": "A", "segment": "small", "employees": 12.0}],
        "opportunities": opportunities,
        **{name: list(rows) for name, rows in tables.items()},
    }
    return world
