"""What held-out accounts do while held teaches the model nothing: the same examples, bit by bit, whatever it is."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from adjoin.engine.stages import Run
from companies import write_small
from engine.test_examples import PAST, assert_same, learned, loaded

DRAWN = date(2026, 1, 15)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("held"), accounts=150)


def hold_half(run: Run) -> None:
    """Half of the roots, held out by a holdout that nobody stops."""
    run.warehouse.connection.execute(
        "INSERT INTO canonical.experiments BY NAME SELECT 'x' AS experiment, 'holdout' AS design, 0.5 AS held_share, "
        "90 AS horizon_days, $on AS started_on",
        {"on": DRAWN},
    )
    run.warehouse.connection.execute(
        "INSERT INTO canonical.arms BY NAME SELECT 'x' AS experiment, account_id AS root_id, $on AS drawn_on, "
        "$on + 1 AS counts_on, CASE WHEN hash(account_id) % 2 = 0 THEN 'held' ELSE 'approached' END AS arm "
        "FROM canonical.accounts WHERE parent_account_id IS NULL",
        {"on": DRAWN},
    )


def unsay(run: Run) -> int:
    """Take away every approach to held-out roots and their children since the draw; gives how many."""
    (gone,) = run.warehouse.connection.execute(
        "DELETE FROM canonical.interactions WHERE direction = 'out' AND occurred_on >= $on AND account_id IN ("
        "SELECT a.account_id FROM canonical.accounts AS a INNER JOIN canonical.arms AS x ON x.arm = 'held' "
        "AND x.root_id = coalesce(a.parent_account_id, a.account_id))",
        {"on": DRAWN},
    ).fetchall()
    return int(gone[0])


def test_approaches_to_held_out_accounts_are_not_learned_from(folder: Path) -> None:
    with loaded(folder) as run:
        free = learned(run)
        hold_half(run)
        held = learned(run)
        assert unsay(run) > 20
        assert_same(learned(run), held)
    drawn = (DRAWN - date(1970, 1, 1)).days
    assert 5 < len(held.examples) < len(free.examples)
    early = free.examples.day + 90 < drawn
    assert np.count_nonzero(held.examples.day + 90 < drawn) == np.count_nonzero(early), (
        "before the draw all count"
    )
    assert 0 < np.count_nonzero(held.examples.day >= drawn) < np.count_nonzero(free.examples.day >= drawn)
    assert len(held.cells) < len(free.cells)
    assert PAST > DRAWN
