"""A book in which an arm was drawn for every account, with outcomes whose truth is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.experiments.uplift.learning import learn_uplift
from adjoin.facts.build import build_facts, fact_schema
from adjoin.language.matching import match_texts
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from small_world import CATALOG
from worlds import World, day

Rows = list[dict[str, Any]]
AS_OF, DRAWN = day(700), day(500)
UNITS = pa.schema(
    [("as_of", pa.date32()), ("experiment", pa.string()), ("source", pa.string()), ("unit_id", pa.string()),
     ("account_id", pa.string()), ("arm", pa.string()), ("is_control", pa.bool_()), ("began_on", pa.date32()),
     ("product_id", pa.string()), ("matures_on", pa.date32()), ("read_on", pa.date32()), ("matured", pa.bool_()),
     ("converted", pa.bool_()), ("left_out", pa.string()), ("money", pa.float64()), ("unpriced", pa.int64()),
     ("money_before", pa.float64())]
)  # fmt: skip


@dataclass
class Trial:
    """`effect`: by arm, what it adds to each account's chance; `size`: attribute and segment say who is who."""

    world: World
    units: Rows
    attributes: Rows
    effect: dict[str, npt.NDArray[np.float64]]
    segment: npt.NDArray[np.int64]

    def unit(self, number: int) -> dict[str, Any]:
        return self.units[number]


def trial(
    rng: np.random.Generator,
    accounts: int,
    put_off: float = 0.0,
    moved: float = 0.0,
    arms: tuple[str, ...] = ("mail",),
    further: int = 0,
) -> Trial:
    """A tenth of control starts; segment `s2` changes by `put_off`, the others by `moved`. `further`: not assigned."""
    world, ids = World(CATALOG), [f"a{i:05d}" for i in range(accounts + further)]
    segment = rng.integers(0, 4, accounts + further)
    world.rows["accounts"] = [
        {"account_id": a, "name": a, "customer_since": day(int(rng.integers(0, 400))), "segment": f"s{s}",
         "employees": float(rng.integers(10, 500)), "country": "DE"}
        for a, s in zip(ids, segment, strict=True)
    ]  # fmt: skip
    world.rows["subscriptions"] = [
        {"subscription_id": a, "account_id": a, "product_id": "base", "started_on": day(450), "acv": 100.0}
        for a in ids
    ]
    attributes = [
        {"account_id": a, "name": "visits", "number": float(rng.normal()), "text": None} for a in ids
    ]
    effect = {arm: np.where(segment == 2, put_off, moved) for arm in arms}
    drawn = rng.choice(np.array(["left alone", *arms]), accounts)
    units: Rows = []
    for number, arm in enumerate(drawn):
        chance = 0.1 + (effect[str(arm)][number] if arm in effect else 0.0)
        units.append(
            {"as_of": AS_OF, "experiment": "letters", "source": "elsewhere", "unit_id": ids[number],
             "account_id": ids[number], "arm": str(arm), "is_control": arm == "left alone", "began_on": DRAWN,
             "product_id": "more", "matures_on": DRAWN + timedelta(days=90), "matured": True,
             "converted": bool(rng.random() < chance), "unpriced": 0}
        )  # fmt: skip
    return Trial(world, units, attributes, effect, segment)


@contextmanager
def learned(told: Trial, settings: dict[str, dict[str, Any]] | None = None) -> Iterator[DuckWarehouse]:
    """The warehouse after `learn_uplift`."""
    with duckdb.connect() as connection:
        warehouse = told.world.load(connection)
        warehouse.put(
            "canonical.attributes",
            pa.Table.from_pylist(
                told.attributes,
                schema=pa.schema(
                    [("account_id", pa.string()), ("name", pa.string()), ("number", pa.float64()),
                     ("text", pa.string())]
                ),
            ),
        )  # fmt: skip
        warehouse.put("text_matches", match_texts([], told.world.catalog))
        open_moments(warehouse, [AS_OF], day(300))
        build_facts(warehouse, told.world.catalog, {})
        warehouse.put("experiment_units", pa.Table.from_pylist(told.units, schema=UNITS))
        schema = fact_schema() | {"experiment_units": tuple(UNITS.names)}
        learn_uplift(warehouse, schema, settings or {}, seed=20)
        yield warehouse
