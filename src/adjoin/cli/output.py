"""Rows on stdout: a table for people, JSON or CSV for programs. Talk goes to stderr."""

import csv
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import typer

from adjoin.cli.options import Format
from adjoin.domain.published import nested_columns
from adjoin.words.rows_as_json import rows_as_json

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_SHOWN, WIDEST = 40, 60


def talk(words: str) -> None:
    """A sentence for the person, on stderr."""
    typer.echo(words, err=True)


def print_rows(table: "pa.Table", how: Format, name: str = "") -> None:
    """Print every row as JSON or CSV, or the first ones as a table that names the flag for the rest."""
    rows = table.to_pylist()
    nested = nested_columns(name)
    if how is Format.JSON:
        typer.echo(rows_as_json(rows, nested))
    elif how is Format.CSV:
        _print_csv(table.column_names, rows)
    else:
        _print_table(table.column_names, rows)


def print_items(items: Sequence[Any], how: Format) -> None:
    """Dataclasses of one kind: a JSON array of objects, or CSV with nested values as JSON text."""
    rows = [json.loads(json.dumps(asdict(item), default=str)) for item in items]
    if how is Format.JSON:
        typer.echo(rows_as_json(rows))
    elif rows:
        _print_csv(list(rows[0]), rows)


def _print_csv(columns: list[str], rows: list[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_flat(value) for value in row.values()])


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, default=str) if isinstance(value, list | dict) else value


def _print_table(columns: list[str], rows: list[dict[str, Any]]) -> None:
    """As many columns and rows as fit; what is left out is named with the flag that prints it."""
    cells = [[_short(value) for value in row.values()] for row in rows[:ROWS_SHOWN]]
    widths = [min(max(map(len, column)), WIDEST) for column in zip(columns, *cells, strict=True)]
    room = shutil.get_terminal_size((140, 40)).columns
    fitting = sum(1 for end in accumulate(width + 2 for width in widths) if end <= room + 2) or 1
    for line in [columns, *cells]:
        padded = (_cut(cell, width).ljust(width) for cell, width in zip(line, widths, strict=True))
        typer.echo("  ".join(list(padded)[:fitting]).rstrip())
    left = []
    if fitting < len(columns):
        left.append(f"columns {', '.join(columns[fitting:])}")
    if len(rows) > ROWS_SHOWN:
        left.append(f"{len(rows) - ROWS_SHOWN:,} rows")
    if left:
        talk(f"Left out: {' and '.join(left)}. --format csv prints everything.")


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 1] + "…"


def _short(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)
