"""A ledger of the revision before, with people's plays in it, opens and is whole."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from adjoin.domain.play import Phase, PlayKind, PlayState, StepVerb
from adjoin.ledger import Ledger
from adjoin.ledger.opening import _by_url, _sqlite, writing  # the engine without its migration
from ledger.some_plays import accepted, logged, play_at

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ENTRIES = [
    (1, "accept", "A-1", "bi", "2026-01-05", None, "ann"),
    (2, "accept", "A-2", "bi", "2026-01-06", None, "bob"),
    (3, "feedback", "A-1", "bi", "2026-01-07", "helpful", "ann"),
    (4, "close", "A-1", None, "2026-01-20", "lost", "cleo"),
    (5, "accept", "A-1", "pipe", "2026-02-01", None, "dan"),
]
PLAYS = [
    (1, "A-1", "bi", "2026-01-05", "2026-01-20", "lost", "ann"),
    (2, "A-2", "bi", "2026-01-06", None, None, "bob"),
    (5, "A-1", "pipe", "2026-02-01", None, None, "dan"),
]


@pytest.fixture
def old_ledger(tmp_path: Path, ledger_url: str | None) -> str | None:
    """The URL of a ledger at 0002, None for the one in the state folder."""
    engine = _sqlite(tmp_path) if ledger_url is None else _by_url(ledger_url)
    settings = Config()
    settings.set_main_option("script_location", "adjoin.ledger:migrations")
    settings.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0002")
        columns = ("entry_id", "verb", "account_id", "product_id", "effective_on", "kind", "person")
        entries = sa.table("entries", *map(sa.column, columns), sa.column("at", sa.DateTime(timezone=True)))
        entries.c.effective_on.type = sa.Date()
        for row in ENTRIES:
            said = dict(zip(columns, row, strict=True))
            values = said | {"at": NOON, "effective_on": date.fromisoformat(str(said["effective_on"]))}
            connection.execute(sa.insert(entries).values(**values))
        names = ("play_id", "account_id", "product_id", "accepted_on", "closed_on", "outcome", "person")
        days = ("accepted_on", "closed_on")
        plays = sa.table("plays", *(sa.column(n, sa.Date if n in days else None) for n in names))
        for play in PLAYS:
            kept = dict(zip(names, play, strict=True))
            read = {n: date.fromisoformat(str(v)) if n in days and v else v for n, v in kept.items()}
            connection.execute(sa.insert(plays).values(**read))
        if ledger_url is not None:
            connection.execute(sa.text("SELECT setval(pg_get_serial_sequence('entries', 'entry_id'), 5)"))
    engine.dispose()
    return ledger_url


def test_old_plays_are_campaigns_without_tasks(tmp_path: Path, old_ledger: str | None) -> None:
    with Ledger(tmp_path, old_ledger) as ledger:
        lost, bob, dan = ledger.plays()
        assert (lost.state, lost.closed_on, lost.version) == (PlayState.LOST, date(2026, 1, 20), 2)
        assert (bob.state, bob.root_id, bob.kind) == (PlayState.OPEN, "A-2", PlayKind.CROSS_SELL)
        assert (bob.phase, bob.phase_since, bob.version) == (Phase.DISCOVERY, date(2026, 1, 6), 1)
        assert ledger.running("A-1") == dan
        steps = ledger.campaign(lost.play_id).steps
        assert [(t.number, t.step.verb, t.step.person) for t in steps] == [
            (1, StepVerb.ACCEPT, "ann"),
            (2, StepVerb.CLOSE, "cleo"),
        ]
        assert ledger.tasks() == ()
        assert tuple(campaign.play for campaign in ledger.campaigns()) == ledger.plays()
        assert [(r.entry_id, str(r.entry.verb), r.play_id, r.number) for r in ledger.entries()] == [
            (1, "accept", 1, 1),
            (2, "accept", 2, 1),
            (3, "feedback", None, None),
            (4, "close", 1, 2),
            (5, "accept", 5, 1),
        ]


def test_it_goes_on_and_the_log_is_closed_again(tmp_path: Path, old_ledger: str | None) -> None:
    with Ledger(tmp_path, old_ledger) as ledger:
        again = ledger.take_step(2, logged("still there", on=date(2026, 2, 2)), NOON)
        assert again.play.version == 2
        new = play_at("A-3")
        assert ledger.accept(new, (), accepted(new), NOON).play_id == 7
        for change in ("UPDATE entries SET person = 'eve'", "DELETE FROM entries"):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as connection:
                connection.execute(sa.text(change))
