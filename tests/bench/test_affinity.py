"""The timings promised of affinity at size, lifelines and a plain reference in the same run; `make bench`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.affinity_at_size import Found
from bench.test_bench import told

pytestmark = pytest.mark.bench

SIZE = "affinity, 100,000 accounts × 20 products"


@pytest.fixture(scope="module")
def found() -> Found:
    command = [sys.executable, "-m", "bench.affinity_at_size"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return Found(**json.loads(run.stdout))


def test_all_pairs_within_ten_seconds(found: Found) -> None:
    told(f"{SIZE}, {found.holdings:,} holdings, all 380 pairs",
         f"{found.measure:.1f} s, {found.gigabytes:.2f} GB with the facts", "10 s")  # fmt: skip
    assert found.holdings > 400_000
    assert found.measure <= 10


def test_fifty_times_as_fast_as_lifelines(found: Found) -> None:
    """What lifelines can give, both sides from the same spans; all of affinity, rate ratios and groups with it, to
    which lifelines has no answer, stands beside it.
    """
    told(f"{SIZE}, probabilities and intervals {found.curves:.1f} s, lifelines in a loop {found.fitted:.0f} s",
         f"{found.fitted / found.curves:.0f} × (all of affinity: {found.fitted / found.measure:.0f} ×)",
         "50 ×")  # fmt: skip
    assert found.same_cohorts
    assert found.fitted >= 50 * found.curves


def test_equal_to_the_plain_reference(found: Found) -> None:
    told(
        f"{SIZE}, {found.compared:,} probabilities and limits",
        f"{found.furthest:.0e} from plain loops",
        "1e-9",
    )
    assert found.compared == 380 * 5 * 3
    assert found.furthest <= 1e-9
