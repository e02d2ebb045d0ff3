"""The demo company's promise on other worlds than the one that `make demo` writes; `make proof`."""

import csv
from pathlib import Path

import pytest

from adjoin.demo import write_company
from adjoin.desk import open_desk
from companies import rows, run_company

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_first_five_per_cent_hold_five_times_as_many_ready_accounts(seed: int, tmp_path: Path) -> None:
    folder = tmp_path / "company"
    write_company(folder, seed=seed)
    run_company(folder)
    with (folder / "truth" / "ready.csv").open(encoding="utf-8", newline="") as file:
        ready = {row["account_id"] for row in csv.DictReader(file) if row["ready"] == "true"}
    with open_desk(folder) as desk:
        book = [row["account_id"] for row in rows(desk, "recommendations")]
    first = book[: len(book) // 20]
    share, anyway = (sum(account in ready for account in some) / len(some) for some in (first, book))
    assert share >= 5 * anyway, f"seed {seed}: {share:.3f} against {anyway:.3f}"
