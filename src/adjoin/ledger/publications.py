"""The commit of a run: its publication, the pointer to it, and what the run decided."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adjoin.domain.entry import Arm, GhostPlay, Publication
from adjoin.ledger.schema import ARMS, CURRENT_RUN, GHOST_PLAYS, PUBLICATIONS


def publish(connection: sa.Connection, publication: Publication) -> None:
    """Insert the publication and point `current_run` at it."""
    connection.execute(sa.insert(PUBLICATIONS), asdict(publication))
    moved = connection.execute(sa.update(CURRENT_RUN).values(run_id=publication.run_id))
    if not moved.rowcount:
        connection.execute(sa.insert(CURRENT_RUN).values(slot=1, run_id=publication.run_id))


def decide(connection: sa.Connection, as_of: date, arms: Sequence[Arm], ghosts: Sequence[GhostPlay]) -> None:
    """Keep what the run of `as_of` decided: ghost plays replace that date's, arms are never re-drawn.

    What it showed is kept by `shown.replace`.
    """
    connection.execute(sa.delete(GHOST_PLAYS).where(GHOST_PLAYS.c.as_of == as_of))
    if ghosts:
        connection.execute(sa.insert(GHOST_PLAYS), [asdict(ghost) for ghost in ghosts])
    if arms:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(ARMS).on_conflict_do_nothing(), [asdict(arm) for arm in arms])


def current(connection: sa.Connection) -> Publication | None:
    """The publication that readers follow."""
    return _one(connection, sa.select(PUBLICATIONS).join(CURRENT_RUN))


def publication_of(connection: sa.Connection, as_of: date) -> Publication | None:
    """The newest publication that speaks for `as_of`."""
    return _one(connection, sa.select(PUBLICATIONS).where(PUBLICATIONS.c.as_of == as_of))


def publications(connection: sa.Connection) -> tuple[Publication, ...]:
    """All of them, oldest first."""
    rows = connection.execute(sa.select(PUBLICATIONS).order_by(PUBLICATIONS.c.number))
    return tuple(_publication(row) for row in rows)


def first_load(connection: sa.Connection) -> date | None:
    """The earliest date a publication ever spoke for."""
    first: date | None = connection.scalar(sa.select(sa.func.min(PUBLICATIONS.c.as_of)))
    return first


def arms(connection: sa.Connection, before: date) -> tuple[Arm, ...]:
    """The arms drawn on earlier dates than `before`: what the engine recorded counts only later."""
    found = sa.select(ARMS).where(ARMS.c.as_of < before).order_by(ARMS.c.experiment, ARMS.c.root_id)
    return tuple(Arm(**row._mapping) for row in connection.execute(found))


def ghost_plays(connection: sa.Connection, before: date) -> tuple[GhostPlay, ...]:
    """The ghost plays of earlier dates than `before`, oldest first."""
    kept = GHOST_PLAYS.c
    found = sa.select(GHOST_PLAYS).where(kept.as_of < before).order_by(kept.as_of, kept.account_id)
    return tuple(GhostPlay(**row._mapping) for row in connection.execute(found))


def _one(connection: sa.Connection, found: sa.Select[Any]) -> Publication | None:
    row = connection.execute(found.order_by(PUBLICATIONS.c.number.desc()).limit(1)).first()
    return None if row is None else _publication(row)


def _publication(row: sa.Row[Any]) -> Publication:
    return Publication(**{name: value for name, value in row._mapping.items() if name != "number"})
