"""The timing promised of a backtest at size; `make bench`."""

from pathlib import Path

import pytest

from adjoin.demo import write_company
from bench.measured import ADJOIN, measured
from bench.test_bench import told

pytestmark = pytest.mark.bench


def test_twelve_months_of_twenty_thousand_accounts(tmp_path: Path) -> None:
    """After a run, which reads what customers wrote once and keeps what it made of it."""
    write_company(tmp_path, accounts=20_000, weeks=100)
    measured(ADJOIN, "-C", str(tmp_path), "run")
    found = measured(ADJOIN, "-C", str(tmp_path), "backtest", "-o", str(tmp_path / "backtest.html"))
    told("backtest, 12 months, 20,000 accounts × 8 products",
         f"{found.seconds:.0f} s, {found.gigabytes:.2f} GB", "180 s")  # fmt: skip
    assert found.seconds <= 180
