"""A year with the engine: every so many weeks the tables are written, the engine runs, people carry out its plays.

What the engine is told goes through tables and the desk; what is true is kept beside it, in `Books`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from adjoin.desk import acting, playing, tasks
from adjoin.desk.accepting import accept
from adjoin.desk.desk import Desk, open_desk
from adjoin.desk.experimenting import Wanted, start
from adjoin.desk.moving import advance, pitch
from adjoin.desk.person import Person
from adjoin.domain.entry import Publication
from adjoin.domain.errors import AdjoinError
from adjoin.engine.learn import learn
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project
from loop import truth
from loop.books import Books, Pick, Week
from loop.company import write_project, write_tables
from loop.world import FIRST, NEVER, World, monday

DAY = timedelta(days=1)
SETTINGS: Mapping[str, Mapping[str, Any]] = {"text": {"model": "words"}}

KINDS = {
    (False, False): "real",
    (True, False): "ghost",
    (False, True): "filler",
    (True, True): "ghost filler",
}
"""By whether nobody saw it, and whether it had, or would have had, the slot of a ghost."""


@dataclass(frozen=True)
class Plan:
    """`every`: weeks between runs; `capacity`: plays a week of each of three; `habit`: pitches a week in the 78 weeks
    before the engine; `learns`: weeks before whose run it learns; `tail`: weeks after the last play in which nobody
    acts, until its outcome is known; `by_the_book`: of so many plays a run people also answer the tasks and log
    the pitch at the desk, beside the row of the CRM; `feedback`: share of plays of which they say whether there was
    a need."""

    accounts: int
    seed: int
    every: int = 2
    capacity: int = 4
    habit: int = 3
    weeks: int = 52
    tail: int = truth.HORIZON
    learns: tuple[int, ...] = (26, 39)
    threads: int = 1
    feedback: float = 0.5
    by_the_book: int = 0
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: SETTINGS)


@dataclass
class Year:
    """One world lived through. `open`: account number → the product and week of its open play."""

    plan: Plan
    folder: Path

    def __post_init__(self) -> None:
        self.world = World(self.plan.accounts, self.plan.seed)
        self.books = Books()
        self.open: dict[int, tuple[int, int]] = {}
        self.rng = np.random.default_rng(np.random.SeedSequence([self.plan.seed, 3]))

    def live(self) -> Books:
        """History, the year, and the weeks after it; gives what is true of it."""
        plan, world = self.plan, self.world
        while world.week < 0:
            if world.week >= -78:
                world.habit(plan.habit)
            world.live()
        write_project(self.folder, world, plan.capacity, plan.settings)
        self.run(0)
        self._start()
        for week in range(plan.weeks + plan.tail + 1):
            if 0 < week < plan.weeks and week % plan.every == 0:
                if any(week - plan.every < at <= week for at in plan.learns):
                    self._learn(week)
                self._act(week, self.run(week))
            if week < plan.weeks + plan.tail:
                world.live()
        self._close(world.week)
        self.run(world.week)
        return self.books

    def order(self, week: int, as_of: date | None = None) -> RunOrder:
        at = datetime.combine(monday(week), time(6), UTC)
        return RunOrder(
            today=monday(week), clock=lambda: at, as_of=as_of or monday(week), threads=self.plan.threads
        )

    def run(self, week: int) -> Publication:
        """The engine as of the Monday of the week."""
        self._close(week)
        write_tables(self.folder, self.world, monday(week))
        publication = run(open_project(self.folder), self.order(week))
        self.books.published.append(publication)
        return publication

    def _learn(self, week: int) -> None:
        write_tables(self.folder, self.world, monday(week))
        lesson = learn(open_project(self.folder), self.order(week))
        weights = {w.feature: (w.prior, w.posterior) for w in lesson.learned.weights}
        self.books.lessons.append(
            (week, lesson.learned.report.in_use, lesson.learned.report.sentence, weights)
        )

    def _start(self) -> None:
        with open_desk(self.folder) as desk:
            wanted = Wanted("loop", read_on=monday(self.plan.weeks + self.plan.tail + 2))
            planned = start(desk, wanted, "head of sales", _person(0), monday(0))
        self.books.arms = {arm.root_id: str(arm.arm) for arm in planned.arms}

    def _act(self, week: int, publication: Publication) -> None:
        """On Tuesday, people accept and pitch what has a slot this week."""
        with open_desk(self.folder) as desk:
            proposed = [r for r in desk.ledger.proposals().to_pylist() if r["shown_on"] == monday(week)]
            for row in proposed:
                kind = KINDS[row["ghost"], row["filler"]]
                self.books.proposed.append(self._pick(week, row, kind))
            picks = [
                row
                for row in desk.show("recommendations").to_pylist()
                if row["action"] == "play" and row["slot"] == "this_week"
            ]
            self.books.weeks.append(self._week(week, publication, desk, len(picks)))
            for place, row in enumerate(picks):
                self._carry_out(desk, week, row, by_the_book=place < self.plan.by_the_book)

    def _pick(self, week: int, row: Mapping[str, Any], kind: str) -> Pick:
        account, product = int(row["account_id"][1:]), truth.PRODUCTS.index(row["product_id"])
        need = bool(self.world.need[account, product])
        added = float(self.world.added()[account, product])
        return Pick(week, account, product, kind, need, bool(self.world.team[account]), added,
                    row["probability"], row.get("signal_kind"))  # fmt: skip

    def _week(self, week: int, publication: Publication, desk: Desk, picks: int) -> Week:
        """How the run chose, beside the best that could have been chosen among those whom people may approach now."""
        free = np.ones(self.plan.accounts, np.bool_)
        held = {r["account_id"] for r in desk.show("held_out").to_pylist()}
        for number in range(self.plan.accounts):
            free[number] = f"H{number:04d}" not in held and number not in self.open
        best = np.sort(self.world.added().max(axis=1)[free])[::-1][: max(picks, 1)]
        scores = desk.show("scores")["source"].to_pylist()
        weights = {r["kind"]: r["weight"] for r in desk.show("signal_weights").to_pylist()}
        return Week(week, publication.versions.get("model"), float(best.mean()), weights,
                    {name: scores.count(name) for name in sorted(set(scores))})  # fmt: skip

    def _carry_out(self, desk: Desk, week: int, row: Mapping[str, Any], *, by_the_book: bool) -> None:
        kind = "filler" if row["filler"] else "real"
        pick, person, on = self._pick(week, row, kind), _person(week), monday(week) + DAY
        account = row["account_id"]
        try:
            kept = accept(desk, account, person, on=on)
            if by_the_book:
                for task in desk.ledger.campaign(kept.entry_id).tasks:
                    if task.asks is not None:
                        tasks.done(desk, account, task.place, person, "We spoke of it", on)
                advance(desk, account, person, on=on)
                pitch(desk, account, person, on=on)
        except AdjoinError as refused:
            self.books.refused.append((week, account, str(refused)))
            return
        if self.rng.random() < self.plan.feedback:
            acting.feedback(desk, account, "helpful" if pick.need else "not_helpful", person, on)
        self.books.carried.append(pick)
        self.open[pick.account] = (pick.product, week)
        self.world.pitch(pick.account, pick.product, row["owner"], on)

    def _close(self, week: int) -> None:
        """Plays that led to a start are won on its day, those that led to nothing are lost after some weeks."""
        over = []
        for account, (product, since) in self.open.items():
            began = int(self.world.began[account, product])
            if began < NEVER or week >= since + truth.GIVES_UP + self._waits(account, product, since):
                over.append((account, "won" if began < NEVER else "lost"))
        if not over:
            return
        with open_desk(self.folder) as desk:
            for account, outcome in over:
                why = None if outcome == "won" else "no need"
                playing.close(desk, f"H{account:04d}", outcome, _person(week), monday(week), why)
                del self.open[account]

    def _waits(self, account: int, product: int, since: int) -> int:
        """Nobody gives up while the customer is about to sign."""
        due = int(self.world.due[account, product])
        return 0 if due == NEVER else max(due - since - truth.GIVES_UP, 0) + 1


def _person(week: int) -> Person:
    return Person("rep0", datetime.combine(monday(week) + DAY, time(9), UTC))


def live(plan: Plan, folder: Path | None = None) -> Year:
    """A year in a folder; in one that is thrown away where none is given."""
    if folder is not None:
        year = Year(plan, folder)
        year.live()
        return year
    with tempfile.TemporaryDirectory() as made:
        return live(plan, Path(made))


__all__ = ["FIRST", "Plan", "Year", "live"]
