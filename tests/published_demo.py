"""A small demo company, written and run once: what the desk's and the pages' tests look at."""

import atexit
import shutil
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from adjoin.demo import write_company
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project

AS_OF = date(2026, 9, 30)
LOAD_DAY = date(2026, 10, 2)
NOW = datetime(2026, 10, 2, 8, 30, tzinfo=UTC)


def publish_demo(folder: Path, renamed: dict[str, str] | None = None, accounts: int = 300) -> None:
    """Write the company, put other names in place of some in companies.csv, and publish one run.

    The same company is written and run once a process, and copied after that.
    """
    made = _made(tuple(sorted((renamed or {}).items())), accounts)
    shutil.copytree(made, folder, dirs_exist_ok=True)


@cache
def _made(renamed: tuple[tuple[str, str], ...], accounts: int) -> Path:
    folder = Path(mkdtemp(prefix="adjoin-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_company(folder, accounts=accounts)
    companies = folder / "data" / "companies.csv"
    text = companies.read_text(encoding="utf-8")
    for old, new in renamed:
        assert old in text
        text = text.replace(f'"{old}"', '"' + new.replace('"', '""') + '"')
    companies.write_text(text, encoding="utf-8")
    run(open_project(folder), RunOrder(today=LOAD_DAY, clock=lambda: NOW, threads=2))
    return folder
