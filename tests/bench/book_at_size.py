"""A published book many times its size: the pages read what is published, however it came to be."""

from pathlib import Path

import duckdb

from adjoin.domain.published import PUBLISHED

OF_AN_ACCOUNT = (
    "account_id",
    "root_id",
    "contact_id",
    "reference_id",
    "through_contact_id",
    "only_contact_id",
)
"""Columns of ids that belong to one account; each copy of the book gets its own."""


def enlarge(publication: Path, times: int) -> int:
    """Put `times` copies of the book into a publication's file, under ids of their own; gives the accounts there."""
    grown = publication.with_suffix(".grown")
    with duckdb.connect(str(grown)) as connection:
        connection.execute(f"ATTACH '{publication}' AS before (READ_ONLY)")
        for name, table in PUBLISHED.items():
            _copy(connection, name, table.order, times)
        found = connection.execute("SELECT count(*) FROM accounts").fetchone()
        connection.execute("CHECKPOINT")
    publication.chmod(0o600)
    grown.replace(publication)
    return int(found[0]) if found else 0


def _copy(connection: duckdb.DuckDBPyConnection, name: str, order: tuple[str, ...], times: int) -> None:
    columns = connection.sql(f"SELECT * FROM before.main.{name} LIMIT 0").columns
    own = [column for column in OF_AN_ACCOUNT if column in columns]
    if "account_id" not in own:
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM before.main.{name}")
        return
    replaced = [f"{column} || '-' || copy AS {column}" for column in own]
    if "priority" in columns:
        replaced.append(f"priority + copy * (SELECT max(priority) FROM before.main.{name}) AS priority")
    key = ", ".join(f'"{column}" NULLS FIRST' for column in order)
    connection.execute(
        f"CREATE TABLE {name} AS SELECT * REPLACE ({', '.join(replaced)}) "
        f"FROM (SELECT *, range AS copy FROM before.main.{name}, range({times})) ORDER BY {key}"
    )
    connection.execute(f"ALTER TABLE {name} DROP COLUMN copy")
