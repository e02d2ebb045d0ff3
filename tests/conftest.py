"""What several rooms' tests share: a real PostgreSQL server."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

POSTGRES_HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL server of this test session; skips where no server is installed."""
    found = shutil.which("pg_ctl") or next((str(home / "pg_ctl") for home in POSTGRES_HOMES), None)
    if found is None:
        pytest.skip("no PostgreSQL server is installed")
    as_root = os.geteuid() == 0
    if as_root and subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode:
        pytest.skip("PostgreSQL does not run as root and there is no user 'postgres'")
    folder = Path(tempfile.mkdtemp(prefix="adjoin-postgres-"))
    if as_root:
        shutil.chown(folder, "postgres")
    port = _free_port()
    data, bin_folder = folder / "data", Path(found).resolve().parent
    started = False
    try:
        _run(f"{bin_folder}/initdb -D {data} -U postgres -A trust -E UTF8 --no-sync", as_root)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(f"{bin_folder}/pg_ctl -D {data} -w -l {folder}/log -o '{options}' start", as_root)
        started = True
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        if started:
            _run(f"{bin_folder}/pg_ctl -D {data} -w -m immediate stop", as_root)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _run(command: str, as_root: bool) -> None:
    arguments = ["su", "postgres", "-c", command] if as_root else ["sh", "-c", command]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
