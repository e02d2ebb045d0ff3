"""Run the world from its first week to the as-of date and keep what the tables are written from."""

from datetime import date

import numpy as np

from adjoin.demo import noise
from adjoin.demo.book import Book
from adjoin.demo.log import History
from adjoin.demo.truth import chances
from adjoin.demo.world import World


def live(rng: np.random.Generator, book: Book, as_of: date) -> tuple[History, World]:
    """The history up to the last complete week (Monday to Sunday) by `as_of`, and the world then."""
    today = int(np.datetime64(as_of, "D").astype(np.int64))
    last_sunday = today - (as_of.weekday() + 1) % 7
    world = World(rng, book, last_sunday + 1 - 7 * noise.HISTORY_WEEKS)
    shape = (book.size, noise.HISTORY_WEEKS)
    held = np.zeros((book.size, world.cells.held.shape[1], noise.HISTORY_WEEKS), dtype=np.bool_)
    ill, low = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for week in range(noise.HISTORY_WEEKS):
        world.step()
        held[:, :, week], ill[:, week], low[:, week] = world.cells.held, world.ill, world.low
    alone, approached = chances(world)
    needy, alarmed = world.visible()
    history = History(
        first_day=world.first_day,
        as_of=today,
        held=held,
        ill=ill,
        low=low,
        spells=world.spells.table(),
        ends=world.ends.table(),
        renewals=world.renewals.table(),
        needs=world.needs.table(),
        approaches=world.approaches.table(),
        renews=world.cells.renews,
        open=world.open_cells(),
        chance_alone=alone,
        chance_approached=approached,
        in_need=world.in_need(world.week),
        shown_need=needy,
        false_alarm=alarmed,
        renewal_window=world.renewal_window(),
        tired=world.tired,
    )
    return history, world
