"""Killed in the middle of writing, the writer or the server: what was acknowledged is there, nothing is half there."""

import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from adjoin.ledger import Ledger
from ledger.some_plays import accepted, play_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WRITER = Path(__file__).with_name("writer.py")
TIMES = {"sqlite": 10, "postgresql": 4}


class Writer:
    """A writer at work; `acknowledged`: what it said it has kept."""

    def __init__(self, state: Path, url: str | None, play_id: int, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(WRITER), str(state), url or "-", str(play_id), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        self.acknowledged: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.acknowledged.append(line.strip())

    def has_said(self, words: int) -> None:
        """Wait until it said that it kept so many; a busy machine takes its time."""
        patience = time.monotonic() + 30
        while len(self.acknowledged) < words and time.monotonic() < patience:
            time.sleep(0.01)

    def end(self) -> None:
        """Kill it and hear what it had said."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def writing(state: Path, url: str | None, play_id: int, name: str) -> Iterator[Writer]:
    writer = Writer(state, url, play_id, name)
    try:
        yield writer
    finally:
        writer.end()


def begun(ledger: Ledger) -> int:
    play = play_at("A-1")
    return ledger.accept(play, (), accepted(play), NOON).play_id


def nothing_is_half_there(ledger: Ledger, play_id: int, acknowledged: list[str]) -> None:
    campaign = ledger.campaign(play_id)
    notes = [taken.step.text for taken in campaign.steps[1:]]
    assert [taken.number for taken in campaign.steps] == list(range(1, campaign.play.version + 1))
    assert [task.what for task in campaign.tasks] == notes
    assert not [note for note in acknowledged if note not in notes]
    assert ledger.campaigns() == (campaign,)


def test_a_killed_writer_loses_nothing_that_it_said(
    ledger: Ledger, tmp_path: Path, ledger_url: str | None
) -> None:
    play_id = begun(ledger)
    drawn = random.Random(7)
    acknowledged: list[str] = []
    for turn in range(TIMES[ledger.engine.dialect.name]):
        with writing(tmp_path, ledger_url, play_id, f"w{turn}") as writer:
            writer.has_said(3)
            time.sleep(drawn.uniform(0.0, 0.25))
        acknowledged += writer.acknowledged
        nothing_is_half_there(ledger, play_id, acknowledged)
    assert len(acknowledged) > 10


def test_a_killed_server_comes_back_with_all_that_was_said(tmp_path: Path, empty_postgres: str) -> None:
    with Ledger(tmp_path, empty_postgres) as ledger:
        play_id = begun(ledger)
    with writing(tmp_path, empty_postgres, play_id, "w") as writer:
        time.sleep(0.3)
        restart_at_once(empty_postgres)
    assert writer.acknowledged
    with Ledger(tmp_path, empty_postgres) as ledger:
        nothing_is_half_there(ledger, play_id, writer.acknowledged)


def restart_at_once(url: str) -> None:
    """Stop the server without a checkpoint, as a crash would, and start it again where it was."""
    with psycopg.connect(url, autocommit=True) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        (version,) = connection.execute("SHOW server_version_num").fetchone() or ("",)
    home = Path(f"/usr/lib/postgresql/{int(version) // 10000}/bin/pg_ctl")
    control = str(home) if home.exists() else shutil.which("pg_ctl")
    if control is None:
        pytest.skip("pg_ctl is not where the server can be restarted with it")
    command = f"{control} -D {folder} -w -m immediate -l {folder}/../log restart"
    owner = Path(folder).owner()
    arguments = ["su", owner, "-c", command] if owner == "postgres" else ["sh", "-c", command]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
