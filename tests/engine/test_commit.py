"""One commit: the same rows again, the last good run after a kill, readers that never wait."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adjoin.desk import open_desk
from adjoin.domain.entry import Publication
from adjoin.domain.errors import AdjoinError, UnreachableError
from adjoin.warehouse.publication import Runs
from companies import TODAY, copy_of, everything, ran_copy_of, run_company

ADJOIN = [str(Path(sys.executable).with_name("adjoin"))]


def published(folder: Path) -> Publication:
    """What readers follow."""
    with open_desk(folder) as desk:
        return desk.publication()


def test_a_run_twice_on_the_same_input_and_date_publishes_the_same_rows(ran: Path, tmp_path: Path) -> None:
    folder = ran_copy_of(ran, tmp_path / "twice")
    first = published(folder)
    before = everything(folder)
    second = run_company(folder)
    assert first.run_id != second.run_id
    assert everything(folder) == before


@pytest.mark.parametrize("after", [0.4, 2.0, 3.6])
def test_killed_at_any_moment_the_last_good_run_stands(ran: Path, tmp_path: Path, after: float) -> None:
    folder = ran_copy_of(ran, tmp_path / "killed")
    good = published(folder)
    before = everything(folder)
    process = subprocess.Popen(
        [*ADJOIN, "-C", str(folder), "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after * random.Random(after).uniform(0.8, 1.2))
    process.send_signal(signal.SIGKILL)
    finished = process.wait() == 0
    with open_desk(folder) as desk:
        current = desk.publication()
        assert finished or current.run_id in (good.run_id, f"{good.run_id[:8]}-0002")
        assert current.as_of == good.as_of
    assert everything(folder) == before
    again = run_company(folder)
    finished_files = {path.name for path in (folder / ".adjoin" / "runs").iterdir()}
    assert again.file in finished_files
    assert not [name for name in finished_files if name.endswith(".part")]


def test_readers_never_wait_for_a_run(ran: Path, tmp_path: Path) -> None:
    folder = ran_copy_of(ran, tmp_path / "readers")
    process = subprocess.Popen(
        [*ADJOIN, "-C", str(folder), "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    slowest, reads, began = 0.0, 0, time.monotonic()
    while process.poll() is None:
        started = time.monotonic()
        with open_desk(folder) as desk:
            assert desk.show("recommendations").num_rows > 0
        slowest = max(slowest, time.monotonic() - started)
        reads += 1
    assert process.returncode == 0
    assert reads > 3
    # Opening a desk costs a second where two cores are shared; waiting for the run would cost all of it.
    assert slowest < (time.monotonic() - began) / 2


def test_a_second_run_at_once_is_told_of_the_first(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "locked")
    with Runs(folder / ".adjoin").lock(), pytest.raises(UnreachableError):
        run_company(folder)


def test_a_run_that_fails_publishes_nothing(ran: Path, tmp_path: Path) -> None:
    folder = ran_copy_of(ran, tmp_path / "fails")
    before = everything(folder)
    text = (folder / "adjoin.yaml").read_text("utf-8")
    (folder / "adjoin.yaml").write_text(text + "expect: {arr: 1}\n", "utf-8")
    with pytest.raises(AdjoinError, match="arr is"):
        run_company(folder)
    assert everything(folder) == before
    assert not list((folder / ".adjoin" / "runs").glob("*.part"))


def test_as_of_ahead_of_today_is_refused(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "ahead")
    with pytest.raises(AdjoinError, match="ahead of today"):
        run_company(folder, as_of=TODAY.replace(year=2027))
