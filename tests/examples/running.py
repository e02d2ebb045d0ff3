"""Run an example project on the shared data, in a copy that keeps its relative paths; read its guide."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project
from adjoin.warehouse.publication import Runs

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"
LOAD_DAY = date(2026, 11, 1)


@dataclass(frozen=True)
class Example:
    """A published example."""

    name: str
    state: Path
    run_id: str

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with Runs(self.state).open(self.run_id) as connection:
            return connection.execute(sql).fetchall()

    def notes(self) -> str:
        return "\n".join(row[0] for row in self.ask("SELECT says FROM notes"))


def example(name: str, folder: Path) -> Example:
    """Run it with its state elsewhere: nothing is written into the checkout. Skips without the data."""
    if not (SHARED / name).is_dir():
        pytest.skip(f"{name} is not in ../shared/data")
    beside = folder / "checkout" / "examples" / name
    beside.mkdir(parents=True)
    for file in ("adjoin.yaml", "catalog.yaml"):
        (beside / file).write_text((REPOSITORY / "examples" / name / file).read_text("utf-8"), "utf-8")
    (folder / "shared").symlink_to(SHARED.parent)
    project = open_project(beside)
    order = RunOrder(today=LOAD_DAY, clock=lambda: datetime(2026, 11, 1, tzinfo=UTC))
    return Example(name, project.state, run(project, order).run_id)


def guide_tables(name: str) -> list[list[dict[str, str]]]:
    """Every table of a guide as rows under its header."""
    lines = (REPOSITORY / "docs" / "guides" / name).read_text("utf-8").splitlines()
    tables: list[list[dict[str, str]]] = []
    header: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if after.startswith("|---"):
            header = cells
            tables.append([])
        elif cells and not line.startswith("|---"):
            tables[-1].append(dict(zip(header, cells, strict=True)))
    return tables


def numbers(name: str) -> dict[str, str]:
    """The guide's table of numbers: what is counted → what came out."""
    return {row["what"]: row["number"] for rows in guide_tables(name) for row in rows if "number" in row}
