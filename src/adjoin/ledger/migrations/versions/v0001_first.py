"""The first ledger: publications, the pointer, the seen log, experiments, people's entries and plays."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _runs()
    _experiments()
    _people()
    _append_only("entries")


def _text(name: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=null)


def _runs() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Text, nullable=False, unique=True),
        sa.Column("as_of", sa.Date, nullable=False, index=True),
        sa.Column("load_day", sa.Date, nullable=False),
        _text("file"),
        sa.Column("started_at", time, nullable=False),
        sa.Column("finished_at", time, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
    )
    op.create_table(
        "current_run",
        sa.Column("slot", sa.Integer, sa.CheckConstraint("slot = 1"), primary_key=True, autoincrement=False),
        sa.Column("run_id", sa.Text, sa.ForeignKey("publications.run_id"), nullable=False),
    )
    op.create_table(
        "seen",
        _text("table_name", key=True),
        _text("row_key", key=True),
        sa.Column("seen_on", sa.Date, primary_key=True),
        _text("columns"),
        sa.Index("seen_by_day", "seen_on"),
        sqlite_with_rowid=False,
    )


def _experiments() -> None:
    op.create_table(
        "arms",
        _text("experiment", key=True),
        _text("root_id", key=True),
        _text("arm"),
        sa.Column("as_of", sa.Date, nullable=False),
    )
    op.create_table(
        "ghost_plays",
        _text("experiment", key=True),
        _text("account_id", key=True),
        _text("product_id", key=True),
        sa.Column("as_of", sa.Date, primary_key=True),
        _text("root_id"),
        sa.Column("probability", sa.Float, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "entries",
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
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text, sa.ForeignKey("publications.run_id")),
    )
    op.create_table(
        "plays",
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
    still_open = sa.text("closed_on IS NULL")
    op.create_index(
        "one_open_play",
        "plays",
        ["account_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _append_only(table: str) -> None:
    """The audit is the database's promise, not this program's: it refuses to change or delete a row."""
    message = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
    )
