"""Small books with experiments told by the few rows that make them, and what is read out of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from adjoin.experiments.holding.hold_out import hold_out
from adjoin.experiments.readouts.reading import read_out
from adjoin.facts.build import build_facts, fact_schema
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD, ordered
from small_world import CATALOG, line
from worlds import Rows, World, day

Row = dict[str, Any]
Tables = dict[str, list[Row]]
AS_OF = day(700)
DRAWN = day(400)
BEGAN = day(500)
RELATIONS = (
    "experiment_units", "contaminated", "experiments", "readouts", "readout_looks", "readout_money", "guard_rails",
)  # fmt: skip


class Book:
    """Accounts that hold the base product, with an experiment `own` of 90 days and one made `elsewhere`."""

    def __init__(self) -> None:
        self.world = World(CATALOG)
        self.add(
            "experiments",
            experiment="own",
            design="delayed_start",
            held_share=0.5,
            delay_days=90,
            horizon_days=90,
            started_on=DRAWN,
            read_on=day(650),
        )

    def add(self, table: str, **row: Any) -> None:
        self.world.rows.setdefault(table, []).append(row)

    def account(self, name: str, *lines: Row, **rest: Any) -> str:
        """An account with a base contract and these lines."""
        self.add("accounts", account_id=name, name=name, customer_since=day(0), **rest)
        for number, one in enumerate((line(), *lines)):
            self.add("subscriptions", account_id=name, subscription_id=f"{name}-{number}", **one)
        return name

    def drawn(self, name: str, arm: str, on: date = DRAWN, **rest: Any) -> None:
        """The root has this arm in `own`."""
        self.add(
            "arms", **{"experiment": "own", "root_id": name, "arm": arm, "drawn_on": on, "counts_on": _next(on), **rest}
        )  # fmt: skip

    def slot(self, name: str, on: date = BEGAN, **rest: Any) -> None:
        """The account has a slot of the week for `more`."""
        row = {
            "account_id": name,
            "product_id": "more",
            "root_id": name,
            "shown_on": on,
            "counts_on": _next(on),
        }
        self.add("proposals", **{**row, "ghost": False, "filler": False, **rest})

    def tried(self, name: str, arm: str, *lines: Row, **rest: Any) -> str:
        """An account of its own with an arm in `own` and its first play or ghost on `BEGAN`."""
        self.account(name, *lines)
        self.drawn(name, arm)
        self.slot(name, ghost=arm == "held", **rest)
        return name

    def assigned(self, name: str, arm: str, *lines: Row, **rest: Any) -> str:
        """An account of its own with an arm in `elsewhere`, assigned on `BEGAN` for `more`."""
        self.account(name, *lines)
        row = {
            "experiment": "elsewhere",
            "account_id": name,
            "arm": arm,
            "assigned_on": BEGAN,
            "product_id": "more",
        }
        self.add("assignments", **{**row, **rest})
        return name


def starts(on: date, product: str = "more", **rest: Any) -> Row:
    return line(product_id=product, started_on=on, **rest)


def read(
    world: World, dates: Sequence[date] = (AS_OF,), settings: Mapping[str, Mapping[str, Any]] | None = None
) -> Tables:
    """Everything left, rows in a fixed order."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        left = read_out(warehouse, {**fact_schema(), **hold_out(warehouse, fact_schema())}, settings)
        assert set(RELATIONS) <= set(left)
        return {name: ordered(warehouse.read(name)) for name in RELATIONS}


def unit(found: Tables, name: str, experiment: str | None = None) -> Row:
    """The one unit of this name."""
    rows = [
        row
        for row in found["experiment_units"]
        if row["unit_id"] == name and experiment in (None, row["experiment"])
    ]
    assert len(rows) == 1
    return rows[0]


def only(rows: Rows, **wanted: Any) -> Row:
    """The one row that says so."""
    found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def _next(on: date) -> date:
    return date.fromordinal(on.toordinal() + 1)
