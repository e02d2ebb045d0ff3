"""The demo company as `make demo` writes and runs it, once a session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoin.demo import write_company
from adjoin.desk import Desk, open_desk
from companies import run_company


@pytest.fixture(scope="session")
def demo_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the full demo company, run."""
    folder = tmp_path_factory.mktemp("demo") / "company"
    write_company(folder)
    run_company(folder)
    return folder


@pytest.fixture(scope="session")
def desk(demo_company: Path) -> Iterator[Desk]:
    """A desk at it."""
    with open_desk(demo_company) as opened:
        yield opened
