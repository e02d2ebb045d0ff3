"""Worlds drawn for the gates: catalogs of all kinds, and accounts with few troubles, most of them a day from a rule.

What is drawn is a `Draw`; the same draw always gives the same world.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from adjoin.domain.catalog import Catalog
from judgement.drawn_catalog import drawn_catalog
from judgement.drawn_contracts import contracts
from judgement.drawn_moods import moods
from judgement.drawn_use import use
from worlds import Rows, World, day

ALWAYS = ("accounts", "subscriptions", "interactions", "team")
SWITCHED = (
    *("usage", "users", "limits", "tickets", "health", "objectives", "opportunities", "events", "contacts"),
    *("integrations", "subscriptions.renews_on", "subscriptions.seats"),
)
"""What a company may have mapped or not. Holds and plays are always there: people fill them."""


@dataclass(frozen=True)
class Draw:
    """What is drawn of a world. `trouble`: the chance of each trouble an account can have."""

    seed: int
    accounts: int
    products: int
    offset: int
    trouble: float
    unmapped: frozenset[str] = frozenset()
    own_affinity: bool = True

    @property
    def as_of(self) -> date:
        return day(self.offset)


@dataclass
class Drawn:
    """A world, the date it is judged on and what of it is mapped."""

    world: World
    as_of: date
    mapped: frozenset[str]
    own_affinity: np.random.Generator | None = field(default=None)


def drawn_world(draw: Draw) -> Drawn:
    rng = np.random.default_rng(draw.seed)
    catalog = drawn_catalog(rng, draw.products, draw.as_of)
    accounts = [_account(rng, number, draw) for number in range(draw.accounts)]
    ids = [row["account_id"] for row in accounts]
    world = World(catalog, {"accounts": accounts, "team": _team(rng)})
    world.rows["subscriptions"] = contracts(rng, ids, catalog, draw.as_of, draw.trouble)
    world.rows |= use(rng, world, draw.as_of, draw.trouble)
    world.rows |= moods(rng, ids, catalog, draw.as_of, draw.trouble)
    world.rows["interactions"] = _asking(rng, ids, catalog, draw.as_of)
    _leave_out(world, draw.unmapped)
    mapped = frozenset({*ALWAYS, *SWITCHED, "subscriptions.started_on"} - draw.unmapped)
    affinity = np.random.default_rng(draw.seed + 1) if draw.own_affinity else None
    return Drawn(world, draw.as_of, mapped, affinity)


def _leave_out(world: World, unmapped: frozenset[str]) -> None:
    for name in unmapped:
        table, _, column = name.partition(".")
        if not column:
            world.rows[table] = []
        for row in world.rows[table]:
            row.pop(column, None)


def _account(rng: np.random.Generator, number: int, draw: Draw) -> dict[str, Any]:
    parent = f"a{rng.integers(0, draw.accounts)}" if rng.random() < 0.12 else None
    reps = np.array([None, "r0", "r1", "r2", "nobody"])
    return {
        "account_id": f"a{number}",
        "name": f"Company {number} & Sons'",
        "customer_since": None if rng.random() < 0.3 else draw.as_of + timedelta(int(rng.integers(-700, 20))),
        "segment": rng.choice(np.array(["small", "Large", None])),
        "country": rng.choice(np.array(["DE", "de", "US", "FR", None]), p=[0.4, 0.2, 0.2, 0.1, 0.1]),
        "parent_account_id": parent,
        "csm": rng.choice(reps),
        "ae": rng.choice(reps),
    }


def _team(rng: np.random.Generator) -> Rows:
    capacities = np.array([None, 0.0, 1.0, 2.0, 2.7, 20.0])
    return [
        {"rep_id": f"r{number}", "name": f"Rep {number}", "weekly_capacity": rng.choice(capacities)}
        for number in range(3)
    ]


def _asking(rng: np.random.Generator, ids: list[str], catalog: Catalog, as_of: date) -> Rows:
    """Most accounts ask for something, so that there is something to propose; some were just approached."""
    rows: Rows = []
    for account in ids:
        for number in range(int(rng.integers(0, 4))):
            rows.append(
                {"interaction_id": f"i-{account}-{number}", "account_id": account, "direction": "in",
                 "occurred_on": as_of - timedelta(int(rng.integers(-2, 60))), "purpose": "asked",
                 "products_mentioned": str(rng.choice(list(catalog.ids)))}
            )  # fmt: skip
    return rows
