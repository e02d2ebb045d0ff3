"""The ledger's tables as SQLAlchemy Core. The migrations build them; a test holds the two together."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

REVISION = "0005"
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
    sa.Column("play_id", sa.Integer),
    sa.Column("number", sa.Integer),
    sa.Column("task", sa.Integer),
    _text("token", null=True),
    sa.Column("data", sa.JSON(none_as_null=True)),
    sa.Column("changed", sa.JSON(none_as_null=True)),
    sa.Column("trial_id", sa.Integer),
    sa.Index("one_step_a_number", "play_id", "number", unique=True),
    sa.Index("one_step_a_token", "token", unique=True),
    sa.Index("one_step_a_number_of_a_trial", "trial_id", "number", unique=True),
)
"""The one log. A step of a play has `play_id` and `number`; `changed` is what it did to the play and its tasks, so
that both can be built again from the log alone, as of any day. A step of a trial has `trial_id` in the same way."""

PLAYS = sa.Table(
    "plays",
    METADATA,
    sa.Column(
        "play_id", sa.Integer, sa.ForeignKey("entries.entry_id"), primary_key=True, autoincrement=False
    ),
    _text("account_id"),
    _text("root_id"),
    _text("product_id"),
    _text("kind"),
    _text("state"),
    _text("phase"),
    sa.Column("accepted_on", sa.Date, nullable=False),
    sa.Column("phase_since", sa.Date, nullable=False),
    _text("person"),
    _text("base_product_id", null=True),
    _text("motion", null=True),
    _text("motion_why", null=True),
    sa.Column("signal_on", sa.Date),
    sa.Column("pitched_on", sa.Date),
    sa.Column("until", sa.Date),
    sa.Column("closed_on", sa.Date),
    _text("reason", null=True),
    _text("rival", null=True),
    sa.Column("version", sa.Integer, nullable=False),
    _text("run_id", null=True),
    sa.CheckConstraint(
        "(closed_on IS NULL) = (state IN ('open', 'paused', 'snoozed'))", name="closed_when_over"
    ),
)

TASKS = sa.Table(
    "tasks",
    METADATA,
    sa.Column("play_id", sa.Integer, sa.ForeignKey("plays.play_id"), primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    _text("phase"),
    _text("role"),
    _text("what"),
    sa.Column("due_on", sa.Date, nullable=False),
    _text("state"),
    _text("owner", null=True),
    sa.Column("hand_off_days", sa.Integer),
    sa.Column("handed_on", sa.Date),
    sa.Column("done_on", sa.Date),
    _text("asks", null=True),
)


def _one_running(name: str, column: sa.Column[str]) -> sa.Index:
    running = PLAYS.c.closed_on.is_(None)
    return sa.Index(name, column, PLAYS.c.kind, unique=True, sqlite_where=running, postgresql_where=running)


ONE_RUNNING_PLAY = (
    _one_running("one_running_play_a_root", PLAYS.c.root_id),
    _one_running("one_running_play_an_account", PLAYS.c.account_id),
)
"""Two people cannot both take one account, nor two accounts of one group: the second insert fails. Both are needed:
plays of earlier ledgers have no root but their account."""

TRIALS = sa.Table(
    "trials",
    METADATA,
    sa.Column(
        "trial_id", sa.Integer, sa.ForeignKey("entries.entry_id"), primary_key=True, autoincrement=False
    ),
    sa.Column("account_id", sa.Text, nullable=False, index=True),
    _text("product_id"),
    _text("state"),
    sa.Column("started_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    _text("person"),
    sa.Column("criteria", sa.JSON, nullable=False),
    sa.Column("participants", sa.JSON, nullable=False),
    sa.Column("seeded_with", sa.JSON, nullable=False),
    _text("source"),
    sa.Column("play_id", sa.Integer, sa.ForeignKey("plays.play_id")),
    _text("anyway", null=True),
    sa.Column("extended_on", sa.Date),
    sa.Column("ended_on", sa.Date),
    sa.Column("converted_on", sa.Date),
    _text("reason", null=True),
    sa.Column("version", sa.Integer, nullable=False),
    _text("run_id", null=True),
    sa.CheckConstraint("(ended_on IS NULL) = (state = 'running')", name="ended_when_over"),
)

ONE_RUNNING_TRIAL = sa.Index(
    "one_running_trial",
    TRIALS.c.account_id,
    TRIALS.c.product_id,
    unique=True,
    sqlite_where=TRIALS.c.ended_on.is_(None),
    postgresql_where=TRIALS.c.ended_on.is_(None),
)
"""Of two who start a trial of one product at one account, the second fails."""

EXPERIMENTS = sa.Table(
    "experiments",
    METADATA,
    _key("experiment"),
    _text("design"),
    sa.Column("held_share", sa.Float, nullable=False),
    sa.Column("delay_days", sa.Integer),
    sa.Column("horizon_days", sa.Integer, nullable=False),
    sa.Column("started_on", sa.Date, nullable=False),
    sa.Column("read_on", sa.Date, nullable=False),
    _text("approver"),
    _text("person"),
    sa.Column("excluded", sa.JSON, nullable=False),
    sa.Column("power", sa.JSON, nullable=False),
    sa.Column("stopped_on", sa.Date),
    _text("stopped_by", null=True),
    _text("stopped_why", null=True),
    sa.Column("at", UtcTime, nullable=False),
    _text("run_id", null=True),
)

CREDIT_RULES = sa.Table(
    "credit_rules",
    METADATA,
    sa.Column("effective_on", sa.Date, primary_key=True),
    *(sa.Column(name, sa.Float, nullable=False) for name in ("csm", "ae", "partner")),
    _text("person"),
    _text("why", null=True),
    sa.Column("at", UtcTime, nullable=False),
    _text("run_id", null=True),
)
"""Only ever added to: a closed deal keeps the rule that counted when it was opened."""
