"""A process that publishes run after run until somebody kills it, saying where it stands."""

import os
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from adjoin.domain.entry import GhostPlay, Publication
from adjoin.ledger import Ledger
from adjoin.warehouse.publication import Runs

ROWS = 3_000
STAGES = ("begun", "written", "finished", "committed")
DAY_ZERO = date(2020, 1, 1)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def publish_endlessly(state: Path, pipe: Connection) -> None:
    """Say a stage, do the next: begun, written, finished, committed, and again."""
    runs = Runs(state)
    with Ledger(state) as ledger:
        while True:
            with runs.lock():
                known = ledger.publications()
                runs.sweep({publication.run_id for publication in known})
                publish(runs, ledger, len(known) + 1, pipe)


def publish(runs: Runs, ledger: Ledger, number: int, pipe: Connection | None = None) -> None:
    """Publish run `number`: a table of ROWS rows that all say `number`, and a table written after it."""
    run_id = f"run-{number}-{os.getpid()}"
    part = runs.begin(run_id)
    say(pipe, "begun")
    with duckdb.connect(str(part)) as connection:
        connection.execute("CREATE TABLE answer AS SELECT ? AS number FROM range(?)", [number, ROWS])
        connection.execute("CREATE TABLE whole AS SELECT ? AS number", [number])
    say(pipe, "written")
    runs.finish(run_id)
    say(pipe, "finished")
    as_of = DAY_ZERO + timedelta(days=number)
    publication = Publication(
        run_id, as_of, as_of, runs.file(run_id).name, NOON, NOON, rows={"answer": number}
    )
    ledger.commit_run(publication, None, [], [GhostPlay("delay", "R", "A", "bi", 0.5, as_of)])
    say(pipe, "committed")


def say(pipe: Connection | None, stage: str) -> None:
    if pipe is not None:
        pipe.send(stage)


def read_whole(runs: Runs, publication: Publication) -> None:
    """Assert that the publication holds exactly what its run wrote, all of it."""
    number = publication.rows["answer"]
    with runs.open(publication.run_id) as connection:
        counted = connection.execute("SELECT count(*), min(number), max(number) FROM answer").fetchone()
        assert counted == (ROWS, number, number)
        assert connection.execute("SELECT number FROM whole").fetchall() == [(number,)]
