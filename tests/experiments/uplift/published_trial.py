"""A published randomised trial as a project: its people are accounts, its outcome the start of a product."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adjoin.engine.connection import in_memory
from adjoin.engine.stages import Run, facts, holding, load
from adjoin.experiments.readouts.reading import read_out
from adjoin.experiments.uplift.learning import learn_uplift
from adjoin.language.matching import match_texts
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.warehouse.warehouse import DuckWarehouse

TODAY, DRAWN, STARTED = "2024-12-01", "2024-06-01", "2024-06-20"


def published(name: str, needs: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a set of `causaldata` in which everything needed is known; skips where it is not installed."""
    causaldata = pytest.importorskip("causaldata")
    frame = getattr(causaldata, name).load_pandas().data.dropna(subset=list(needs))
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def write_project(
    folder: Path,
    rows: Sequence[Mapping[str, Any]],
    arm: Sequence[bool],
    started: Sequence[bool],
    told: Sequence[str],
    money: str | None = None,
) -> None:
    """`arm`: treated or not; `started`: the outcome; `told`: columns of `rows` that become attributes; `money`: the one
    that is what was paid for the product."""
    ids = [f"person {number:05d}" for number in range(len(rows))]
    _write(folder / "accounts.csv", ["account_id", "name", *told],
           [[one, one, *(row[name] for name in told)] for one, row in zip(ids, rows, strict=True)])  # fmt: skip
    held = [[f"h{one}", one, "base", "2024-01-01", ""] for one in ids]
    begun = [
        [f"b{one}", one, "result", STARTED, row[money] if money else ""]
        for one, row, yes in zip(ids, rows, started, strict=True)
        if yes
    ]
    columns = ["subscription_id", "account_id", "product_id", "started_on", "acv"]
    _write(folder / "held.csv", columns, [*held, *begun])
    _write(folder / "draw.csv", ["experiment", "account_id", "arm", "assigned_on", "product_id"],
           [["trial", one, "treated" if yes else "control", DRAWN, "result"]
            for one, yes in zip(ids, arm, strict=True)])  # fmt: skip
    (folder / "catalog.yaml").write_text(
        "products:\n  - {id: base, name: Base}\n  - {id: result, name: Result}\n"
    )
    (folder / "adjoin.yaml").write_text(
        f"company: A published trial\nas_of: {TODAY}\ncurrency: EUR\nsources:\n  files: {{path: .}}\ntables:\n"
        f"  accounts: {{from: accounts.csv, attributes: [{', '.join(told)}]}}\n"
        "  subscriptions: {from: held.csv}\n  assignments: {from: draw.csv}\nsettings: {}\n"
    )


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(["" if isinstance(v, float) and np.isnan(v) else v for v in row] for row in rows)


@contextmanager
def analysed(folder: Path) -> Iterator[DuckWarehouse]:
    """The project loaded as a run loads it, its experiments read out and learned from."""
    project = open_project(folder)
    with (
        Ledger(project.state, project.configuration.ledger) as ledger,
        in_memory(project.state, 1) as connection,
    ):
        warehouse = DuckWarehouse(connection)
        run = Run(project, warehouse, ledger, date.fromisoformat(TODAY), None)
        load(run)
        warehouse.put("text_matches", match_texts([], project.catalog))
        facts(run)
        holding(run)
        run.schema |= read_out(warehouse, run.schema, run.settings)
        learn_uplift(warehouse, run.schema, run.settings, seed=20)
        yield warehouse
