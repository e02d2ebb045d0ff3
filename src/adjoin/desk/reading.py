"""Reading published tables: follow the ledger's pointer to a finished file, read only, never wait."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from adjoin.domain.entry import Publication
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.published import PUBLISHED
from adjoin.ledger import Ledger
from adjoin.warehouse.publication import Runs

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


FEW = 30
"""Accounts up to which a list is faster than a join; thousands in a list would be compared with every row."""


class Reader:
    """Opens each publication once and reads its tables; safe to use from several threads."""

    def __init__(self, state: Path, ledger: Ledger) -> None:
        self.runs = Runs(state)
        self.ledger = ledger
        self._open: dict[str, duckdb.DuckDBPyConnection] = {}
        self._tables: dict[str, frozenset[str]] = {}
        self._guard = threading.Lock()
        self._pinned: Publication | None = None

    def pinned(self, as_of: date | None = None) -> Reader:
        """A reader that stays with the publication of `as_of`, or the current one; it shares the open files."""
        return self.at(self.publication(as_of))

    def at(self, publication: Publication) -> Reader:
        """A reader that stays with one publication; it shares the open files."""
        pinned = copy(self)
        pinned._pinned = publication
        return pinned

    def holds(self, name: str) -> bool:
        """Whether the publication that is read has that table: an earlier version may not have written it."""
        publication = self.publication()
        if publication.run_id not in self._tables:
            found = self._cursor(publication).execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
            )
            self._tables[publication.run_id] = frozenset(str(row[0]) for row in found.fetchall())
        return name in self._tables[publication.run_id]

    def publication(self, as_of: date | None = None) -> Publication:
        """The newest publication of `as_of`, or the current one. ConfigurationError if there is none."""
        if as_of is None and self._pinned is not None:
            return self._pinned
        found = self.ledger.current() if as_of is None else self.ledger.publication(as_of)
        if found is None and as_of is None:
            raise ConfigurationError("Nothing is published yet. Run: adjoin run")
        if found is None:
            dates = sorted({p.as_of for p in self.ledger.publications()})
            told = f"; published are {', '.join(map(str, dates[-5:]))}" if dates else ""
            raise ConfigurationError(f"No run speaks for {as_of}{told}. Run: adjoin run --as-of {as_of}")
        return found

    def table(self, name: str, account: str | None = None, as_of: date | None = None) -> pa.Table:
        """All rows of a published table, or those of one account, in key order."""
        if name == "runs":
            return self._runs()
        published = PUBLISHED.get(name)
        if published is None:
            raise ConfigurationError(
                f"There is no table '{name}'{nearest(name, [*PUBLISHED, 'runs'])}. "
                f"Published are: {', '.join([*PUBLISHED, 'runs'])}."
            )
        publication = self.publication(as_of)
        if not self.at(publication).holds(name):
            raise ConfigurationError(
                f"Run {publication.run_id} wrote no '{name}': it is older than this table. Run: adjoin run"
            )
        cursor = self._cursor(publication)
        if account is None:
            return cursor.sql(f"SELECT * FROM {published.name}").to_arrow_table()  # noqa: S608 - a known name
        relation = cursor.table(published.name)
        if "account_id" not in relation.columns:
            raise ConfigurationError(f"'{name}' is not a table of accounts; leave out --account.")
        known = self.account_id(account, as_of)
        return cursor.sql(
            f"SELECT * FROM {published.name} WHERE account_id = $account",  # noqa: S608 - a known name
            params={"account": known},
        ).to_arrow_table()

    def of_accounts(self, name: str, ids: Sequence[str], columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a published table of accounts that are about these, in key order; some columns, or all."""
        published = PUBLISHED[name]
        wanted = "*" if columns is None else ", ".join(f'"{column}"' for column in columns)
        order = ", ".join(f'"{column}" NULLS FIRST' for column in published.order)
        among = (
            "list_contains($ids, account_id)" if len(ids) <= FEW else "account_id IN (SELECT unnest($ids))"
        )
        return (
            self._cursor(self.publication())
            .sql(
                f"SELECT {wanted} FROM {published.name} WHERE {among} ORDER BY {order}",  # noqa: S608 - known names
                params={"ids": list(ids)},
            )
            .to_arrow_table()
        )

    def matching(self, name: str, column: str, value: str) -> pa.Table:
        """The rows of a published table with that value in a column, in key order."""
        published = PUBLISHED[name]
        order = ", ".join(f'"{key}" NULLS FIRST' for key in published.order)
        return (
            self._cursor(self.publication())
            .sql(
                f'SELECT * FROM {published.name} WHERE "{column}" = $value ORDER BY {order}',  # noqa: S608 - known names
                params={"value": value},
            )
            .to_arrow_table()
        )

    def account_id(self, word: str, as_of: date | None = None) -> str:
        """The account a person means by an id or a name. ConfigurationError with the nearest one if none, and
        with the ids if several share the name."""
        cursor = self._cursor(self.publication(as_of))
        if cursor.execute("SELECT 1 FROM accounts WHERE account_id = $w LIMIT 1", {"w": word}).fetchone():
            return word
        found = cursor.execute(
            "SELECT account_id FROM accounts WHERE account_id = $w OR lower(name) = lower($w) "
            "ORDER BY account_id <> $w, account_id",
            {"w": word},
        ).fetchall()
        ids = [str(row[0]) for row in found]
        if word in ids or len(ids) == 1:
            return ids[0]
        if ids:
            raise ConfigurationError(
                f"{len(ids)} accounts are called '{word}': {', '.join(ids[:10])}. Use an id."
            )
        names = cursor.execute(
            "SELECT name FROM accounts UNION ALL SELECT account_id FROM accounts"
        ).fetchall()
        raise ConfigurationError(
            f"No account '{word}' in the book{nearest(word, [str(n[0]) for n in names if n[0]])}."
        )

    def close(self) -> None:
        """Close every open publication."""
        with self._guard:
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _cursor(self, publication: Publication) -> duckdb.DuckDBPyConnection:
        with self._guard:
            if publication.run_id not in self._open:
                self._open[publication.run_id] = self.runs.open(publication.run_id)
            return self._open[publication.run_id].cursor()

    def _runs(self) -> pa.Table:
        import pyarrow as pa  # noqa: PLC0415 - heavy, and only needed here

        rows = [
            {
                "run_id": p.run_id,
                "as_of": p.as_of,
                "load_day": p.load_day,
                "started_at": p.started_at,
                "finished_at": p.finished_at,
                "seconds": (p.finished_at - p.started_at).total_seconds(),
                "accounts": p.rows.get("recommendations"),
                "rejected": p.rows.get("rejected"),
                "version": p.versions.get("adjoin"),
                "settings": json.dumps(p.settings, default=str),
                "rows": json.dumps(p.rows),
                "versions": json.dumps(p.versions),
            }
            for p in self.ledger.publications()
        ]
        return pa.Table.from_pylist(rows)
