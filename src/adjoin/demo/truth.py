"""The true chance that each open cell starts within 90 days, approached today or left alone."""

import numpy as np

from adjoin.demo import hazards
from adjoin.demo.arrays import Bools, Floats
from adjoin.demo.world import World


def chances(world: World) -> tuple[Floats, Floats]:
    """(left alone, approached now) for accounts × products, from the state the world is in.

    Sums the weekly hazards of the next 13 weeks: known needs run out on their week, new ones may arise at
    their rate, earlier approaches fade on theirs; standing stays as it is. Cells that are not open are 0.
    """
    pulled = world.pulled
    standing = hazards.standing(world.ill, world.low)
    spread = world.book.spread
    nothing = np.zeros_like(world.cells.held)
    without = hazards.alone(nothing, pulled, spread, standing)
    within = hazards.alone(~nothing, pulled, spread, standing)
    now = np.maximum(world.approach_effect()[:, None], world.lingering_effect(world.week))
    quiet = np.zeros_like(pulled)
    moved = np.zeros_like(pulled)
    for ahead in range(hazards.STEPS):
        week = world.week + ahead
        fresh = -np.expm1(-hazards.need_rate(pulled) * (ahead + 1))
        hazard = np.where(world.in_need(week), within, without + fresh * (within - without))
        quiet += hazard * world.lingering_effect(week)
        moved += hazard * now
    can_start = world.open_cells()
    return _chance(quiet, can_start), _chance(moved, can_start)


def _chance(total: Floats, can_start: Bools) -> Floats:
    return np.where(can_start, -np.expm1(-total), 0.0)


def ready(best: Floats) -> Bools:
    """The top tenth of the book by best chance if approached; ties go to the earlier account."""
    order = np.argsort(-best, kind="stable")
    chosen = np.zeros(len(best), dtype=np.bool_)
    chosen[order[: round(len(best) / 10)]] = True
    return chosen
