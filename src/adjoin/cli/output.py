"""Rows on stdout: a table for people, JSON or CSV for programs. Talk goes to stderr."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import typer

from adjoin.cli.options import Format
from adjoin.domain.published import PUBLISHED

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_SHOWN = 40


def talk(words: str) -> None:
    """A sentence for the person, on stderr."""
    typer.echo(words, err=True)


def print_rows(table: "pa.Table", how: Format, name: str = "") -> None:
    """Print every row as JSON or CSV, or the first ones as a table that names the flag for the rest."""
    rows = table.to_pylist()
    nested = PUBLISHED[name].nested if name in PUBLISHED else ()
    if how is Format.JSON:
        typer.echo(json.dumps([as_json(row, nested) for row in rows], indent=1, ensure_ascii=False))
    elif how is Format.CSV:
        _print_csv(table.column_names, rows)
    else:
        _print_table(table.column_names, rows)


def as_json(row: dict[str, Any], nested: Sequence[str]) -> dict[str, Any]:
    """One row with ISO dates and nested columns parsed."""
    return {k: json.loads(v) if k in nested and v is not None else _iso(v) for k, v in row.items()}


def _iso(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return [_iso(item) for item in value] if isinstance(value, list) else value


def _print_csv(columns: list[str], rows: list[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_flat(value) for value in row.values()])


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(_iso(value)) if isinstance(value, list) else value


def _print_table(columns: list[str], rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows[:ROWS_SHOWN]:
        shown.add_row(*(_short(value) for value in row.values()))
    console = Console()
    console.print(shown, soft_wrap=not console.is_terminal)
    if len(rows) > ROWS_SHOWN:
        talk(f"… and {len(rows) - ROWS_SHOWN:,} more rows; --format csv prints them all.")


def _short(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)
