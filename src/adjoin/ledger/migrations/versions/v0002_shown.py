"""What each run showed of each account, so that a product shown stays for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "shown",
        sa.Column("account_id", sa.Text, primary_key=True),
        sa.Column("as_of", sa.Date, primary_key=True),
        sa.Column("root_id", sa.Text, nullable=False),
        sa.Column("product_id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=True),
        sa.Column("filler", sa.Boolean, nullable=False),
        sa.Column("ghost", sa.Boolean, nullable=False),
        sa.Column("probability", sa.Float),
        sa.Column("shown_since", sa.Date, nullable=False),
        sa.Column("signal_kind", sa.Text, nullable=True),
        sa.Column("signal_score", sa.Float),
        sa.Index("shown_by_day", "as_of"),
        sqlite_with_rowid=False,
    )
