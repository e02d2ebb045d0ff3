"""The design of the experiment alone: the same world and the same rules of holding out, without the engine.

A stand-in chooses what left a trace lately, and in the second half those with a data team first. It keeps the rules
that the engine keeps: the week is assigned as if nobody were held out, a winner held out becomes a ghost, its slot goes
to a filler that is not analysed, one open play an account, a rest after a lost one, release after the delay. It is fast
enough for hundreds of years, so that intervals can be counted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.experiments.drawing import draw_arms
from loop import truth
from loop.books import Books, Pick
from loop.world import World, monday, name_of

REST, LATELY, SLOTS = 13, 12, 12


def lived(
    seed: int, accounts: int = 400, weeks: int = 52, every: int = 2, *, among_all: bool = False
) -> tuple[Books, World]:
    """A year chosen by the stand-in; its books, and the world when every outcome is known."""
    world, books = World(accounts, seed, metered=False), Books(first_slots_only=among_all)
    while world.week < 0:
        world.live()
    arms = draw_arms(f"loop {seed}", [name_of(n) for n in range(accounts)], 0.5, monday(0))
    books.arms = {arm.root_id: str(arm.arm) for arm in arms}
    resting, ghosts = np.full(accounts, -REST), np.full(accounts, 10_000)
    for week in range(weeks + truth.HORIZON):
        if 0 < week < weeks and week % every == 0:
            _choose(week, world, books, resting, ghosts, learned=week >= weeks // 2)
        world.live()
    return books, world


def _choose(
    week: int,
    world: World,
    books: Books,
    resting: npt.NDArray[np.int64],
    ghosts: npt.NDArray[np.int64],
    *,
    learned: bool,
) -> None:
    drawn = np.array([books.arms[name_of(n)] == "held" for n in range(world.accounts)])
    held = drawn & (week - ghosts < truth.HORIZON)
    open_cells = ~world.held & (world.traced >= week - LATELY)
    score = np.where(open_cells, world.traced.astype(np.float64), -np.inf)
    score += np.where(world.team, 100.0, 0.0)[:, None] if learned else 0.0
    free = (resting <= week) & open_cells.any(axis=1)
    order = [int(n) for n in np.argsort(-score.max(axis=1), kind="stable") if free[n]]
    slots = SLOTS * world.accounts // 400
    winners, rest = order[:slots], order[slots:]
    lost = sum(bool(held[n]) for n in winners)
    fillers = _fillers(rest, held, lost, among_all=books.first_slots_only)
    added = world.added()
    for number, account in enumerate(winners + fillers):
        product = int(score[account].argmax())
        kind = "filler" if number >= len(winners) else "ghost" if held[account] else "real"
        need, team = bool(world.need[account, product]), bool(world.team[account])
        pick = Pick(week, account, product, kind, need, team, float(added[account, product]), None, None)
        books.proposed.append(pick)
        if kind == "ghost":
            ghosts[account] = min(ghosts[account], week)
        if held[account]:
            continue
        books.carried.append(pick)
        world.pitch(account, product, "rep0", monday(week))
        resting[account] = week + truth.GIVES_UP + REST


def _fillers(rest: list[int], held: npt.NDArray[np.bool_], lost: int, *, among_all: bool) -> list[int]:
    """Who has the slots of ghosts: so many that are not held out, and those held out who came before them."""
    free = [place for place, account in enumerate(rest) if not held[account]][:lost]
    if not among_all:
        return [rest[place] for place in free]
    return rest[: free[-1] + 1] if free else []
