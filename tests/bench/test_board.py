"""The board and Today with five thousand running plays in a book of a hundred thousand accounts."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adjoin.desk import open_desk
from adjoin.desk.plays_board import plays_board
from adjoin.desk.today import today
from bench.book_at_size import enlarge
from bench.running_plays import fill
from published_demo import publish_demo

ACCOUNTS, PLAYS, OVER = 100_000, 5_000, 5_000
BOARD_SECONDS, TODAY_SECONDS = 0.7, 1.5


@pytest.mark.bench
def test_the_board_of_five_thousand_plays_in_time(tmp_path: Path) -> None:
    folder = tmp_path / "company"
    publish_demo(folder, accounts=2_000)
    with open_desk(folder) as desk:
        publication = desk.reader.runs.file(desk.publication().run_id)
        book = desk.show("accounts").num_rows
    enlarge(publication, -(-ACCOUNTS // book))
    with open_desk(folder) as desk:
        run = desk.publication()
        waiting = [row for row in desk.show("recommendations").to_pylist() if row["product_id"]]
        fill(desk.ledger, waiting[: PLAYS + OVER], run.as_of, run.finished_at, run.run_id, OVER)
        rebuilt, _ = _timed(desk.ledger.campaigns)
        board_took, board = _timed(lambda: plays_board(desk))
        today_took, day = _timed(lambda: today(desk))
    sys.stdout.write(
        f"{PLAYS:,} running and {OVER:,} ended plays, {ACCOUNTS:,} accounts: board {board_took:.2f} s, Today "
        f"{today_took:.2f} s; to build every play again from its steps takes {rebuilt:.2f} s\n"
    )
    assert (board.running, board.over, day.in_play >= PLAYS) == (PLAYS, OVER, True)
    assert board_took < BOARD_SECONDS
    assert today_took < TODAY_SECONDS


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    """The quickest of three, and what it gave."""
    took = []
    for _ in range(3):
        began = time.monotonic()
        found = do()
        took.append(time.monotonic() - began)
    return min(took), found
