"""A large book is ranked in the time of a run."""

import time

import numpy as np
import pytest

from adjoin.scoring.snapshot.rank import rank_snapshot
from scoring.snapshot.worlds_without_dates import simulated


@pytest.mark.bench
def test_a_million_cells_are_ranked_within_a_minute_of_one_core() -> None:
    book = simulated(np.random.default_rng(21), 10_000, 100)
    begun = time.process_time()
    found = rank_snapshot(book, 1)
    assert np.isfinite(found.probability).all()
    assert time.process_time() - begun < 60
