"""`adjoin bundles` as people read it and as scripts use it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from adjoin.cli.offering import bundles
from adjoin.domain.errors import AdjoinError
from cli.tiny import YAML, tiny
from companies import run_company
from offers_tables import ESTIMATED, GUESSED, REFUSED, WHY_NOT, write_offers

CATALOG = "products:\n" + "".join(
    f"  - {{id: {key}, name: {name}}}\n"
    for key, name in (("bi", "Insight"), ("pipe", "Pipeline"), ("sync", "Sync"), ("desk", "Desk"), ("crm", "Relations"))
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tiny(
        tmp_path_factory.mktemp("bundles"), catalog=CATALOG, yaml=YAML.replace("2024-06-30", "2026-09-30")
    )
    run_company(made)
    write_offers(made / ".adjoin")
    return made


def said(folder: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, what is said, and the error that the front end would say."""
    app = typer.Typer()
    app.command()(bundles)
    found = CliRunner().invoke(app, list(words), obj=folder)
    error = found.exception if isinstance(found.exception, AdjoinError) else None
    if found.exception and not isinstance(found.exception, AdjoinError | SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, str(error or "")


def test_the_list_reads_aloud(folder: Path) -> None:
    code, out, _ = said(folder)
    assert code == 0
    assert "3 bundles" in out
    assert f"Insight + Pipeline [{ESTIMATED}], land: offer it with terms tied to use" in out
    flat = " ".join(out.split())
    assert "For 60 accounts, 41 of them now, at $32k a year (20 % off $40k)." in flat
    assert "Net $50k a year ($25k to $100k), $16k cannibalised." in flat
    assert "$34k of it from the 41 that can be asked now. Counting only what comes into use: $21k." in flat
    assert "Needs 1 in 4 more buyers than at list price (+25 %)." in flat
    assert "31 % of it would stay unused, most Pipeline." in flat
    assert "Never pays" in flat
    assert out.count(WHY_NOT) == 1
    assert f"Not offered: Dream. {REFUSED}" in flat
    assert "Sold so far: Growth pack, 20 takers." in flat
    assert max(map(len, out.splitlines())) <= 120


def test_a_kind_chooses_in_every_format(folder: Path) -> None:
    _, out, _ = said(folder, "--kind", "expand")
    assert "1 bundle\n" in out
    _, out, _ = said(folder, "--kind", "land", "--format", "csv")
    assert [row["bundle"] for row in csv.DictReader(io.StringIO(out))] == [
        ESTIMATED,
        "desk+pipe",
        "own:Dream",
    ]


def test_rows_are_those_published(folder: Path) -> None:
    rows = json.loads(said(folder, "--format", "json")[1])
    assert [row["bundle"] for row in rows] == [ESTIMATED, GUESSED, "desk+pipe", "own:Dream"]
    assert rows[0]["net_revenue"] == 50_000
    accounts = json.loads(said(folder, ESTIMATED, "--format", "json")[1])
    assert len(accounts) == 4
    assert {row["bundle"] for row in accounts} == {ESTIMATED}


def test_one_bundle_tells_parts_cases_accounts_and_demand(folder: Path) -> None:
    _, out, _ = said(folder, "insight + pipeline")
    flat = " ".join(out.split())
    assert "Insight $20k lacked by 30 comes into use: 90 % (80–100)" in flat
    assert "60% of the price hangs on use." in flat
    assert "+25 % 12.5 $25k $0 −$25k" in flat
    assert "+200 % 30 $620k $560k $500k" in flat
    assert "Acme [a1] 20 % $16k ready lacks Insight" in flat
    assert "not now: Hands off, opens 1 Dec" in flat
    assert "Demand: Ten points off change the odds by +40 %." in flat
    assert "Dream is not offered" in said(folder, "Dream")[1]


def test_a_wrong_name_is_said_with_the_nearest(folder: Path) -> None:
    code, out, error = said(folder, "Insight + Pipelin")
    assert (code, out) == (1, "")
    assert "did you mean 'Insight + Pipeline'" in error


def test_help_is_quick_to_import() -> None:
    heavy = (
        "import sys, adjoin.cli.offering; print(sorted({'pyarrow', 'duckdb', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
