"""The world runs: week by week, all accounts at once, from the first customer to the as-of date."""

from dataclasses import dataclass

import numpy as np

from adjoin.demo import hazards, noise
from adjoin.demo.arrays import NO_DAY, Bools, Floats, Ints, add_months, any_along
from adjoin.demo.book import Book
from adjoin.demo.log import Log
from adjoin.demo.products import INDEX, POPULARITY, PRODUCTS, REQUIRES, SOLD_FROM, affinity_matrix

FAR = 10**6


@dataclass(slots=True)
class Cells:
    """What changes about account × product: needs are kept as weeks (until, shown), renewals as days."""

    held: Bools
    renews: Ints
    renewed: Ints
    need_until: Ints
    need_shown: Ints
    alarm_until: Ints
    alarm_shown: Ints
    approached_week: Ints
    effect: Floats

    @classmethod
    def empty(cls, size: int) -> "Cells":
        def filled(value: int) -> Ints:
            return np.full((size, len(PRODUCTS)), value, dtype=np.int64)

        nothing = np.zeros((size, len(PRODUCTS)), dtype=np.bool_)
        return cls(
            held=nothing,
            renews=filled(FAR),
            renewed=filled(NO_DAY),
            need_until=filled(-1),
            need_shown=filled(FAR),
            alarm_until=filled(-1),
            alarm_shown=filled(FAR),
            approached_week=filled(-FAR),
            effect=np.ones((size, len(PRODUCTS))),
        )


def can_start(book: Book, held: Bools, monday: int) -> Bools:
    """Cells that may start: of a live account, not held, sold to it, launched, prerequisite held."""
    cells = ~held & book.sold & any_along(held, 1)[:, None]
    for product, needed in REQUIRES:
        cells[:, INDEX[product]] &= held[:, INDEX[needed]]
    for product, first in SOLD_FROM.items():
        cells[:, INDEX[product]] &= monday >= int(first.astype(np.int64))
    has_parent = book.parent >= 0
    cells &= ~(has_parent[:, None] & (held & book.covers)[book.parent])
    return np.asarray(cells)


