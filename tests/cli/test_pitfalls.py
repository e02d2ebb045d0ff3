"""`adjoin pitfalls` and `adjoin portfolio` as people read them and as scripts use them."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from adjoin.cli.reporting import portfolio
from adjoin.cli.watching import pitfalls
from adjoin.domain.errors import AdjoinError
from cli.tiny import YAML, tiny
from companies import run_company
from pitfall_tables import pitfalls_published, write_pitfalls


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tiny(tmp_path_factory.mktemp("pitfalls"), yaml=YAML.replace("2024-06-30", "2026-09-30"))
    run_company(made)
    write_pitfalls(made / ".adjoin")
    with pitfalls_published():
        yield made


def said(command: Callable[..., None], folder: Path, *words: str) -> tuple[str, str]:
    """What is said, and the error that the front end would say."""
    app = typer.Typer()
    app.command()(command)
    found = CliRunner().invoke(app, list(words), obj=folder)
    if found.exception and not isinstance(found.exception, AdjoinError | SystemExit):
        raise found.exception
    error = str(found.exception) if isinstance(found.exception, AdjoinError) else found.stderr
    return found.stdout, error


def test_six_with_state_and_what_to_do(folder: Path) -> None:
    out, _ = said(pitfalls, folder)
    flat = " ".join(out.split())
    assert "✕ Selling the catalog [catalog_selling]: bad" in flat
    assert (
        "30 of 100 accounts pitched to in the last year were pitched several products within a month" in flat
    )
    assert "– Not watched: tickets is not mapped" in flat
    assert out.count("What to do:") == 6


def test_one_with_its_accounts_in_every_format(folder: Path) -> None:
    out, _ = said(pitfalls, folder, "catalog_selling")
    assert "[a1]" in out
    assert "on 1 Sep" in out
    rows = json.loads(said(pitfalls, folder, "--format", "json")[0])
    assert [row["place"] for row in rows] == [1, 2, 3, 4, 5, 6]
    printed = list(
        csv.DictReader(io.StringIO(said(pitfalls, folder, "catalog_selling", "--format", "csv")[0]))
    )
    assert {row["symptom"] for row in printed} == {"several_at_once", "no_signal"}
    assert "did you mean" in said(pitfalls, folder, "wrong_buyr")[1].lower()


def test_the_report_is_written(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert "Portfolio report for pricing" in said(portfolio, folder, "-o", str(page), "--for", "pricing")[1]
    text = page.read_text("utf-8")
    assert "Lost to price" in text or "lost to price" in text
    assert "Which of three patterns fits" not in text
    pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
    said(portfolio, folder, "-o", str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert ".html, .pdf" in said(portfolio, folder, "-o", str(tmp_path / "report.doc"))[1]
    assert "there is no folder" in said(portfolio, folder, "-o", str(tmp_path / "no" / "report.pdf"))[1]
