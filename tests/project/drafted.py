"""Draft a project from a folder, open it and run it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from adjoin.domain.entry import Publication
from adjoin.engine.run import RunOrder, run
from adjoin.project.drafting.draft import Draft, draft, write
from adjoin.project.project import Project, open_project
from adjoin.sources.mapping import TableMapping
from adjoin.warehouse.publication import Runs

LOAD_DAY = date(2026, 11, 1)


@dataclass(frozen=True)
class Drafted:
    """A drafted project that has been run."""

    draft: Draft
    project: Project
    publication: Publication

    @property
    def tables(self) -> dict[str, TableMapping]:
        return self.project.configuration.tables

    def columns(self, table: str) -> dict[str, str]:
        """Canonical column → source, as `adjoin.yaml` says it."""
        return {name: column.column for name, column in self.tables[table].columns.items()}

    def read(self) -> dict[str, tuple[int, int]]:
        """Table → rows read and kept."""
        rows = self._ask('SELECT "table", read, kept FROM data_tables')
        return {name: (read, kept) for name, read, kept in rows}

    def rejected(self) -> list[tuple[Any, ...]]:
        return self._ask('SELECT "table", reason, count(*) FROM rejected GROUP BY ALL')

    def reason(self, where: str) -> str:
        """Why a key was chosen."""
        return next(choice.reason for choice in self.draft.choices if choice.where == where)

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        with Runs(self.project.state).open(self.publication.run_id) as connection:
            return connection.execute(sql).fetchall()


def draft_and_run(folder: Path, into: Path) -> Drafted:
    drafted = draft(folder, into)
    write(drafted, into)
    project = open_project(into)
    order = RunOrder(today=LOAD_DAY, clock=lambda: datetime(2026, 11, 1, tzinfo=UTC))
    return Drafted(drafted, project, run(project, order))
