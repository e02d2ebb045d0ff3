"""Experiments as people started them, and the rules by which won deals are shared out. Nothing that was recorded
changes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "experiments",
        sa.Column("experiment", sa.Text, primary_key=True),
        sa.Column("design", sa.Text, nullable=False),
        sa.Column("held_share", sa.Float, nullable=False),
        sa.Column("delay_days", sa.Integer),
        sa.Column("horizon_days", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("started_on", "read_on")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("approver", "person")),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("excluded", "power")),
        sa.Column("stopped_on", sa.Date),
        *(sa.Column(name, sa.Text) for name in ("stopped_by", "stopped_why")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text),
    )
    op.create_table(
        "credit_rules",
        sa.Column("effective_on", sa.Date, primary_key=True),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("csm", "ae", "partner")),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text),
    )
