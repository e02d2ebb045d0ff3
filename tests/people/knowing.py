"""What is known of the people of a world, on the bases of cells given by hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.facts.build import build_facts, fact_schema
from adjoin.people.know import PUBLISHED, know_people
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from facts.as_known import ordered
from worlds import World, day, random_world

Row = dict[str, Any]
Rows = list[Row]
Settings = Mapping[str, Mapping[str, Value]]
FIRST_LOAD = day(0)
BASES = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        ("base_product_id", pa.string()),
    ]
)
MAPPED_TITLES = ("VP Sales", "Head of Reports", "Report Engineer", "Clerk", "CFO")


def build(
    warehouse: Warehouse,
    world: World,
    dates: Sequence[date],
    bases: Sequence[Row] = (),
    settings: Settings | None = None,
) -> None:
    """Every relation of the room in a warehouse that is loaded. `bases`: account_id, product_id, base_product_id."""
    open_moments(warehouse, dates, FIRST_LOAD)
    build_facts(warehouse, world.catalog, {})
    rows = [{**row, "as_of": at} for at in dates for row in bases]
    warehouse.put("bases", pa.Table.from_pylist(rows, BASES))
    know_people(warehouse, {**fact_schema(), "bases": tuple(BASES.names)}, settings or {})


@contextmanager
def known(
    world: World, dates: Sequence[date], bases: Sequence[Row] = (), settings: Settings | None = None
) -> Iterator[DuckWarehouse]:
    """A warehouse with every relation of the room."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        build(warehouse, world, dates, bases, settings)
        yield warehouse


def people_at(
    world: World, dates: Sequence[date], bases: Sequence[Row] = (), settings: Settings | None = None
) -> dict[str, Rows]:
    """The rows of every published relation, in a fixed order."""
    with known(world, dates, bases, settings) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in PUBLISHED}


def sociable(rng: np.random.Generator, accounts: int = 25, talks: int = 14) -> World:
    """A random world with a team, people in departments who talk with it (`talks` an account), roles, partners."""
    world = random_world(rng, accounts=accounts)
    ids = [row["account_id"] for row in world.rows["accounts"]]
    reps = [f"r{number}" for number in range(5)]
    world.rows["team"] = [{"rep_id": rep, "name": rep.upper(), "role": "ae"} for rep in reps]
    for row in world.rows["accounts"]:
        row["ae"] = str(rng.choice(reps)) if rng.random() < 0.7 else None
        row["csm"] = str(rng.choice(reps)).upper() if rng.random() < 0.5 else None
        row["industry"] = str(rng.choice(["Retail", "Banking"])) if rng.random() < 0.9 else None
        row["partner"] = str(rng.choice(["Alder", "Birch "])) if rng.random() < 0.4 else None
    people = [_person(rng, number, account) for number, account in enumerate(sorted(ids * 4))]
    world.rows["contacts"] += people
    world.rows["interactions"] += [_talk(rng, number, people, reps) for number in range(accounts * talks)]
    for number in range(accounts):
        person = people[int(rng.integers(0, len(people)))]
        roles = ("champion", "blocker", "economic_buyer", "user", "role_evaluator", "friend")
        world.rows["events"].append(
            {
                "event_id": f"role{number}",
                "account_id": person["account_id"],
                "occurred_on": day(rng.integers(300, 899)),
                "kind": "role",
                "category": str(rng.choice(roles)),
                "body": person["contact_id"],
                "product_id": str(rng.choice(["p0", "p1", "p2"])) if rng.random() < 0.6 else None,
                "source": "heard from dave",
            }
        )
        kind = str(rng.choice(["partner_project", "partner_referral"]))
        world.rows["events"].append(
            {
                "event_id": f"partner{number}",
                "account_id": str(rng.choice(ids)),
                "occurred_on": day(rng.integers(0, 899)),
                "kind": kind,
                "partner": str(rng.choice(["Alder", "birch", "Cedar"])),
                "product_id": str(rng.choice(["p0", "p1", "p2"])) if rng.random() < 0.6 else None,
            }
        )
    return world


def _person(rng: np.random.Generator, number: int, account: str) -> Row:
    return {
        "contact_id": f"who{number}",
        "account_id": account,
        "name": f"Who {number}" if rng.random() < 0.9 else None,
        "title": str(rng.choice(MAPPED_TITLES)),
        "department": str(rng.choice(["Sales", "Finance"])) if rng.random() < 0.8 else None,
        "first_seen_on": day(rng.integers(0, 500)),
        "left_on": day(rng.integers(500, 899)) if rng.random() < 0.15 else None,
        "opted_out": bool(rng.random() < 0.05),
    }


def _talk(rng: np.random.Generator, number: int, people: Rows, reps: list[str]) -> Row:
    person = people[int(rng.integers(0, len(people)))]
    return {
        "interaction_id": f"talk{number}",
        "account_id": person["account_id"],
        "contact_id": person["contact_id"] if rng.random() < 0.9 else None,
        "rep": str(rng.choice([*reps, "R1", "stranger"])) if rng.random() < 0.9 else None,
        "occurred_on": day(rng.integers(350, 899)),
        "direction": str(rng.choice(["in", "out"])),
        "channel": str(rng.choice(["email", "call", "meeting"])),
        "sentiment": round(float(rng.uniform(-1, 1)), 2) if rng.random() < 0.7 else None,
        "products_mentioned": str(rng.choice(["p0", "p1", "p2", "p1, p2"])) if rng.random() < 0.6 else None,
    }
