"""A command as a whole process: wall time and peak memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """Wall seconds and peak resident memory in GB."""

    seconds: float
    gigabytes: float


def measured(*command: str) -> Measured:
    """Run it to its end. AssertionError with what it said if it failed."""
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said.decode()
    return Measured(time.monotonic() - started, usage.ru_maxrss / 1e6)


def fastest(times: int, *command: str) -> Measured:
    """The quickest of several: what the command takes when nothing else runs."""
    return min((measured(*command) for _ in range(times)), key=lambda m: m.seconds)


ADJOIN = str(Path(sys.executable).with_name("adjoin"))
