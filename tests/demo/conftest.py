"""One small company for all tests of its tables, one larger world for the tests of its laws."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from adjoin.demo import write_company
from adjoin.demo.book import Book, draw_book
from adjoin.demo.history import live
from adjoin.demo.log import History
from adjoin.demo.world import World

AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound company: no broken rows."""
    folder = tmp_path_factory.mktemp("sound")
    write_company(folder, accounts=600, as_of=AS_OF, weeks=30, broken_rows=False)
    return folder


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same company with broken rows."""
    folder = tmp_path_factory.mktemp("broken")
    write_company(folder, accounts=600, as_of=AS_OF, weeks=30)
    return folder


@pytest.fixture(scope="session")
def lived() -> tuple[Book, History, World]:
    """Two thousand accounts and the world they lived through."""
    rng = np.random.Generator(np.random.PCG64(11))
    book = draw_book(rng, 2000)
    history, world = live(rng, book, AS_OF)
    return book, history, world
