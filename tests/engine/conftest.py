"""One small company for this room."""

from pathlib import Path

import pytest

from companies import write_small


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small company's project, not yet run. Copy it before changing it."""
    return write_small(tmp_path_factory.mktemp("company"))
