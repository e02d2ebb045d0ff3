"""The timing promised of retention and the scorecard at size; `make bench`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.offers_at_size import Found
from bench.test_bench import told

SIZE = "retention and scorecard, 100,000 accounts"


@pytest.mark.bench
def test_retention_and_the_scorecard_of_a_large_book() -> None:
    command = [sys.executable, "-m", "bench.measurement_at_size"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = Found(**json.loads(run.stdout))
    told(
        SIZE,
        f"{found.seconds:.1f} s, {found.processor:.1f} s of processors, {found.gigabytes:.2f} GB",
        "25 s of processors",
    )
    for room, (wall, processor) in found.rooms.items():
        told(f"  {room}", f"{wall:.1f} s, {processor:.1f} s of processors", "a part of it")
    assert found.rows["known.accounts"] == 100_000
    assert found.rows["scorecard_accounts"] > 1_000_000
    assert found.processor <= 25
