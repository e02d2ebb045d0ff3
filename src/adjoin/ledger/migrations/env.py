"""What Alembic runs: the upgrade on the connection that `opening` holds, in that connection's transaction."""

from alembic import context

from adjoin.ledger.schema import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
