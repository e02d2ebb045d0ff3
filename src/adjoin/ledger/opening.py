"""Opening the ledger: the engine for its URL, and its tables brought up to date."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.ledger.schema import REVISION, VERSION_TABLE

BUSY_MS = 30_000
"""How long a SQLite writer waits for another; readers never wait (WAL)."""

_LOCK = 0x41646A6F  # "Adjo": the advisory lock that serialises writers and migrations on PostgreSQL


def open_engine(state: Path, url: str | None = None) -> sa.Engine:
    """An engine on `state/ledger.db`, or on the database at `url`, its tables up to date.

    Raises ConfigurationError for a URL that cannot be used or a ledger written by a newer Adjoin, and
    UnreachableError for a database that does not answer.
    """
    engine = _sqlite(state) if url is None else _by_url(url)
    where = engine.url.render_as_string(hide_password=True)
    try:
        if revision(engine) != REVISION:
            _migrate(engine, where)
    except ConfigurationError:
        engine.dispose()
        raise
    except sa.exc.DBAPIError as failure:  # SQLite says "not a database" here, PostgreSQL "connection refused"
        engine.dispose()
        reason = str(failure.orig).strip().partition("\n")[0]
        raise UnreachableError(
            f"The ledger at {where} cannot be opened: {reason}. Check `ledger` in adjoin.yaml and that the "
            "database is up."
        ) from failure
    return engine


def revision(engine: sa.Engine) -> str | None:
    """The migration the ledger stands at, None for an empty database. Does not load Alembic."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(VERSION_TABLE):
            return None
        version = sa.table(VERSION_TABLE, sa.column("version_num", sa.Text))
        return connection.scalar(sa.select(version.c.version_num))


@contextlib.contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that writes. SQLite takes its write lock at once, so that it never fails half-way."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        yield connection


def alone(connection: sa.Connection) -> None:
    """Let no other run or migration write until this transaction ends (SQLite lets none by itself)."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _sqlite(state: Path) -> sa.Engine:
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise ConfigurationError(
            f"The folder {state} for the ledger cannot be made: {failure.strerror}."
        ) from failure
    return _prepared(sa.create_engine(f"sqlite:///{state / 'ledger.db'}"))


def _by_url(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise ConfigurationError(
                f"The ledger cannot live in '{parsed.get_backend_name()}': give a postgresql:// URL, or none "
                "for SQLite in the state folder."
            )
        engine = sa.create_engine(parsed, pool_pre_ping=True)
    except sa.exc.ArgumentError as failure:
        raise ConfigurationError(
            "The ledger's URL is not one: write postgresql://user:password@host:5432/database."
        ) from failure
    except ModuleNotFoundError as failure:
        raise ConfigurationError(
            "A ledger on PostgreSQL needs its driver: pip install 'adjoin[postgres]'."
        ) from failure
    return _prepared(engine)


def _prepared(engine: sa.Engine) -> sa.Engine:
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _on_connect)
        sa.event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # the driver would otherwise begin late and commit before DDL
    for pragma in (f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")
    if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raw.execute("PRAGMA journal_mode=WAL")


def _on_begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(engine: sa.Engine, where: str) -> None:
    """Bring the tables up to date in one transaction: killed half-way, nothing has happened."""
    from alembic import command, config, util  # noqa: PLC0415  # slow to import, and seldom needed

    settings = config.Config()
    settings.set_main_option("script_location", "adjoin.ledger:migrations")
    settings.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        alone(connection)
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except util.CommandError as failure:
            raise ConfigurationError(
                f"The ledger at {where} was written by a newer Adjoin. Install that version or a later one; "
                "nothing was changed."
            ) from failure
