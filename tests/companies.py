"""A small company on disk, run once a session, copied for whoever changes it."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from adjoin.demo import write_company
from adjoin.desk import Desk, open_desk
from adjoin.domain.entry import Publication
from adjoin.domain.published import PUBLISHED
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project

TODAY = date(2026, 10, 1)
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def write_small(folder: Path, accounts: int = 120) -> Path:
    """The demo company with few accounts and a quarter of usage."""
    write_company(folder, accounts=accounts, weeks=30)
    return folder


def copy_of(company: Path, folder: Path) -> Path:
    """A copy to change; its publications are left behind."""
    shutil.copytree(company, folder, ignore=shutil.ignore_patterns(".adjoin"))
    return folder


def ran_copy_of(ran: Path, folder: Path) -> Path:
    """A copy to change, with what it has published."""
    return Path(shutil.copytree(ran, folder))


def run_company(folder: Path, as_of: date | None = None, today: date = TODAY) -> Publication:
    """Run it with a fixed clock."""
    return run(open_project(folder), RunOrder(today=today, clock=lambda: NOON, as_of=as_of))


def rows(desk: Desk, name: str, account: str | None = None) -> list[dict[str, Any]]:
    """A published table as dictionaries."""
    found: list[dict[str, Any]] = desk.show(name, account).to_pylist()
    return found


def everything(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every published table of the current run."""
    with open_desk(folder) as desk:
        return {name: rows(desk, name) for name in PUBLISHED}
