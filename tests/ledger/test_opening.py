"""Opening: migrations from empty on both engines, cheap when current, safe when raced or killed."""

import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.ledger import Ledger
from adjoin.ledger.opening import revision
from adjoin.ledger.schema import METADATA, REVISION, VERSION_TABLE


def test_the_code_is_written_for_the_newest_migration() -> None:
    settings = Config()
    settings.set_main_option("script_location", "adjoin.ledger:migrations")
    settings.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(settings).get_heads() == [REVISION]


def test_migrations_from_empty_build_what_the_schema_says(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, METADATA) == []
        assert revision(ledger.engine) == REVISION


def test_sqlite_is_opened_durable_and_lets_readers_by(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, ledger.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_current_ledger_is_opened_without_alembic(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from adjoin.ledger import Ledger; "
        "Ledger(Path(sys.argv[1])).close(); print('alembic' in sys.modules, 'pyarrow' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "False"]


def test_many_may_open_an_empty_ledger_at_once(tmp_path: Path, ledger_url: str | None) -> None:
    failures: list[Exception] = []
    together = threading.Barrier(6)

    def open_it() -> None:
        together.wait()
        try:
            with Ledger(tmp_path, ledger_url) as ledger:
                assert ledger.current() is None
        except Exception as failure:  # noqa: BLE001  # whatever it is, the test must say it
            failures.append(failure)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_killed_while_migrating_it_opens_again(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["adjoin.ledger", "alembic.command"])
    for number in range(6):
        state = tmp_path / str(number)
        child = context.Process(target=Ledger, args=(state,))
        child.start()
        child.join(number * 0.02)
        child.kill()
        child.join()
        child.close()
        with Ledger(state) as ledger:
            assert ledger.publications() == ()
            assert revision(ledger.engine) == REVISION


def test_a_ledger_of_a_newer_adjoin_is_refused_and_left_alone(tmp_path: Path, ledger_url: str | None) -> None:
    version = sa.table(VERSION_TABLE, sa.column("version_num"))
    with Ledger(tmp_path, ledger_url) as ledger, ledger.engine.begin() as connection:
        connection.execute(sa.update(version).values(version_num="9999"))
    with pytest.raises(ConfigurationError, match="newer Adjoin"):
        Ledger(tmp_path, ledger_url)


@pytest.mark.parametrize(
    ("url", "error", "says"),
    [
        ("mysql://host/x", ConfigurationError, "mysql"),
        ("not a url", ConfigurationError, "postgresql://user"),
        ("postgresql://user:secret@127.0.0.1:1/x", UnreachableError, "cannot be opened"),
    ],
)
def test_an_unusable_url_is_told_without_its_password(
    tmp_path: Path, url: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        Ledger(tmp_path, url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text(
        "this is a letter, not a database, and long enough to be read as one\n" * 20
    )
    with pytest.raises(UnreachableError, match="not a database"):
        Ledger(tmp_path)
