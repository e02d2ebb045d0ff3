"""`adjoin backtest`: the same run on past dates, policies side by side, what became of their picks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from adjoin.domain.errors import RefusedError
from adjoin.engine.book_at import judge_book
from adjoin.engine.connection import in_memory
from adjoin.engine.run import Progress
from adjoin.engine.stages import STAGES, Run, facts
from adjoin.ledger import Ledger
from adjoin.measurement.backtest.as_they_stand import as_they_stand
from adjoin.measurement.backtest.capacity import Capacity, capacity_of
from adjoin.measurement.backtest.caveats import CAVEATS
from adjoin.measurement.backtest.dates import FOLLOW_DAYS, Wanted, backtest_dates
from adjoin.measurement.backtest.followed import follow
from adjoin.measurement.backtest.grade import grade
from adjoin.measurement.backtest.measures import measure_policies
from adjoin.measurement.backtest.own_policies import OwnPolicies, read_own_policies
from adjoin.measurement.backtest.picking import Taken, leave_outcomes, take
from adjoin.measurement.backtest.policies import GRADED_AGAINST, Policy, shipped
from adjoin.measurement.backtest.published import ABOUT, NOTES, POLICIES
from adjoin.measurement.backtest.reliability import reliability
from adjoin.measurement.backtest.stored import Backtest, next_id, store
from adjoin.measurement.backtest.tables import backtest_table, picks_table, reliability_table, rows_of
from adjoin.project.project import Project
from adjoin.warehouse.warehouse import DuckWarehouse

LOADING = STAGES[:2]
"""Reading the tables, and reading what customers wrote."""


def _silent(_name: str, _place: int, _of: int) -> None:
    """No progress wanted."""


@dataclass(frozen=True)
class BacktestOrder:
    """What a front end asks for. `today`: the load day; `rng`: draws the intervals."""

    today: date
    rng: np.random.Generator
    wanted: Wanted = field(default_factory=Wanted)
    as_of: date | None = None
    threads: int | None = None
    progress: Progress = field(default=_silent)


def backtest(project: Project, order: BacktestOrder) -> Backtest:
    """Run it and store its finished file. Raises before anything is stored what a run raises, and:

    ConfigurationError (dates without follow-up, a wrong range), RefusedError (no start dates, or nobody held
    anything on any of the dates).
    """
    with (
        Ledger(project.state, project.configuration.ledger) as ledger,
        in_memory(project.state, order.threads) as connection,
    ):
        run = Run(project, DuckWarehouse(connection), ledger, order.today, order.as_of)
        for stage in LOADING:
            order.progress(stage.says, 0, 1)
            stage.do(run)
        if "subscriptions.started_on" not in run.mapped:
            raise RefusedError(
                "A backtest needs to know who began what when: map `started_on` of subscriptions in adjoin.yaml."
            )
        dates = backtest_dates(run.moment, order.wanted)
        entrants = entrants_of(run)
        taken, capacity, broken = take_all(run, dates, entrants, order)
        tables = _told(run, taken, capacity, _without(entrants, broken), order.rng)
        return store(project.state, tables["backtest_about"]["backtest_id"][0].as_py(), tables)


@dataclass(frozen=True)
class Entrants:
    """The policies that pick, and why others do not: (name, called, what, why)."""

    policies: tuple[Policy, ...]
    off: tuple[tuple[str, str, str, str], ...]


def entrants_of(run: Run) -> Entrants:
    built_in = shipped(run.settings)
    own: OwnPolicies = read_own_policies(run.project.root, {policy.name for policy in built_in})
    running = [policy for policy in built_in if policy.needs is None or policy.needs in run.mapped]
    off = [
        (policy.name, policy.called, policy.what, f"{policy.needs} is not mapped")
        for policy in built_in
        if policy not in running
    ]
    off += [(refusal.name, refusal.name.replace("_", " "), "", refusal.why) for refusal in own.refused]
    return Entrants((*running, *own.policies), tuple(off))


def _without(entrants: Entrants, broken: dict[str, str]) -> Entrants:
    """Who broke on any date has no number: it would be of other dates than the others'."""
    stumbled = [policy for policy in entrants.policies if policy.name in broken]
    off = [(policy.name, policy.called, policy.what, broken[policy.name]) for policy in stumbled]
    left = tuple(policy for policy in entrants.policies if policy.name not in broken)
    return Entrants(left, (*entrants.off, *off))


def take_all(
    run: Run, dates: Sequence[date], entrants: Entrants, order: BacktestOrder
) -> tuple[list[Taken], Capacity, dict[str, str]]:
    """Judge the book and let everybody pick on each date that has one."""
    facts(run)
    later = leave_outcomes(run.warehouse, run.schema)
    taken: list[Taken] = []
    broken: dict[str, str] = {}
    capacity = Capacity(0, "")
    for place, as_of in enumerate(dates):
        order.progress(f"the book on {as_of}", place, len(dates))
        past = judge_book(run, as_of)
        here = capacity_of(run.warehouse, order.wanted.capacity)
        if here.picks == 0:
            continue
        capacity = here
        taken.append(
            take(past.warehouse, past.schema | later, as_of, entrants.policies, here.picks, run.settings)
        )
        broken |= taken[-1].broken
    if not taken:
        raise RefusedError(
            f"Nobody is known to have held anything on {dates[0]} to {dates[-1]}: there is no history to look back "
            "on. Choose later dates with --from and --to, or map older subscriptions."
        )
    return taken, capacity, broken


def _told(
    run: Run, taken: Sequence[Taken], capacity: Capacity, entrants: Entrants, rng: np.random.Generator
) -> dict[str, pa.Table]:
    """Every relation of the backtest's file."""
    called = {policy.name: policy.called for policy in entrants.policies}
    followed = follow(taken, list(called), rng)
    measures = measure_policies(followed, GRADED_AGAINST, rng)
    graded = grade(measures, called)
    curves = reliability(followed, rng)
    about = {
        "backtest_id": next_id(run.project.state, run.moment),
        "company": run.project.configuration.company,
        "as_of": run.moment,
        "first_on": followed.dates[0],
        "last_on": followed.dates[-1],
        "dates": len(followed.dates),
        "capacity": capacity.says,
        "follow_days": FOLLOW_DAYS,
        "grade": graded.letter,
        "verdict": graded.says,
    }
    notes = [{"about": about_, "says": says} for about_, says in (*CAVEATS, *run.says)]
    return {
        "backtest": backtest_table(followed, measures, graded, curves),
        "backtest_picks": picks_table(followed),
        "reliability": reliability_table(curves),
        "backtest_policies": _policies(entrants),
        "as_they_stand": as_they_stand(run.warehouse, run.mapped, followed.dates),
        "backtest_about": rows_of(ABOUT, [about]),
        "backtest_notes": rows_of(NOTES, notes),
    }


def _policies(entrants: Entrants) -> pa.Table:
    ran = [(policy.name, policy.called, policy.what, None) for policy in entrants.policies]
    rows = [(place, *row) for place, row in enumerate([*ran, *entrants.off], start=1)]
    return rows_of(POLICIES, [dict(zip(POLICIES.names, row, strict=True)) for row in rows])
