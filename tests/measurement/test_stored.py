"""A stored backtest is finished or not there, never replaced, and the newest is found."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.measurement.backtest.published import SCHEMAS
from adjoin.measurement.backtest.stored import newest_backtest, next_id, store

EMPTY = {name: schema.empty_table() for name, schema in SCHEMAS.items()}


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    assert newest_backtest(tmp_path) is None
    first = store(tmp_path, next_id(tmp_path, date(2026, 1, 1)), EMPTY)
    second = store(tmp_path, next_id(tmp_path, date(2026, 1, 1)), EMPTY)
    assert (first.file.name, second.file.name) == ("20260101-0001.duckdb", "20260101-0002.duckdb")
    found = newest_backtest(tmp_path)
    assert found is not None
    assert found.file == second.file
    assert {name: table.column_names for name, table in found.tables.items()} == {
        name: schema.names for name, schema in SCHEMAS.items()
    }


def test_nothing_half_done_is_left_or_read(tmp_path: Path) -> None:
    broken = {**EMPTY, "reliability": None}
    with pytest.raises((duckdb.Error, TypeError)):
        store(tmp_path, "20260101-0001", broken)
    assert list((tmp_path / "backtests").iterdir()) == []
    (tmp_path / "backtests" / "20260101-0001.99.part").write_text("half")
    assert newest_backtest(tmp_path) is None


def test_a_finished_one_is_never_replaced(tmp_path: Path) -> None:
    kept = store(tmp_path, "20260101-0001", EMPTY).file.read_bytes()
    with pytest.raises(ConfigurationError, match="there already"):
        store(tmp_path, "20260101-0001", EMPTY)
    assert (tmp_path / "backtests" / "20260101-0001.duckdb").read_bytes() == kept
    assert len(list((tmp_path / "backtests").iterdir())) == 1


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "backtests").mkdir()
    (tmp_path / "backtests" / "20260101-0001.duckdb").write_text("not a database")
    with pytest.raises(ConfigurationError, match="Remove it and run `adjoin backtest` again"):
        newest_backtest(tmp_path)
