"""The ledger's tables as SQLAlchemy Core. The migrations build them; a test holds the two together."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

REVISION = "0002"
"""The migration this code is written for."""

VERSION_TABLE = "ledger_version"
"""Where the ledger's migration stands; named apart, since a PostgreSQL database may hold other things."""


class UtcTime(sa.TypeDecorator[datetime]):
    """A point in time, aware and in UTC on both engines (SQLite stores no zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; the ledger keeps UTC")
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # type: ignore[no-any-return]


METADATA = sa.MetaData()


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


PUBLICATIONS = sa.Table(
    "publications",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("run_id", sa.Text, nullable=False, unique=True),
    sa.Column("as_of", sa.Date, nullable=False, index=True),
    sa.Column("load_day", sa.Date, nullable=False),
    _text("file"),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("versions", sa.JSON, nullable=False),
    sa.Column("rows", sa.JSON, nullable=False),
)

CURRENT_RUN = sa.Table(
    "current_run",
    METADATA,
    sa.Column("slot", sa.Integer, sa.CheckConstraint("slot = 1"), primary_key=True, autoincrement=False),
    sa.Column("run_id", sa.Text, sa.ForeignKey("publications.run_id"), nullable=False),
)

SEEN = sa.Table(
    "seen",
    METADATA,
    _key("table_name"),
    _key("row_key"),
    sa.Column("seen_on", sa.Date, primary_key=True),
    _text("columns"),
    sa.Index("seen_by_day", "seen_on"),
    sqlite_with_rowid=False,
)

ARMS = sa.Table(
    "arms",
    METADATA,
    _key("experiment"),
    _key("root_id"),
    _text("arm"),
    sa.Column("as_of", sa.Date, nullable=False),
)

GHOST_PLAYS = sa.Table(
    "ghost_plays",
    METADATA,
    _key("experiment"),
    _key("account_id"),
    _key("product_id"),
    sa.Column("as_of", sa.Date, primary_key=True),
    _text("root_id"),
    sa.Column("probability", sa.Float, nullable=False),
)

SHOWN = sa.Table(
    "shown",
    METADATA,
    _key("account_id"),
    sa.Column("as_of", sa.Date, primary_key=True),
    _text("root_id"),
    _text("product_id"),
    _text("action"),
    _text("slot", null=True),
    sa.Column("filler", sa.Boolean, nullable=False),
    sa.Column("ghost", sa.Boolean, nullable=False),
    sa.Column("probability", sa.Float),
    sa.Column("shown_since", sa.Date, nullable=False),
    _text("signal_kind", null=True),
    sa.Column("signal_score", sa.Float),
    sa.Index("shown_by_day", "as_of"),
    sqlite_with_rowid=False,
)

ENTRIES = sa.Table(
    "entries",
    METADATA,
    sa.Column("entry_id", sa.Integer, primary_key=True),
    _text("verb"),
    sa.Column("account_id", sa.Text, nullable=False, index=True),
    _text("product_id", null=True),
    sa.Column("effective_on", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    _text("kind", null=True),
    _text("reason", null=True),
    _text("text", null=True),
    _text("person"),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("run_id", sa.Text, sa.ForeignKey("publications.run_id")),
)

PLAYS = sa.Table(
    "plays",
    METADATA,
    sa.Column(
        "play_id", sa.Integer, sa.ForeignKey("entries.entry_id"), primary_key=True, autoincrement=False
    ),
    _text("account_id"),
    _text("product_id"),
    sa.Column("accepted_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    _text("outcome", null=True),
    _text("person"),
)

ONE_OPEN_PLAY = sa.Index(
    "one_open_play",
    PLAYS.c.account_id,
    unique=True,
    sqlite_where=PLAYS.c.closed_on.is_(None),
    postgresql_where=PLAYS.c.closed_on.is_(None),
)
"""Two people cannot both take one account: the second insert fails."""
