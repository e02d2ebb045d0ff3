"""One published demo company, which the tests of this folder only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from published_demo import publish_demo


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafting") / "company"
    publish_demo(folder)
    return folder


@pytest.fixture(scope="session")
def desk(company: Path) -> Iterator[Desk]:
    with open_desk(company) as opened:
        yield opened
