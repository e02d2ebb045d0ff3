"""The company of the benchmark is written in time."""

import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from adjoin.demo import write_company


@pytest.mark.bench
def test_five_thousand_accounts_with_a_million_usage_rows(tmp_path: Path) -> None:
    begun = time.perf_counter()
    write_company(tmp_path, accounts=5000, weeks=48)
    assert time.perf_counter() - begun < 20
    assert pq.read_metadata(tmp_path / "data/usage.parquet").num_rows > 1_000_000
