"""One commit, proven by killing it: the last good publication stands, nothing dangles, nobody waits."""

import multiprocessing
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import duckdb
import numpy as np
import pytest
from endless_runs import DAY_ZERO, STAGES, publish, publish_endlessly, read_whole

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.ledger import Ledger
from adjoin.ledger.opening import writing
from adjoin.warehouse.publication import Runs

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["endless_runs", "pyarrow"])


@contextmanager
def publisher(state: Path) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """A process that publishes endlessly, killed at the end whatever it is doing."""
    mine, its = FORKS.Pipe()
    process = FORKS.Process(target=publish_endlessly, args=(state, its))
    process.start()
    its.close()
    try:
        yield process, mine
    finally:
        process.kill()
        process.join()
        process.close()
        mine.close()


def write(runs: Runs, run_id: str, value: int = 1) -> Path:
    part = runs.begin(run_id)
    with duckdb.connect(str(part)) as connection:
        connection.execute("CREATE TABLE answer AS SELECT ? AS value", [value])
    return runs.finish(run_id)


def test_killed_at_any_moment_the_last_good_publication_stands(tmp_path: Path) -> None:
    random = np.random.default_rng(20261121)
    runs, committed = Runs(tmp_path), 0
    Ledger(tmp_path).close()
    for kill in range(28):
        with publisher(tmp_path) as (_, pipe):
            while pipe.recv() != STAGES[kill % len(STAGES)]:
                pass
            time.sleep(random.uniform(0, 0.012))
        with Ledger(tmp_path) as ledger, runs.lock():
            published = ledger.publications()
            last = ledger.current()
            assert last == (published[-1] if published else None)
            assert [p.rows["answer"] for p in published] == list(range(1, len(published) + 1))
            assert [g.as_of for g in ledger.ghost_plays(DAY_ZERO + timedelta(days=9999))] == [
                p.as_of for p in published
            ]
            if last is not None:
                read_whole(runs, last)
            runs.sweep({p.run_id for p in published})
            kept = sorted(path.name for path in runs.folder.iterdir())
            assert kept == sorted(p.file for p in published)
            assert len(published) >= committed
            committed = len(published)
    assert committed >= 7  # each kill after "committed" had committed


def test_readers_follow_the_pointer_while_runs_publish(tmp_path: Path) -> None:
    runs, failures, read = Runs(tmp_path), [], set()
    with Ledger(tmp_path) as ledger:
        with runs.lock():
            publish(runs, ledger, 1)
        stop = threading.Event()

        def follow() -> None:
            try:
                while not stop.is_set():
                    current = ledger.current()
                    assert current is not None
                    read_whole(runs, current)
                    read.add(current.run_id)
            except BaseException as failure:
                failures.append(failure)
                raise

        readers = [threading.Thread(target=follow) for _ in range(2)]
        with publisher(tmp_path) as (_, pipe):
            for reader in readers:
                reader.start()
            while [pipe.recv() for _ in STAGES] and len(ledger.publications()) < 15 and not failures:
                pass
            stop.set()
            for reader in readers:
                reader.join()
    assert failures == []
    assert len(read) >= 3


def test_a_reader_does_not_wait_for_a_commit_that_hangs(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with Ledger(tmp_path) as ledger:
        with runs.lock():
            publish(runs, ledger, 1)
        with runs.lock(), writing(ledger.engine):
            started = time.monotonic()
            current = ledger.current()
            assert current is not None
            read_whole(runs, current)
            assert time.monotonic() - started < 2


def test_a_second_run_is_told_who_runs(tmp_path: Path) -> None:
    with publisher(tmp_path) as (process, pipe):
        pipe.recv()
        said = None
        for _ in range(200):  # between two of its runs the lock is free for a moment
            try:
                with Runs(tmp_path).lock():
                    pass
            except UnreachableError as refused:
                said = str(refused)
                break
        assert said is not None
        assert f"process {process.pid}" in said
    with Runs(tmp_path).lock():
        pass  # the lock died with its process


def test_a_finished_publication_is_read_only_and_final(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with runs.lock():
        finished = write(runs, "a")
        assert finished == tmp_path / "runs" / "a.duckdb"
        assert stat.S_IMODE(finished.stat().st_mode) == 0o444
        with pytest.raises(ValueError, match="already published"):
            runs.begin("a")
    with runs.open("a") as connection:
        assert connection.execute("SELECT value FROM answer").fetchall() == [(1,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.execute("CREATE TABLE more (x INTEGER)")


def test_a_file_still_open_for_writing_is_not_finished(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with runs.lock():
        with duckdb.connect(str(runs.begin("a"))) as connection:
            connection.execute("CREATE TABLE answer AS SELECT 1 AS value")
            with pytest.raises(ValueError, match="not checkpointed"):
                runs.finish("a")
        assert runs.finish("a").exists()


def test_the_sweep_takes_orphans_and_leaves_all_else(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with runs.lock():
        assert runs.sweep(set()) == ()
        for run_id in ("kept", "orphan"):
            write(runs, run_id)
        for name in ("half.duckdb.part", "half.duckdb.part.wal", "kept.duckdb.part", "notes.txt"):
            (runs.folder / name).write_text("x")
        swept = runs.sweep({"kept"})
    assert swept == ("half.duckdb.part", "half.duckdb.part.wal", "kept.duckdb.part", "orphan.duckdb")
    assert sorted(path.name for path in runs.folder.iterdir()) == ["kept.duckdb", "notes.txt"]


def test_a_run_begins_on_an_empty_file_whatever_was_left(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with runs.lock():
        part = runs.begin("a")
        part.write_text("half")
        assert runs.begin("a") == part
        assert not part.exists()


def test_without_the_lock_nothing_is_written_or_swept(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for act in (lambda: runs.begin("a"), lambda: runs.finish("a"), lambda: runs.sweep(set())):
        with pytest.raises(RuntimeError, match="lock"):
            act()


def test_a_publication_whose_file_is_gone_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="adjoin run"):
        Runs(tmp_path).open("gone")
