"""What people did: one log of entries that are only ever added."""

from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from adjoin.domain.entry import HANDS_OFF, ON_AN_ACCOUNT, Entry, Recorded, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.ledger.schema import ENTRIES

_FIELDS = tuple(field.name for field in fields(Entry))
_AUDIT = ("entry_id", "at", "run_id", "play_id", "number")


def record(connection: sa.Connection, entry: Entry, at: datetime, run_id: str | None) -> int:
    """Add one entry about an account and return its id.

    Raises ConfigurationError for a step of a play, which `stepping` takes.
    """
    if entry.verb not in ON_AN_ACCOUNT:
        raise ConfigurationError(
            f"'{entry.verb}' is a step of a play: accept a play first, then take the step."
        )
    added = sa.insert(ENTRIES).values(**asdict(entry), at=at, run_id=run_id).returning(ENTRIES.c.entry_id)
    entry_id: int = connection.execute(added).scalar_one()
    return entry_id


def entries(connection: sa.Connection, account_id: str | None = None) -> tuple[Recorded, ...]:
    """All entries in the order they were made, steps of plays among them, or those of one account."""
    found = sa.select(*(ENTRIES.c[name] for name in (*_FIELDS, *_AUDIT))).order_by(ENTRIES.c.entry_id)
    if account_id is not None:
        found = found.where(ENTRIES.c.account_id == account_id)
    return tuple(_recorded(row) for row in connection.execute(found).mappings())


def rests(connection: sa.Connection) -> tuple[Recorded, ...]:
    """Entries about accounts that keep Adjoin off them, in the order they were made."""
    found = sa.select(*(ENTRIES.c[name] for name in (*_FIELDS, *_AUDIT))).order_by(ENTRIES.c.entry_id)
    verbs = [str(verb) for verb in HANDS_OFF]
    found = found.where(ENTRIES.c.play_id.is_(None), ENTRIES.c.verb.in_(verbs))
    return tuple(_recorded(row) for row in connection.execute(found).mappings())


def _recorded(row: sa.RowMapping) -> Recorded:
    said = {name: row[name] for name in _FIELDS} | {"verb": Verb(row["verb"])}
    return Recorded(entry=Entry(**said), **{name: row[name] for name in _AUDIT})


def next_entry(connection: sa.Connection) -> int:
    """The id of the entry that comes next: a play is named after its accept, and a trial after its start."""
    if connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence("entries", "entry_id")
        taken: int = connection.execute(sa.select(sa.func.nextval(sequence))).scalar_one()
        return taken
    last: int | None = connection.scalar(sa.select(sa.func.max(ENTRIES.c.entry_id)))
    return (last or 0) + 1
