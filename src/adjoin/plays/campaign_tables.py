"""Plays and their tasks as tables, as of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.domain.play import RUNNING, Campaign, Play, Task, TaskState
from adjoin.plays.clock import Clock, clock

_DAYS = (
    "as_of",
    "next_due_on",
    "accepted_on",
    "phase_since",
    "signal_on",
    "pitched_on",
    "until",
    "closed_on",
    "due_on",
    "handed_on",
    "done_on",
)
_WHOLE = ("play_id", "version", "place", "hand_off_days", "waited_days", "day", "tasks_open")


def _schema(names: Sequence[str]) -> pa.Schema:
    types = dict.fromkeys(_DAYS, pa.date32()) | dict.fromkeys(_WHOLE, pa.int64()) | {"overdue": pa.bool_()}
    return pa.schema([(name, types.get(name, pa.string())) for name in names])


PLAYS = _schema(
    (
        "as_of",
        *(field.name for field in fields(Play)),
        *("outcome", "waited_days", "day", "tasks_open", "next_due_on", "ageing", "says"),
    )
)
"""Of a play: `day` of the 41 that run from the signal, without rest; `waited_days` from the signal to acceptance; how
it ages. `tasks_open` and `next_due_on` count what is still to do, nothing once the play is over."""

TASKS = _schema(("as_of", "account_id", "product_id", *(field.name for field in fields(Task)), "overdue"))


def campaign_tables(
    campaigns: Sequence[Campaign], as_of: date, countries: Mapping[str, str | None]
) -> dict[str, pa.Table]:
    """`plays` (key play_id) and `tasks` (key play_id, place) of campaigns as they stood on `as_of`.

    `countries`: account → its country, for business days.
    """
    plays: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    for campaign in sorted(campaigns, key=lambda campaign: campaign.play.play_id):
        stands = clock(campaign, as_of, countries.get(campaign.play.account_id))
        plays.append(_play(campaign, as_of, stands))
        tasks += _tasks(campaign, as_of, stands)
    return {"plays": pa.Table.from_pylist(plays, PLAYS), "tasks": pa.Table.from_pylist(tasks, TASKS)}


def _play(campaign: Campaign, as_of: date, stands: Clock) -> dict[str, Any]:
    running = campaign.play.state in RUNNING
    todo = [task.due_on for task in campaign.tasks if running and task.state is TaskState.OPEN]
    return _plain(campaign.play) | {
        "as_of": as_of,
        "outcome": campaign.play.outcome,
        "waited_days": stands.waited,
        "day": stands.day,
        "tasks_open": len(todo),
        "next_due_on": min(todo, default=None),
        "ageing": str(stands.ageing.level) if stands.ageing else None,
        "says": stands.says,
    }


def _tasks(campaign: Campaign, as_of: date, stands: Clock) -> list[dict[str, Any]]:
    play = campaign.play
    late = {task.place for task in stands.overdue}
    whose = {"as_of": as_of, "account_id": play.account_id, "product_id": play.product_id}
    return [whose | _plain(task) | {"overdue": task.place in late} for task in campaign.tasks]


def _plain(row: Play | Task) -> dict[str, Any]:
    found = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: str(value) if isinstance(value, str) else value for name, value in found.items()}
