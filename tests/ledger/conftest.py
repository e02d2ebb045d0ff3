"""A ledger on each engine, empty at the start of each test."""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from adjoin.domain.entry import Publication
from adjoin.ledger import Ledger

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_numbers = itertools.count()


@pytest.fixture
def empty_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL database without tables."""
    try:
        server = str(request.getfixturevalue("postgres_url"))
    except pytest.FixtureLookupError:
        pytest.skip("no PostgreSQL server: the fixture postgres_url is not there")
    url = sa.make_url(server).set(drivername="postgresql")
    name = f"ledger_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield url.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> str | None:
    """None for SQLite in the state folder, else the URL of an empty database."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("empty_postgres"))


@pytest.fixture
def ledger(tmp_path: Path, ledger_url: str | None) -> Iterator[Ledger]:
    with Ledger(tmp_path, ledger_url) as opened:
        yield opened


@pytest.fixture
def publication() -> Callable[[str, date], Publication]:
    """A publication by run id and as_of."""

    def made(run_id: str, as_of: date) -> Publication:
        return Publication(
            run_id, as_of, as_of, f"runs/{run_id}.duckdb", NOON, NOON, {"horizon": 90}, {}, {"x": 3}
        )

    return made
