"""The whole book judged on one past date by the same stages as a run, without what only pages and records need.

What a run knows about the future of that date stays behind the as-of door: the stages read nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from adjoin.engine.stages import Run, affinity, decisions, facts, gates, holding, scores, signals

DECIDED: tuple[Callable[[Run], object], ...] = (facts, affinity, signals, gates, holding, scores, decisions)
"""As far as every account has its recommendation."""


def judge_book(run: Run, as_of: date, stages: Sequence[Callable[[Run], object]] = DECIDED) -> Run:
    """Judge the book as known on `as_of`, leaving each stage's relations in the run's warehouse; gives their `Run`.

    `run`: its tables are loaded and its texts matched. Relations of an earlier date are replaced. Rows without a date
    are known since the run's own first load, so not on a date before it;
    of learned models the newest made before the date is used.
    """
    past = replace(
        run,
        as_of=as_of,
        known_since=run.first_load,
        learned_by=as_of - timedelta(days=1),
        schema={},
        says=[],
        resting={},
    )
    for stage in stages:
        stage(past)
    return past
