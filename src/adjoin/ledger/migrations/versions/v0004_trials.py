"""Trials: each is a row, and its steps are entries of the one log. Nothing that was recorded changes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("entries", sa.Column("trial_id", sa.Integer))
    op.create_index("one_step_a_number_of_a_trial", "entries", ["trial_id", "number"], unique=True)
    op.create_table(
        "trials",
        sa.Column(
            "trial_id", sa.Integer, sa.ForeignKey("entries.entry_id"), primary_key=True, autoincrement=False
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("account_id", "product_id", "state")),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("started_on", "ends_on")),
        sa.Column("person", sa.Text, nullable=False),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("criteria", "participants", "seeded_with")),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("play_id", sa.Integer, sa.ForeignKey("plays.play_id")),
        sa.Column("anyway", sa.Text),
        *(sa.Column(name, sa.Date) for name in ("extended_on", "ended_on", "converted_on")),
        sa.Column("reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("run_id", sa.Text),
        sa.CheckConstraint("(ended_on IS NULL) = (state = 'running')", name="ended_when_over"),
    )
    op.create_index("ix_trials_account_id", "trials", ["account_id"])
    running = sa.text("ended_on IS NULL")
    op.create_index(
        "one_running_trial",
        "trials",
        ["account_id", "product_id"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
