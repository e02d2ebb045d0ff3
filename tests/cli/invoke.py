"""The command line as a user would call it, in this process: its arguments, what it says, how it ends."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from adjoin.__main__ import main

ADJOIN = str(Path(sys.executable).with_name("adjoin"))


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def adjoin(folder: Path, *words: str) -> Said:
    """`adjoin -C folder words…`. An exception that `main` lets through fails the test: no traceback reaches users."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        patch.object(sys, "argv", ["adjoin", "-C", str(folder), *words]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Said(code, out.getvalue(), err.getvalue())
