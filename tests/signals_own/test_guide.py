"""The guide's two files run in the demo company, and what it says of broken ones is what is said."""

import re
from datetime import date
from pathlib import Path

import pytest

from adjoin.demo import write_company
from adjoin.engine.connection import in_memory
from adjoin.engine.loading import load_tables
from adjoin.facts.build import build_facts, fact_schema
from adjoin.ledger import Ledger
from adjoin.project.project import Project, open_project
from adjoin.signals.own.matter import Matter
from adjoin.signals.own.occurrences import REQUIRED, RETURNED
from adjoin.signals.own.reading import read_own
from adjoin.signals.sightings import Seen, see
from adjoin.signals.tryouts import try_out
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from signals_own.watching import PRESENT

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "own-detectors.md").read_text("utf-8")
NAMES = {"sql": "new_users.sql", "python": "usage_up.py"}
BLOCKS = {NAMES[kind]: text for kind, text in re.findall(r"```(sql|python)\n(.*?)```", GUIDE, re.DOTALL)}
TOLD = dict(re.findall(r"^\| ([a-z].*?) \| (signals/.*?) \|$", GUIDE, re.MULTILINE))
BROKEN = {
    "a misspelt column": ("new_users.sql", "max(users.first_used_on)", "max(users.first_used)"),
    "a misspelt table": ("new_users.sql", "known.users", "known.user"),
    "a table with rows of later days": ("new_users.sql", "known.users", "canonical.users"),
    "today's date": ("new_users.sql", "users.as_of - $days", "current_date - $days"),
    "a strength above 1": ("new_users.sql", "0.5 AS", "1.7 AS"),
    "a missing column": ("new_users.sql", "AS detected_on", "AS since"),
    "an entry that does not exist": ("new_users.sql", "half_life_days", "half_life"),
    "an error in Python": ("usage_up.py", 'known.parameters["least"]', "1 / 0"),
    "a name that is taken": ("asked.sql", "", ""),
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "my-company"
    write_company(folder, accounts=300)
    return folder


def seen(project: Project) -> tuple[Seen, list[dict[str, object]], list[dict[str, object]]]:
    with Ledger(project.state, None) as ledger, in_memory(project.state) as connection:
        warehouse = DuckWarehouse(connection)
        load_tables(project, warehouse, ledger, date(2026, 10, 2))
        open_moments(warehouse, [date(2026, 9, 30)], date(2026, 9, 30))
        build_facts(warehouse, project.catalog, {})
        found = see(warehouse, fact_schema(), project.own.detectors, {}, PRESENT)
        sightings = warehouse.read("sightings").to_pylist()
        try_out(warehouse, fact_schema(), project.own.detectors, {}, found.off)
        return found, sightings, warehouse.read("tryouts").to_pylist()


def write(company: Path, files: dict[str, str]) -> None:
    folder = company / "signals"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def test_both_files_work_in_the_demo_company(company: Path) -> None:
    assert BLOCKS.keys() == set(NAMES.values())
    assert all(f"`signals/{name}`" in GUIDE for name in BLOCKS)
    write(company, BLOCKS)
    project = open_project(company)
    assert project.own.refused == ()
    found, sightings, tryouts = seen(project)
    assert found.off == {}
    assert {row["name"] for row in sightings} == {"new_users", "usage_up"}
    assert all('"used_product": ' in str(row["evidence"]) for row in sightings)
    assert {row["name"] for row in tryouts} == {"new_users"}


def test_what_the_guide_says_of_broken_files_is_what_is_said(company: Path) -> None:
    assert TOLD.keys() == BROKEN.keys()
    for case, (name, old, new) in BROKEN.items():
        text = BLOCKS.get(name, BLOCKS["new_users.sql"])
        assert old in text
        write(company, {name: text.replace(old, new, 1)})
        own = read_own(company)
        refused = {refusal.name: refusal.why for refusal in own.refused}
        said = (refused or seen(open_project(company))[0].off)[name.partition(".")[0]]
        assert said.startswith(TOLD[case]), case


def test_every_entry_and_column_is_in_the_guide() -> None:
    silent = {"key", "columns", "keep"}
    for name, field in Matter.model_fields.items():
        assert name in silent or f"| `{field.alias or name}` |" in GUIDE, name
    for column in RETURNED:
        assert f"`{column}`" in GUIDE, column
    assert f"| `{REQUIRED[0]}`, `{REQUIRED[1]}` |" in GUIDE
    assert all(f"| `{name}` |" in GUIDE for name in REQUIRED[2:])
