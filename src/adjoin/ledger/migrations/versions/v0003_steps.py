"""Plays become campaigns: an entry may be a step of a play, plays say where they stand, tasks are kept.

Nothing that was recorded changes: old entries of plays get the place in their play and what they did to it.
"""

import contextlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ENTRIES = sa.table(
    "entries",
    *(sa.column(name, sa.Integer) for name in ("entry_id", "play_id", "number")),
    *(sa.column(name, sa.Text) for name in ("verb", "account_id", "run_id")),
    sa.column("changed", sa.JSON(none_as_null=True)),
)
_OLD_PLAYS = sa.table(
    "plays",
    sa.column("play_id", sa.Integer),
    *(sa.column(name, sa.Text) for name in ("account_id", "product_id", "outcome", "person")),
    *(sa.column(name, sa.Date) for name in ("accepted_on", "closed_on")),
)

Row = dict[str, Any]


def upgrade() -> None:
    old = _rows(sa.select(_OLD_PLAYS).order_by(_OLD_PLAYS.c.play_id))
    _steps()
    op.drop_index("one_open_play", "plays")
    op.drop_table("plays")
    plays = _plays()
    _tasks()
    if old:
        _carry(plays, old)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _steps() -> None:
    for name in ("play_id", "number", "task"):
        op.add_column("entries", sa.Column(name, sa.Integer))
    op.add_column("entries", _text("token", null=True))
    for name in ("data", "changed"):
        op.add_column("entries", sa.Column(name, sa.JSON))
    op.create_index("one_step_a_number", "entries", ["play_id", "number"], unique=True)
    op.create_index("one_step_a_token", "entries", ["token"], unique=True)


def _plays() -> sa.Table:
    plays = op.create_table(
        "plays",
        sa.Column(
            "play_id", sa.Integer, sa.ForeignKey("entries.entry_id"), primary_key=True, autoincrement=False
        ),
        *(_text(name) for name in ("account_id", "root_id", "product_id", "kind", "state", "phase")),
        sa.Column("accepted_on", sa.Date, nullable=False),
        sa.Column("phase_since", sa.Date, nullable=False),
        _text("person"),
        *(_text(name, null=True) for name in ("base_product_id", "motion", "motion_why")),
        *(sa.Column(name, sa.Date) for name in ("signal_on", "pitched_on", "until", "closed_on")),
        *(_text(name, null=True) for name in ("reason", "rival")),
        sa.Column("version", sa.Integer, nullable=False),
        _text("run_id", null=True),
        sa.CheckConstraint(
            "(closed_on IS NULL) = (state IN ('open', 'paused', 'snoozed'))", name="closed_when_over"
        ),
    )
    running = sa.text("closed_on IS NULL")
    for name, column in (("a_root", "root_id"), ("an_account", "account_id")):
        op.create_index(
            f"one_running_play_{name}",
            "plays",
            [column, "kind"],
            unique=True,
            sqlite_where=running,
            postgresql_where=running,
        )
    return plays


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column(
            "play_id", sa.Integer, sa.ForeignKey("plays.play_id"), primary_key=True, autoincrement=False
        ),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        *(_text(name) for name in ("phase", "role", "what")),
        sa.Column("due_on", sa.Date, nullable=False),
        _text("state"),
        _text("owner", null=True),
        sa.Column("hand_off_days", sa.Integer),
        sa.Column("handed_on", sa.Date),
        sa.Column("done_on", sa.Date),
        _text("asks", null=True),
    )


def _carry(plays: sa.Table, old: list[Row]) -> None:
    """The plays of the old ledger, each with its accept and its close as the steps that they were."""
    steps = _steps_of_plays()
    now = {play["play_id"]: _play(play, steps[play["play_id"]]) for play in old}
    op.bulk_insert(plays, list(now.values()))
    with _audit_open():
        for play_id, play in now.items():
            first, *ends = steps[play_id]
            _mark(first, play_id, 1, play | {"version": 1, "state": "open", "closed_on": None})
            for number, end in enumerate(ends, 2):
                ended = {name: play[name] for name in ("state", "closed_on")}
                _mark(end, play_id, number, ended | {"version": number})


@contextlib.contextmanager
def _audit_open() -> Iterator[None]:
    """Let the new columns of old entries be filled: what they held is not touched."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE entries DISABLE TRIGGER entries_append_only")
        yield
        op.execute("ALTER TABLE entries ENABLE TRIGGER entries_append_only")
        return
    triggers = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'")
    made = op.get_bind().execute(triggers).all()
    for name, _ in made:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, written in made:
        op.execute(written)


def _play(old: Row, steps: list[Row]) -> Row:
    kept = ("play_id", "account_id", "product_id", "accepted_on", "closed_on", "person")
    return {name: old[name] for name in kept} | {
        "root_id": old["account_id"],
        "kind": "cross_sell",
        "state": old["outcome"] or "open",
        "phase": "discovery",
        "phase_since": old["accepted_on"],
        "version": len(steps),
        "run_id": steps[0]["run_id"],
    }


def _steps_of_plays() -> dict[int, list[Row]]:
    """Play → its accept and close: an account had one open play, so a close ends the one accepted last."""
    made = sa.select(_ENTRIES).where(_ENTRIES.c.verb.in_(("accept", "close")))
    found: dict[int, list[Row]] = {}
    newest: dict[str, int] = {}
    for row in _rows(made.order_by(_ENTRIES.c.entry_id)):
        if row["verb"] == "accept":
            newest[row["account_id"]] = row["entry_id"]
        found.setdefault(newest[row["account_id"]], []).append(row)
    return found


def _mark(entry: Row, play_id: int, number: int, changed: Row) -> None:
    play = {name: str(value) if isinstance(value, date) else value for name, value in changed.items()}
    op.execute(
        sa.update(_ENTRIES)
        .where(_ENTRIES.c.entry_id == entry["entry_id"])
        .values(play_id=play_id, number=number, changed={"play": play, "tasks": []})
    )


def _rows(found: sa.Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in op.get_bind().execute(found)]
