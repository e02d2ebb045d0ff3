"""A person's place at a project: what is published, and what they do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

import pyarrow.compute as pc

from adjoin.desk.reading import Reader
from adjoin.domain.catalog import Product
from adjoin.domain.entry import Publication, Recorded
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.published import PUBLISHED
from adjoin.ledger import Ledger
from adjoin.measurement.backtest.stored import newest_backtest
from adjoin.project.project import Project, open_project

if TYPE_CHECKING:
    import pyarrow as pa

OF_A_BACKTEST = ("backtest", "backtest_picks", "reliability")
"""Tables that no run publishes: the newest `adjoin backtest` wrote them."""

OF_THE_LEDGER = ("plays", "tasks", "give_gets", "give_get_record")
"""Tables that are read as they stand now; a run's publication keeps how they stood on its day."""

P = ParamSpec("P")
R = TypeVar("R")


def on_one_publication(view: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """A view that reads one publication throughout, even if a run publishes the next one meanwhile."""

    @wraps(view)
    def pinned(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return view(desk.pinned(), *args, **kwargs)

    return pinned


@dataclass
class Desk:
    """An open project. Reading follows the ledger's pointer and never waits for a run.

    Use as a context manager, or call `close`.
    """

    project: Project
    ledger: Ledger
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(self.project.state, self.ledger)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the publication and the ledger."""
        self.reader.close()
        self.ledger.close()

    def show(self, name: str, account: str | None = None, as_of: date | None = None) -> pa.Table:
        """A published table in key order, for one account if asked. ConfigurationError for an unknown name,
        account or date, with the nearest spelling. Tables of a backtest are those of the newest one; plays and tasks
        are those of now, or as they stood on the date."""
        if name in OF_A_BACKTEST:
            return self._of_a_backtest(name, account)
        if name == "trials":
            return self._trials(account, as_of)
        if name in OF_THE_LEDGER:
            return self._as_they_stand(name, account, as_of)
        return self.reader.table(name, account, as_of)

    def _of_a_backtest(self, name: str, account: str | None) -> pa.Table:
        found = newest_backtest(self.project.state)
        if found is None:
            raise ConfigurationError("No backtest has been made yet. Run: adjoin backtest")
        rows = found.tables[name]
        if account is None or "account_id" not in rows.column_names:
            return rows
        return rows.filter(pc.equal(rows["account_id"], self.reader.account_id(account)))

    def _as_they_stand(self, name: str, account: str | None, as_of: date | None) -> pa.Table:
        from adjoin.desk.campaigns import live_table  # noqa: PLC0415 - a view over this desk

        return live_table(self, name, account, as_of)

    def _trials(self, account: str | None, as_of: date | None) -> pa.Table:
        from adjoin.desk.trials import live_trials  # noqa: PLC0415 - a view over this desk

        return live_trials(self, account, as_of)

    def show_if_there(self, name: str, account: str | None = None) -> pa.Table | None:
        """The same, or None where the publication has no such table (an earlier version wrote it)."""
        there = name in PUBLISHED and self.reader.holds(name)
        return self.reader.table(name, account) if there else None

    def rows(self, name: str, account: str | None = None) -> list[dict[str, Any]]:
        """The rows of a table as objects; none where the publication has no such table."""
        found = self.show_if_there(name, account)
        return [] if found is None else list(found.to_pylist())

    def rows_of(
        self, name: str, ids: Iterable[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """The rows about these accounts as objects, with some columns or all; none where the publication has no such
        table."""
        wanted = sorted(set(ids))
        if not wanted or name not in PUBLISHED or not self.reader.holds(name):
            return []
        return list(self.reader.of_accounts(name, wanted, columns).to_pylist())

    def at(self, publication: Publication) -> Desk:
        """The same desk, staying with one publication."""
        pinned = copy(self)
        pinned.reader = self.reader.at(publication)
        return pinned

    def pinned(self, as_of: date | None = None) -> Desk:
        """The same desk, staying with the publication of `as_of`, or the one that is current now."""
        pinned = copy(self)
        pinned.reader = self.reader.pinned(as_of)
        return pinned

    def publication(self, as_of: date | None = None) -> Publication:
        """The publication that is read: the newest of `as_of`, or the current one."""
        return self.reader.publication(as_of)

    def product(self, word: str) -> Product:
        """The product of the catalog with that id or name. ConfigurationError with the nearest one if none."""
        products = self.project.catalog.products
        for product in products:
            if word.casefold() in (product.id.casefold(), product.name.casefold()):
                return product
        known = [name for product in products for name in (product.id, product.name)]
        raise ConfigurationError(f"No product '{word}' in catalog.yaml{nearest(word, known)}.")

    def entries(self, account: str | None = None) -> tuple[Recorded, ...]:
        """What people did and said, oldest first; of one account id if given."""
        return self.ledger.entries(account)


def open_desk(folder: str | Path = ".") -> Desk:
    """Open the project in `folder`. ConfigurationError with every problem if it is not a sound one."""
    project = open_project(Path(folder))
    return Desk(project, Ledger(project.state, project.configuration.ledger))
