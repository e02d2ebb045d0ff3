"""A project in a temporary folder."""

from pathlib import Path

import pytest

from sources.projects import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
