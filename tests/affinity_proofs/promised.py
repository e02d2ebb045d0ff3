"""The chance from now of every account at risk on the as-of date, beside what it does in the next 90 days."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from adjoin.affinity.chances import HORIZON_DAYS
from adjoin.warehouse.warehouse import DuckWarehouse
from affinity_proofs.against_truth import worlds
from affinity_proofs.counted import measured, warehouse
from affinity_proofs.hazards import Floats
from affinity_proofs.simulated import MIGRATION, Simulated

Rows = npt.NDArray[np.float64]
COLUMNS = ("promised", "adopted", "held_days", "on_curve", "planted")


def promised(count: int, seed: int) -> Rows:
    """COLUMNS by account at risk and pair, `count` worlds pooled."""
    with warehouse() as told:
        return np.concatenate([rows for world in worlds(count, seed) for rows in _of(told, world)])


def _of(told: DuckWarehouse, world: Simulated) -> Iterator[Rows]:
    measured(told, world)
    beyond = {
        (row["from_product"], row["to_product"]): row["chance"]
        for row in told.read("chances_beyond").to_pylist()
    }
    curves = _by_pair(told)
    for (a, b), after in beyond.items():
        source, target = int(a[1:]), int(b[1:])
        first, last, starts = world.began[:, source], world.ended[:, source], world.began[:, target]
        waiting = (first <= world.as_of) & (last > world.as_of) & (starts > world.as_of)
        held = world.as_of - first[waiting]
        known = curves.get((a, b), np.zeros(0))
        on_curve = held < len(known)
        fallback = np.nan if after is None else after
        chance = np.where(on_curve, np.append(known, 0.0)[np.where(on_curve, held, -1)], fallback)
        adopted = _adopted(world, source, target)[waiting]
        planted = np.full(len(held), (source, target) in world.laws.planted)
        rows = np.stack([chance, adopted, held, on_curve, planted], axis=1)
        yield rows[~np.isnan(chance)]


def _by_pair(told: DuckWarehouse) -> dict[tuple[str, str], Floats]:
    """The chance by days held, from day 0 without a gap."""
    rows = told.read("chances", ("from_product", "to_product", "held_days")).to_pydict()
    found: dict[tuple[str, str], list[float]] = {}
    for a, b, chance in zip(rows["from_product"], rows["to_product"], rows["chance"], strict=True):
        found.setdefault((a, b), []).append(chance)
    return {pair: np.array(chances) for pair, chances in found.items()}


def _adopted(world: Simulated, source: int, target: int) -> npt.NDArray[np.bool_]:
    """Starts the target within the horizon while it holds the source, and does not give that up for it."""
    starts, last = world.began[:, target], world.ended[:, source]
    within = (starts > world.as_of) & (starts <= world.as_of + HORIZON_DAYS) & (starts <= last)
    migrates = (last <= starts + MIGRATION) & (world.ended[:, target] > last)
    return within & ~migrates