class World:
    """The demo company between two Mondays; `step` moves it by one week."""

    def __init__(self, rng: np.random.Generator, book: Book, first_day: int) -> None:
        self.rng = rng
        self.book = book
        self.first_day = first_day
        self.week = 0
        self.cells = Cells.empty(book.size)
        self.ill_until = np.full(book.size, -1, dtype=np.int64)
        self.low = rng.random(book.size) < noise.LOW_ADOPTION_SHARE
        self.matrix = affinity_matrix()
        self.spells = Log(("account", "product", "day", "legacy", "approached", "effect"))
        self.ends = Log(("account", "product", "day"))
        self.renewals = Log(("account", "product", "day"))
        self.needs = Log(("account", "product", "week", "until", "shown", "genuine", "owned"))
        self.approaches = Log(("account", "product", "day"))

    @property
    def monday(self) -> int:
        return self.first_day + 7 * self.week

    @property
    def ill(self) -> Bools:
        return np.asarray(self.ill_until > self.week)

    @property
    def pulled(self) -> Floats:
        return hazards.pull(self.cells.held, self.matrix, self.book.spread)

    @property
    def tired(self) -> Bools:
        """Approached within the last 13 weeks, about whatever product."""
        return np.asarray((self.week - self.cells.approached_week < hazards.STEPS).any(axis=1))

    def step(self) -> None:
        """One week: the known customers renew, ail, need, hear from reps and buy; new ones join."""
        self._renew()
        self._change_standing()
        pulled, can_start = self.pulled, self.open_cells()
        self._needs(pulled, can_start)
        self._approach(pulled, can_start)
        self._start(pulled, can_start)
        self._join()
        self.week += 1

    def open_cells(self) -> Bools:
        """Cells that may start now."""
        return can_start(self.book, self.cells.held, self.monday)

    def in_need(self, week: int) -> Bools:
        return np.asarray(self.cells.need_until > week)

    def visible(self) -> tuple[Bools, Bools]:
        """Cells in a need that has left a trace, and cells with a false alarm that has."""
        cells, week = self.cells, self.week
        needy = (cells.need_until > week) & (cells.need_shown <= week)
        alarmed = (cells.alarm_until > week) & (cells.alarm_shown <= week)
        return np.asarray(needy), np.asarray(alarmed)

    def renewal_window(self) -> Bools:
        """Is the anchor (the largest contract of a term of six months or more) near its renewal?"""
        cells, book = self.cells, self.book
        counted = cells.held & (book.term >= 6)
        anchor = np.where(counted, book.price, -1.0).argmax(axis=1)[:, None]
        any_counted = counted.any(axis=1)
        following = np.take_along_axis(cells.renews, anchor, axis=1)[:, 0]
        last = np.take_along_axis(cells.renewed, anchor, axis=1)[:, 0]
        near = hazards.near_renewal(self.monday, last.astype(np.float64), following.astype(np.float64))
        return np.asarray(near & any_counted)

    def approach_effect(self) -> Floats:
        return hazards.approach_effect(self.ill, self.low, self.renewal_window(), self.tired)

    def _join(self) -> None:
        account, product = np.nonzero(self.book.entry & (self.book.joined_week == self.week)[:, None])
        legacy = self.book.legacy[account]
        offset = self.rng.integers(0, 5, self.book.size)[account]  # one day for all that is bought together
        day = np.where(legacy, self.first_day, self.monday + offset)
        self._begin(account, product, day)
        phase = (self.rng.random(len(account)) * 30 * self.book.term[account, product]).astype(np.int64)
        self.cells.renews[account[legacy], product[legacy]] = self.first_day + 8 + phase[legacy]
        self.spells.add(account, product, day, legacy, 0, 1000)

    def _begin(self, account: Ints, product: Ints, day: Ints) -> None:
        cells = self.cells
        cells.held[account, product] = True
        cells.renews[account, product] = add_months(day, self.book.term[account, product])
        cells.renewed[account, product] = NO_DAY
        for weeks in (cells.need_until, cells.alarm_until):
            weeks[account, product] = -1

    def _renew(self) -> None:
        cells = self.cells
        account, product = np.nonzero(cells.held & (cells.renews < self.monday + 7))
        term, day = self.book.term[account, product], cells.renews[account, product]
        leave = np.where(term == 1, noise.CHURN_MONTHLY, noise.CHURN_AT_RENEWAL)
        leave = leave + np.where(term == 1, 0.15, 1.0) * (
            noise.CHURN_WHEN_ILL * self.ill[account] + noise.CHURN_WHEN_LOW * self.low[account]
        )
        gone = self.rng.random(len(account)) < leave
        cells.held[account[gone], product[gone]] = False
        cells.renews[account[gone], product[gone]] = FAR
        self.ends.add(account[gone], product[gone], day[gone] - 1)
        account, product, day, term = account[~gone], product[~gone], day[~gone], term[~gone]
        cells.renewed[account, product] = np.where(term >= 6, day, NO_DAY)
        cells.renews[account, product] = add_months(day, term)
        self.renewals.add(account, product, day)

    def _change_standing(self) -> None:
        falls = (self.rng.random(self.book.size) < noise.ILLNESS_RATE) & ~self.ill
        length = self.rng.integers(*noise.ILLNESS_WEEKS, self.book.size)
        self.ill_until = np.where(falls, self.week + length, self.ill_until)
        turn = np.where(self.low, noise.LOW_ADOPTION_RECOVERY, noise.LOW_ADOPTION_RATE)
        self.low = self.low ^ (self.rng.random(self.book.size) < turn)

    def _needs(self, pulled: Floats, can_start: Bools) -> None:
        cells, shape = self.cells, pulled.shape
        quiet = can_start & (cells.need_until <= self.week) & (cells.alarm_until <= self.week)
        draw = self.rng.random(shape)
        arises = quiet & (draw < hazards.need_rate(pulled))
        alarm_rate = noise.FALSE_ALARM_RATE / len(PRODUCTS)
        alarms = quiet & ~arises & (self.rng.random(shape) < alarm_rate)
        self._remember(arises, genuine=True)
        self._remember(alarms, genuine=False)

    def _remember(self, cells: Bools, *, genuine: bool) -> None:
        account, product = np.nonzero(cells)
        size = len(account)
        lasts = noise.NEED_WEEKS if genuine else noise.FALSE_ALARM_WEEKS
        until = self.week + self.rng.integers(*lasts, size)
        delay = self.rng.exponential(noise.NEED_DELAY_WEEKS, size).astype(np.int64)
        silent = genuine & (self.rng.random(size) >= noise.NEED_SHOWN)
        shown = np.where(silent | (self.week + delay >= until), FAR, self.week + delay)
        if genuine:
            self.cells.need_until[account, product] = until
            self.cells.need_shown[account, product] = shown
        else:
            self.cells.alarm_until[account, product] = until
            self.cells.alarm_shown[account, product] = shown
        owned = self.cells.held[account] @ (1 << np.arange(len(PRODUCTS)))
        self.needs.add(account, product, self.week, until, shown, int(genuine), owned)

    def _approach(self, pulled: Floats, can_start: Bools) -> None:
        book, week = self.book, self.week
        needy, alarmed = self.visible()
        seen = (needy | alarmed) & can_start
        years = np.maximum(week - book.joined_week, 0) / 52.0
        ahead = (np.where(self.cells.held, self.cells.renews, FAR) - self.monday).min(axis=1)
        rate = noise.APPROACH_RATE * np.array(noise.APPROACH_BY_SEGMENT)[book.segment]
        rate = rate * np.minimum(0.6 + 0.2 * years, 1.8)
        rate = rate * np.where((ahead > 60) & (ahead < 120), noise.APPROACH_NEAR_RENEWAL, 1.0)
        rate = rate * np.where(seen.any(axis=1), noise.APPROACH_ON_SIGNAL, 1.0)
        calls = (self.rng.random(book.size) < rate) & can_start.any(axis=1) & ~self.tired
        liking = np.log(POPULARITY * np.sqrt(pulled)) + np.log(noise.SIGNAL_PULL) * seen
        liking = np.where(can_start, liking + self.rng.gumbel(size=liking.shape), -np.inf)
        account = np.flatnonzero(calls)
        product = liking[account].argmax(axis=1)
        self.cells.effect[account, product] = self.approach_effect()[account]
        self.cells.approached_week[account, product] = week
        self.approaches.add(account, product, self.monday + self.rng.integers(0, 5, len(account)))

    def lingering_effect(self, week: int) -> Floats:
        """What earlier approaches still do in `week` (times the hazard)."""
        recent = week - self.cells.approached_week < hazards.STEPS
        return np.where(recent, self.cells.effect, 1.0)

    def _start(self, pulled: Floats, can_start: Bools) -> None:
        standing = hazards.standing(self.ill, self.low)
        hazard = hazards.alone(self.in_need(self.week), pulled, self.book.spread, standing)
        effect = self.lingering_effect(self.week)
        begins = can_start & (self.rng.random(hazard.shape) < -np.expm1(-hazard * effect))
        account, product = np.nonzero(begins)
        approached = self.week - self.cells.approached_week[account, product] < hazards.STEPS
        day = self.monday + self.rng.integers(0, 5, len(account))
        self._begin(account, product, day)
        thousandths = np.round(1000 * effect[account, product]).astype(np.int64)
        self.spells.add(account, product, day, 0, approached, thousandths)
