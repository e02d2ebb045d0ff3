"""Texts put into every field that somebody outside can write, one text for each row, in turn."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb

INJECTIONS = Path(__file__).parents[1] / "drafts_checker" / "injections.json"
LATELY = "2026-06-01"
NEUTRAL = ["the", "bus", "was", "late", "and", "it", "rained", "on", "the", "way", "to", "lunch"]

Fill = Callable[[], str]


def injections() -> list[str]:
    found = json.loads(INJECTIONS.read_text("utf-8"))["injections"]
    return [one["text"] for one in found]


def harmless(texts: Sequence[str]) -> list[str]:
    """As many texts of the same lengths that say nothing about any need and demand nothing."""
    return [_as_long_as(text) for text in texts]


def _as_long_as(text: str) -> str:
    said = " ".join(NEUTRAL * (1 + len(text) // 40))
    return said[: max(1, len(text) - 1)].strip() + "."


def in_turn(texts: Sequence[str], begin: int) -> Fill:
    """Each call gives the next text; `begin` differs by field, so that each account meets different ones."""
    turn: Iterator[int] = iter(range(begin, 10**9))
    return lambda: texts[next(turn) % len(texts)]


def plant(folder: Path, texts: Sequence[str]) -> None:
    """Into the project in `folder`. Tickets, calls and e-mails keep their words and get the text behind them; goals
    and people are added beside the others; names of companies, people, rivals and partners are replaced."""
    data = folder / "data"
    fields = iter(range(0, 10_000, 7))
    for file, day in (("cases", "opened"), ("interactions", "occurred_on")):
        for column in ("subject", "body"):
            _behind(data / f"{file}.parquet", column, day, in_turn(texts, next(fields)))
    for file, columns in (
        ("events.csv", ("vendor", "partner", "body")),
        ("companies.csv", ("company",)),
        ("contacts.csv", ("name",)),
    ):
        _instead(data / file, columns, [in_turn(texts, next(fields)) for _ in columns])
    _beside(data / "objectives.csv", "objective", in_turn(texts, next(fields)))
    _beside(data / "contacts.csv", "title", in_turn(texts, next(fields)), key="contact_id")


def _behind(file: Path, column: str, day: str, fill: Fill) -> None:
    """Behind the text of every row since LATELY."""
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT * FROM '{file}'").to_arrow_table().to_pylist()
        for row in rows:
            if str(row[day])[:10] >= LATELY:
                row[column] = f"{row[column] or ''} {fill()}".strip()
        connection.execute(f"CREATE TABLE planted AS SELECT * FROM '{file}' LIMIT 0")
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO planted VALUES ({marks})", [list(r.values()) for r in rows])
        connection.execute(f"COPY planted TO '{file}' (FORMAT parquet)")


def _instead(file: Path, columns: Sequence[str], fills: Sequence[Fill]) -> None:
    """In place of what stands in every third row."""
    rows = _read(file)
    for place, row in enumerate(rows):
        for column, fill in zip(columns, fills, strict=True):
            if row[column] and place % 3 == 0:
                row[column] = fill()
    _write(file, rows)


def _beside(file: Path, column: str, fill: Fill, key: str | None = None) -> None:
    """A second row for the account of every third one: the same but for the text and the key."""
    rows = _read(file)
    added = []
    for place, row in enumerate(rows[::3]):
        again = {**row, column: fill()}
        if key is not None:
            again[key] = f"PLANTED{place}"
        added.append(again)
    _write(file, [*rows, *added])


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _write(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
