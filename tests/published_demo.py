"""A small demo company, written and run once: what the desk's and the pages' tests look at."""

from datetime import UTC, date, datetime
from pathlib import Path

from adjoin.demo import write_company
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project

AS_OF = date(2026, 9, 30)
LOAD_DAY = date(2026, 10, 2)
NOW = datetime(2026, 10, 2, 8, 30, tzinfo=UTC)


def publish_demo(folder: Path, renamed: dict[str, str] | None = None, accounts: int = 300) -> None:
    """Write the company, put other names in place of some in companies.csv, and publish one run."""
    write_company(folder, accounts=accounts)
    companies = folder / "data" / "companies.csv"
    text = companies.read_text(encoding="utf-8")
    for old, new in (renamed or {}).items():
        assert old in text
        text = text.replace(f'"{old}"', '"' + new.replace('"', '""') + '"')
    companies.write_text(text, encoding="utf-8")
    run(open_project(folder), RunOrder(today=LOAD_DAY, clock=lambda: NOW, threads=2))
