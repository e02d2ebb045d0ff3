"""What people did: entries that are only ever added, and the plays they open and close."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from adjoin.domain.entry import ConflictError, Entry, Play, Recorded, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.ledger.schema import ENTRIES, PLAYS


def record(connection: sa.Connection, entry: Entry, at: datetime, run_id: str | None) -> int:
    """Add one entry and return its id; accept opens a play, close ends it.

    Raises ConflictError if the account has an open play already, ConfigurationError if it has none to close.
    """
    added = sa.insert(ENTRIES).values(**asdict(entry), at=at, run_id=run_id).returning(ENTRIES.c.entry_id)
    entry_id: int = connection.execute(added).scalar_one()
    if entry.verb is Verb.ACCEPT:
        _open(connection, entry, entry_id)
    elif entry.verb is Verb.CLOSE:
        _close(connection, entry)
    return entry_id


def entries(connection: sa.Connection, account_id: str | None = None) -> tuple[Recorded, ...]:
    """All entries in the order they were made, or those of one account."""
    found = sa.select(ENTRIES).order_by(ENTRIES.c.entry_id)
    if account_id is not None:
        found = found.where(ENTRIES.c.account_id == account_id)
    return tuple(_recorded(dict(row._mapping)) for row in connection.execute(found))


def plays(connection: sa.Connection, *, only_open: bool = False) -> tuple[Play, ...]:
    """All plays in the order they were accepted, or the open ones."""
    found = sa.select(PLAYS).order_by(PLAYS.c.play_id)
    if only_open:
        found = found.where(PLAYS.c.closed_on.is_(None))
    return tuple(Play(**row._mapping) for row in connection.execute(found))


def _open(connection: sa.Connection, entry: Entry, entry_id: int) -> None:
    play = sa.insert(PLAYS).values(
        play_id=entry_id,
        account_id=entry.account_id,
        product_id=entry.product_id,
        accepted_on=entry.effective_on,
        person=entry.person,
    )
    try:
        with connection.begin_nested():
            connection.execute(play)
    except sa.exc.IntegrityError as failure:
        raise ConflictError(_taken(connection, entry.account_id)) from failure


def _taken(connection: sa.Connection, account_id: str) -> str:
    other = _open_play(connection, account_id)
    if other is None:
        return f"Account '{account_id}' was taken and freed in the same moment. Try again."
    return (
        f"Account '{account_id}' already has an open play: {other.product_id}, accepted by {other.person} "
        f"(counts from {other.accepted_on}). Close that play before accepting another."
    )


def _close(connection: sa.Connection, entry: Entry) -> None:
    play = _open_play(connection, entry.account_id)
    if play is None:
        raise ConfigurationError(f"Account '{entry.account_id}' has no open play to close.")
    if entry.product_id not in (None, play.product_id):
        raise ConfigurationError(
            f"The open play of account '{entry.account_id}' is for {play.product_id}, not {entry.product_id}."
        )
    if entry.effective_on < play.accepted_on:
        raise ConfigurationError(
            f"The play of account '{entry.account_id}' was accepted on {play.accepted_on}; it cannot "
            f"close on {entry.effective_on}."
        )
    ended = sa.update(PLAYS).where(PLAYS.c.play_id == play.play_id)
    connection.execute(ended.values(closed_on=entry.effective_on, outcome=entry.kind))


def _open_play(connection: sa.Connection, account_id: str) -> Play | None:
    found = sa.select(PLAYS).where(PLAYS.c.account_id == account_id, PLAYS.c.closed_on.is_(None))
    row = connection.execute(found).first()
    return None if row is None else Play(**row._mapping)


def _recorded(row: dict[str, Any]) -> Recorded:
    audit = {name: row.pop(name) for name in ("entry_id", "at", "run_id")}
    return Recorded(entry=Entry(**(row | {"verb": Verb(row["verb"])})), **audit)
