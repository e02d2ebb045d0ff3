"""The law of time on the published tables: what lies after the date cannot change them."""

import numpy as np
import pytest

from affinity.measured import measured
from facts.as_known import later_knowledge, later_rows
from worlds import day, random_world


@pytest.mark.parametrize("seed", range(2))
def test_what_comes_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(300 + seed)
    world, as_of = random_world(rng), day(int(rng.integers(200, 800)))
    before = measured(world, as_of).tables
    assert measured(later_rows(world, as_of, rng), as_of).tables == before
    assert measured(later_knowledge(world, as_of, rng), as_of).tables == before
    assert any(row["adopters"] for row in before["affinity"])


def test_other_dates_in_the_facts_change_nothing() -> None:
    world, as_of = random_world(np.random.default_rng(9)), day(640)
    alone = measured(world, as_of).tables
    assert measured(world, as_of, other_dates=(day(200), day(899))).tables == alone
