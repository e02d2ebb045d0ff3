"""An outline of a running play, which a board reads, has the clock of the whole campaign."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change
from adjoin.ledger import Ledger
from adjoin.plays.clock import clock
from plays.campaigns import OPEN, after, begun
from plays.test_laws_of_steps import random_step

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(6))
def test_the_clock_of_an_outline_is_that_of_its_campaign(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    with Ledger(tmp_path) as ledger:
        for number in range(4):
            start = begun(open_questions=OPEN, signal_days=None if number == 3 else int(rng.integers(0, 30)))
            play = replace(start.play, play_id=0, account_id=f"a{number}", root_id=f"a{number}")
            play_id = ledger.accept(play, start.tasks, start.steps[0].step, AT).play_id
            day = 0
            for _ in range(25):
                day += int(rng.integers(0, 3))
                campaign = ledger.campaign(play_id)
                try:
                    change: Change = random_step(rng, campaign, day)()
                except ConfigurationError:
                    continue
                ledger.take_step(play_id, partial(_as_decided, change), AT)
        found = {outline.campaign.play.play_id: outline.campaign for outline in ledger.outlines()}
        assert found
        for play_id, outline in found.items():
            for on in (after(day), after(day + 9), after(day + 40)):
                whole = clock(ledger.campaign(play_id), on, "DE")
                assert replace(clock(outline, on, "DE"), overdue=()) == replace(whole, overdue=())


def _as_decided(change: Change, _campaign: Campaign) -> Change:
    return change
