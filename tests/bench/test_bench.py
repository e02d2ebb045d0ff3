"""The timings that were promised, printed as they are; `make bench`."""

import sys
import time
from datetime import timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest

from adjoin.demo import write_company
from adjoin.facts.build import build_facts
from adjoin.warehouse.warehouse import open_moments
from bench.measured import ADJOIN, fastest, measured
from worlds import World, day, random_catalog

pytestmark = pytest.mark.bench


def told(what: str, found: str, promised: str) -> None:
    sys.stdout.write(f"\n{what}: {found} (promised: {promised})\n")


def test_a_run_of_five_thousand_accounts(tmp_path: Path) -> None:
    write_company(tmp_path, accounts=5000, weeks=46)
    found = fastest(3, ADJOIN, "-C", str(tmp_path), "run")
    told("run, 5,000 accounts, 8 products, 1.1 M usage rows, 52,600 happenings",
         f"{found.seconds:.1f} s, {found.gigabytes:.2f} GB", "20 s, 1.5 GB")  # fmt: skip
    assert found.seconds <= 20
    assert found.gigabytes <= 1.5


def test_the_demo_company(tmp_path: Path) -> None:
    found = measured(ADJOIN, "demo", str(tmp_path / "demo"))
    told("demo, 2,000 accounts, written and run", f"{found.seconds:.1f} s", "120 s")
    assert found.seconds <= 120


def test_import_and_help_are_quick() -> None:
    imported = fastest(5, sys.executable, "-c", "import adjoin")
    helped = fastest(5, ADJOIN, "--help")
    told("import adjoin", f"{imported.seconds:.2f} s", "0.3 s")
    told("adjoin --help", f"{helped.seconds:.2f} s", "0.5 s")
    assert imported.seconds < 0.3
    assert helped.seconds < 0.5


def test_facts_of_twenty_thousand_accounts_at_twelve_dates() -> None:
    with duckdb.connect(config={"threads": 2}) as connection:
        warehouse = World(random_catalog(np.random.default_rng(1), 8)).load(connection)
        for statement in (Path(__file__).parent / "twenty_thousand.sql").read_text("utf-8").split(";\n"):
            connection.execute(statement)
        dates = [day(1357) - timedelta(days=30 * k) for k in range(12)]
        started = time.monotonic()
        open_moments(warehouse, dates, dates[0])
        build_facts(warehouse, random_catalog(np.random.default_rng(1), 8), {})
        seconds = time.monotonic() - started
    told("facts, 20,000 accounts × 12 dates, 9.3 M weekly usage rows", f"{seconds:.1f} s", "30 s")
    assert seconds <= 30
