"""Bundles of a large book are found in time."""

from pathlib import Path
from time import process_time

import numpy as np
import pytest

from adjoin.engine.connection import in_memory
from adjoin.offers.bundles.own import NONE
from adjoin.offers.bundles.propose import propose
from adjoin.offers.settings import Settings
from adjoin.warehouse.warehouse import DuckWarehouse
from offers.bundles.relations import columns, large, put


@pytest.mark.bench
def test_50_products_and_100_000_accounts_take_15_seconds_of_two_cores_together(tmp_path: Path) -> None:
    tables = large(np.random.default_rng(1), 100_000, 50)
    with in_memory(tmp_path, threads=2) as connection:
        warehouse = DuckWarehouse(connection)
        put(warehouse, tables)
        began = process_time()
        propose(warehouse, columns(), {}, NONE, Settings())
        took = process_time() - began
        assert warehouse.read("bundles").num_rows == 20
    assert took < 15, f"{took:.1f} s of processor time"
