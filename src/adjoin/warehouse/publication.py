"""The file side of a run's commit: one immutable DuckDB file a run, and the lock that lets one run at a time.

A run writes `runs/<id>.duckdb.part`, finishes it as `runs/<id>.duckdb`; only then the ledger points at it.
Killed before that, it leaves an orphan, which the next run sweeps. Readers take no lock and never wait.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from adjoin.domain.errors import ConfigurationError, UnreachableError

if TYPE_CHECKING:
    import duckdb

_FINISHED = ".duckdb"
_PART = ".duckdb.part"
_WAL = ".wal"


class Runs:
    """The publications' files under the state folder. What writes or sweeps them asks for the lock first."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "runs"
        self._lock_file = state / "run.lock"
        self._locked = False

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only run on this state folder; UnreachableError at once if another is."""
        with self._opened() as file:
            _take(file.fileno(), self._lock_file)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            self._locked = True
            try:
                yield
            finally:
                self._locked = False

    def file(self, run_id: str) -> Path:
        """Where the finished publication of that run lies."""
        return self.folder / f"{run_id}{_FINISHED}"

    def begin(self, run_id: str) -> Path:
        """The path of a new file for the run to write; close the connection to it before `finish`."""
        self._need_lock()
        if self.file(run_id).exists():
            raise ValueError(f"run {run_id} is already published; a publication never changes")
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self._part(run_id)
        for left in (part, part.with_name(part.name + _WAL)):
            left.unlink(missing_ok=True)
        return part

    def finish(self, run_id: str) -> Path:
        """Make the file durable, read-only and final; returns its path. Only then may the ledger name it."""
        self._need_lock()
        part, finished = self._part(run_id), self.file(run_id)
        if part.with_name(part.name + _WAL).exists():
            raise ValueError(f"{part.name} is not checkpointed: close its connection before finishing it")
        part.chmod(0o444)
        _fsync(part)
        part.rename(finished)
        _fsync(self.folder)
        return finished

    def sweep(self, keep: Set[str]) -> tuple[str, ...]:
        """Remove what no publication refers to (half-written, or not in `keep`); returns the names."""
        self._need_lock()
        kept = {self.file(run_id).name for run_id in keep}
        found = sorted(self.folder.iterdir()) if self.folder.exists() else []
        orphans = [path for path in found if _is_ours(path) and path.name not in kept]
        for orphan in orphans:
            orphan.unlink()
        return tuple(orphan.name for orphan in orphans)

    def open(self, run_id: str) -> "duckdb.DuckDBPyConnection":
        """A read-only connection to a finished publication; ConfigurationError if its file is gone or damaged."""
        import duckdb  # noqa: PLC0415  # the front ends name this class before they need the engine

        finished = self.file(run_id)
        if not finished.exists():
            raise ConfigurationError(
                f"The publication {finished} is gone, though the ledger refers to it. "
                "Restore the file, or run `adjoin run` to publish anew."
            )
        try:
            return duckdb.connect(str(finished), read_only=True)
        except duckdb.Error as error:
            raise ConfigurationError(
                f"The publication {finished} cannot be read: {str(error).partition(chr(10))[0]} "
                "Restore the file, or run `adjoin run` to publish anew."
            ) from error

    def _opened(self) -> TextIO:
        try:
            self._lock_file.parent.mkdir(parents=True, exist_ok=True)
            return self._lock_file.open("a+")
        except OSError as error:
            raise ConfigurationError(
                f"The state folder {self._lock_file.parent} cannot be written: {error.strerror}. "
                "Check `state` in adjoin.yaml and who may write there."
            ) from error

    def _part(self, run_id: str) -> Path:
        return self.folder / f"{run_id}{_PART}"

    def _need_lock(self) -> None:
        if not self._locked:
            raise RuntimeError("hold Runs.lock() while writing or sweeping publications")


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = path.read_text().strip()
        who = f" (process {pid})" if pid else ""
        raise UnreachableError(
            f"Another run is under way{who}; it holds {path}. Wait for it to end, then try again."
        ) from None


def _is_ours(path: Path) -> bool:
    return path.name.removesuffix(_WAL).endswith((_PART, _FINISHED))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
