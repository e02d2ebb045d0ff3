"""Estimates of simulated worlds beside the truth, one row a pair and horizon."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from adjoin.affinity.pairs import Pairs
from affinity_proofs.counted import catalog, curves, warehouse
from affinity_proofs.hazards import Floats
from affinity_proofs.simulated import Simulated, simulate

HORIZONS = (30, 60, 90, 180, 365)


@dataclass(frozen=True)
class Told:
    """One estimate. `late`: from a world with late entry. `expected`: adopters to expect by the horizon among who could
    be followed to it, from the truth.
    """

    horizon: int
    planted: bool
    late: bool
    expected: float
    enough: bool
    truth: float
    raw: float
    low: float
    high: float
    shrunk: float


def worlds(count: int, seed: int) -> Iterator[Simulated]:
    """Small and large ones, ending by product or by account."""
    for child in np.random.SeedSequence(seed).spawn(count):
        rng = np.random.default_rng(child)
        accounts = int(np.exp(rng.uniform(np.log(300), np.log(5000))))
        products, by_account = int(rng.integers(4, 9)), rng.random() < 0.3
        yield simulate(rng, accounts, products, plants=int(rng.integers(0, 3)), by_account=by_account)


def told(count: int, seed: int) -> Iterator[Told]:
    """All pairs with a known truth and anybody in the cohort, of `count` worlds, at every horizon."""
    with warehouse() as engine:
        for world in worlds(count, seed):
            found = curves(engine, world)
            known, pairs = world.laws.known(), Pairs(catalog(world.laws.products).ids)
            rows = [int(pairs.row(*np.array([[a], [b]]))[0]) for a, b in known]
            truths = [world.laws.truth(a, b) for a, b in known]
            for horizon in HORIZONS:
                low, high = found.curves.interval(horizon)
                raw, shrunk = found.curves.at(horizon), found.shrunk(horizon).probability
                enough = found.curves.enough(horizon)
                for (a, b), row, (truth, free) in zip(known, rows, truths, strict=True):
                    if found.curves.size[row] == 0:
                        continue
                    yield Told(
                        horizon=horizon,
                        planted=(a, b) in world.laws.planted,
                        late=world.ends_from is not None,
                        expected=_expected(world, a, b, horizon, truth, free),
                        enough=bool(enough[row]),
                        truth=float(truth[horizon]),
                        raw=float(raw[row]),
                        low=float(low[row]),
                        high=float(high[row]),
                        shrunk=float(shrunk[row]),
                    )


def _expected(world: Simulated, a: int, b: int, horizon: int, truth: Floats, free: Floats) -> float:
    """Σ over the cohort that could be followed to the horizon of P(adopts by it | still free on entry)."""
    first, other = world.began[:, a], world.began[:, b]
    cohort = (first <= world.as_of - horizon) & (other > first) & (world.floor != a)
    late = np.maximum((world.ends_from or 0) - first[cohort], 0)
    # Who left or adopted before entry is not followed; this looks no further than the entry.
    followed = (late == 0) | (np.minimum(world.ended[cohort, a], other[cohort]) - first[cohort] > late)
    entry = np.minimum(late[followed], horizon)
    return float(((truth[horizon] - truth[entry]) / free[entry]).sum())
