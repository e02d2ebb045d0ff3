"""One small company for this room."""

from pathlib import Path

import pytest

from companies import copy_of, run_company, write_small


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small company's project, not yet run. Copy it before changing it."""
    return write_small(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="session")
def ran(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That company with one run published. Copy all of it before changing it."""
    folder = copy_of(company, tmp_path_factory.mktemp("ran") / "company")
    run_company(folder)
    return folder
