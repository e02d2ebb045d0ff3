"""Thousands of running plays in a ledger at once, as steps would have left them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from adjoin.domain.play import Phase, Play, PlayKind, PlayState, Step, StepVerb, Task, TaskState
from adjoin.ledger import Ledger
from adjoin.ledger.play_rows import play_values, step_values, task_values
from adjoin.ledger.schema import ENTRIES, PLAYS, TASKS

TASKS_EACH, STEPS_EACH, AT_ONCE = 12, 4, 500


def fill(
    ledger: Ledger, cells: Iterable[Mapping[str, Any]], as_of: date, at: datetime, run_id: str, over: int = 0
) -> int:
    """A play of twelve tasks and four steps for each cell (account_id, product_id); the last `over` are closed.

    One in ten is snoozed, one in ten handed its second task on. Gives how many there are.
    """
    chosen = list(cells)
    made = 0
    for first in range(0, len(chosen), AT_ONCE):
        steps: list[dict[str, Any]] = []
        plays: list[dict[str, Any]] = []
        tasks: list[dict[str, Any]] = []
        for number, cell in enumerate(chosen[first : first + AT_ONCE], start=first):
            closed = number >= len(chosen) - over
            play, todo, taken = _made(number, cell, as_of, run_id, closed=closed)
            plays.append(play_values(play))
            tasks += [task_values(task) for task in todo]
            for place, (step, changed) in enumerate(taken, start=1):
                values = step_values(step, replace(play, version=place), at, run_id, changed)
                steps.append(values | {"entry_id": play.play_id + place - 1})
        with ledger.engine.begin() as connection:
            connection.execute(sa.insert(ENTRIES), steps)
            connection.execute(sa.insert(PLAYS), plays)
            connection.execute(sa.insert(TASKS), tasks)
        made += len(plays)
    return made


def _made(
    number: int, cell: Mapping[str, Any], as_of: date, run_id: str, *, closed: bool
) -> tuple[Play, list[Task], list[tuple[Step, dict[str, Any]]]]:
    began = as_of - timedelta(days=number % 45)
    asleep = number % 10 == 0 and not closed
    play = Play(
        play_id=1 + number * STEPS_EACH,
        account_id=cell["account_id"],
        root_id=cell["account_id"],
        product_id=cell["product_id"],
        kind=PlayKind.CROSS_SELL,
        state=PlayState.LOST if closed else PlayState.SNOOZED if asleep else PlayState.OPEN,
        phase=list(Phase)[number % 3],
        accepted_on=began,
        phase_since=began,
        person="ann",
        signal_on=began - timedelta(days=4),
        until=as_of + timedelta(days=9) if asleep else None,
        closed_on=as_of if closed else None,
        reason="no budget" if closed else None,
        version=STEPS_EACH,
        run_id=run_id,
    )
    todo = [_task(play, place, began) for place in range(1, TASKS_EACH + 1)]
    first = {"play": asdict(play), "tasks": [asdict(task) for task in todo]}
    last = Step(StepVerb.SNOOZE, "ann", as_of, until=play.until, data={"strength": 0.5}, reason="later")
    steps: list[tuple[Step, dict[str, Any]]] = [
        (Step(StepVerb.ACCEPT, "ann", began, data={"cites": [], "settings": {}}), first),
        (Step(StepVerb.DONE, "ann", began, task=1), {"play": {}, "tasks": [asdict(todo[0])]}),
        (
            Step(StepVerb.LOG, "ann", began, kind="call", text="They asked for a day"),
            {"play": {}, "tasks": []},
        ),
        (last if asleep else Step(StepVerb.LOG, "bob", began, text="Noted"), {"play": {}, "tasks": []}),
    ]
    return play, todo, steps


def _task(play: Play, place: int, began: date) -> Task:
    return Task(
        play_id=play.play_id,
        place=place,
        phase=list(Phase)[(place - 1) // 4],
        role="csm",
        what=f"Ask about number {place}",
        due_on=began + timedelta(days=3 * place),
        state=TaskState.DONE if place == 1 else TaskState.OPEN,
        owner=f"r-{(play.play_id + place % 3) % 40}",
        hand_off_days=2 if place == 2 else None,
        handed_on=began if place == 2 and play.play_id % 10 == 1 else None,
        done_on=began if place == 1 else None,
    )
