"""What is learned from: nothing of the future, everything that matured, the same twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Table
from adjoin.engine.connection import in_memory
from adjoin.engine.examples import Learning, examples_until
from adjoin.engine.stages import STAGES, Run
from adjoin.ledger import Ledger
from adjoin.project.project import open_project
from adjoin.warehouse.warehouse import DuckWarehouse
from companies import TODAY, write_small

PAST = date(2026, 6, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("learning"), accounts=150)


@contextmanager
def loaded(folder: Path) -> Iterator[Run]:
    """The company's tables in a warehouse, texts read by words."""
    project = open_project(folder)
    words = project.configuration.model_copy(
        update={"settings": {"text": {"model": "words"}, "learning_grid": {"most_dates": 3}}}
    )
    project = replace(project, configuration=words)
    with Ledger(project.state, None) as ledger, in_memory(project.state, 2) as connection:
        run = Run(project, DuckWarehouse(connection), ledger, TODAY, None)
        STAGES[0].do(run)
        yield run


def learned(run: Run, as_of: date = PAST) -> Learning:
    found = examples_until(run, as_of, np.random.default_rng(7))
    assert found is not None
    return found


def assert_same(one: Learning, other: Learning) -> None:
    assert one.examples.features == other.examples.features
    for name in ("values", "prior_logit", "outcome", "day", "root", "owner"):
        assert np.array_equal(getattr(one.examples, name), getattr(other.examples, name), equal_nan=True), (
            name
        )
    for name in ("values", "prior_logit", "approached", "day", "root", "owner"):
        assert np.array_equal(getattr(one.cells, name), getattr(other.cells, name), equal_nan=True), name


def forget(run: Run, table: Table, after: date) -> int:
    """Take away what the contract says is known only later; gives the rows it touched."""
    connection, name, touched = run.warehouse.connection, f"canonical.{table.name}", 0
    known = table.known_on or table.known_from
    if known is not None and table.name != "accounts":
        (gone,) = connection.execute(
            f"DELETE FROM {name} WHERE {known} > $after", {"after": after}
        ).fetchall()
        touched += gone[0]
    for column in table.columns:
        if column.counts_from and column.name != column.counts_from:
            value = f"'{column.default}'" if column.default else "NULL"
            sql = f"UPDATE {name} SET {column.name} = {value} WHERE {column.counts_from} > $after"
            touched += connection.execute(sql, {"after": after}).fetchall()[0][0]
    for start in {column.counts_from for column in table.columns} - {None}:
        connection.execute(f"UPDATE {name} SET {start} = NULL WHERE {start} > $after", {"after": after})
    return touched


def test_only_the_past_is_learned_from_and_always_alike(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adjoin.engine.examples.MOST_CELLS", 600)
    with loaded(folder) as run:
        first = learned(run)
        touched = {name: forget(run, table, PAST) for name, table in CANONICAL.items()}
        changed = {name for name, rows in touched.items() if rows}
        assert {"usage", "interactions", "opportunities", "subscriptions"} <= changed
        assert_same(learned(run), first)
    assert len(first.cells) == 600


def test_every_approach_that_matured_is_an_example(folder: Path) -> None:
    with loaded(folder) as run:
        found = learned(run)
        episodes = run.warehouse.read("matured_episodes").to_pylist()
    examples, cells = found.examples, found.cells
    assert found.label == "approach"
    assert len(examples) > 15
    days = [(row["approached_on"] - date(1970, 1, 1)).days for row in episodes]
    since, now = int(cells.day.min()), (PAST - date(1970, 1, 1)).days
    young = [day for day in days if day > since]
    assert 0.9 * len(young) <= len(examples) <= len(young)  # but those whose account held nothing then
    assert set(examples.day) <= set(young)
    assert examples.day.max() + 90 <= now
    assert cells.day.max() + 90 <= now
    assert 0 < examples.outcome.mean() < 0.5
    assert 0 < cells.approached.mean() < 0.2
    assert np.isfinite(examples.prior_logit).all()


def test_before_anybody_was_approached_there_is_nothing_to_learn(folder: Path) -> None:
    with loaded(folder) as run:
        for table in ("interactions", "opportunities"):
            run.warehouse.connection.execute(f"DELETE FROM canonical.{table}")
        assert examples_until(run, PAST, np.random.default_rng(7)) is None


def test_with_opportunities_alone_it_is_whether_they_are_won(folder: Path) -> None:
    with loaded(folder) as run:
        run.warehouse.connection.execute("DELETE FROM canonical.interactions")
        found = learned(run)
    assert found.label == "opportunity"
    assert 0 < found.examples.outcome.mean() < 1
