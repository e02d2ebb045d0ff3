"""Law: whatever is done to plays, in whatever order, plays and tasks as kept are what the steps alone say."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import PlayState
from adjoin.ledger import Ledger
from ledger.some_plays import MONDAY, TASKS, Decide, accepted, did, ended, logged, play_at, snoozed

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@contextmanager
def opened() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder)) as ledger:
        yield ledger


def decision(what: str, on: date, token: str | None) -> Decide:
    match what:
        case "log":
            return logged("a note", token, on)
        case "snooze":
            return snoozed(on, on + timedelta(days=30))
        case "win":
            return ended(on, PlayState.WON)
        case place:
            return did(int(place), on)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["accept", "log", "snooze", "win", "1", "2"]),
        st.sampled_from(["A-1", "A-2"]),
        st.integers(-1, 9).map(lambda n: MONDAY + timedelta(days=n)),
        st.sampled_from([None, None, "t-1", "t-2"]),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_plays_and_tasks_are_what_the_steps_say(moves: list[tuple[str, str, date, str | None]]) -> None:
    with opened() as ledger:
        for what, account, on, token in moves:
            running = ledger.running(account)
            with suppress(ConflictError, ConfigurationError):
                if what == "accept":
                    play = play_at(account)
                    ledger.accept(play, TASKS, accepted(play, token), NOON)
                elif running is not None:
                    ledger.take_step(running.play_id, decision(what, on, token), NOON)
        built = ledger.campaigns()
        assert tuple(campaign.play for campaign in built) == ledger.plays()
        assert tuple(task for campaign in built for task in campaign.tasks) == ledger.tasks(
            only_running=False
        )
        assert built == tuple(ledger.campaign(play.play_id) for play in ledger.plays())
        for campaign in built:
            assert [taken.number for taken in campaign.steps] == list(range(1, campaign.play.version + 1))
