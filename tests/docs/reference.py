"""`docs/reference.md`, written from the code: commands, settings, detectors, gates, tables. `make docs`."""

from collections.abc import Iterator
from pathlib import Path

import typer
from typer.main import get_command

from adjoin.__main__ import app
from adjoin.domain.canonical import CANONICAL
from adjoin.domain.published import PUBLISHED
from adjoin.gates.judging import gates
from adjoin.project.settings import tunable
from adjoin.signals.detectors import detectors

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"


def reference() -> str:
    """The whole page."""
    parts = [_commands(), _detectors(), _gates(), _settings(), _canonical(), _published()]
    head = "# Reference\n\nWritten from the code by `make docs`; a test keeps it current.\n"
    return head + "".join(f"\n{line}" for part in parts for line in part) + "\n"


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    yield "`-C DIR` before the command names the project; `--help` after it says everything.\n"
    yield "| command | does |\n|---|---|"
    root = get_command(app)
    for name, command in sorted(getattr(root, "commands", {}).items()):
        inner = getattr(command, "commands", None)
        for words, one in [(f"{name} {n}", c) for n, c in inner.items()] if inner else [(name, command)]:
            yield f"| `adjoin {words}` | {(one.help or '').strip()} |"


def _detectors() -> Iterator[str]:
    yield "## Detectors\n"
    yield "| name | watches | weight | half-life | needs |\n|---|---|---|---|---|"
    for d in detectors():
        needs = ", ".join((*d.needs, *d.needs_any)) or "–"
        yield f"| `{d.name}` | {d.what} | {d.weight} | {d.half_life_days:.0f} days | {needs} |"


def _gates() -> Iterator[str]:
    yield "## Gates\n"
    yield "The most severe first.\n"
    yield "| name | judges | needs |\n|---|---|---|"
    for gate in gates():
        needs = ", ".join((*gate.needs_any, *gate.needs_columns)) or "–"
        yield f"| `{gate.query.name}` | {' '.join(gate.query.what.split())} | {needs} |"


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "Under `settings:` in `adjoin.yaml`, by the name of the file that owns them.\n"
    yield "| owner | setting | default |\n|---|---|---|"
    for owner, values in tunable().items():
        for name, value in values.items():
            yield f"| `{owner}` | `{name}` | {value} |"


def _canonical() -> Iterator[str]:
    yield "## Canonical tables\n"
    for table in CANONICAL.values():
        known = f"known from {table.known_from}" if table.known_from else "always known"
        yield f"**{table.name}**: {table.row_is}; key {', '.join(table.key)}; {known}.\n"
        for column in table.columns:
            facts = [column.type.name.lower(), *(["required"] if column.required else [])]
            facts += [f"one of {', '.join(column.values)}"] if column.values else []
            facts += [f"counts from {column.counts_from}"] if column.counts_from else []
            facts += ["kept in the seen log"] if column.overwritten else []
            yield f"- `{column.name}` {'; '.join(facts)}"
        yield ""


def _published() -> Iterator[str]:
    yield "## Published tables\n"
    for table in PUBLISHED.values():
        yield f"- `{table.name}`: {table.what}"


if __name__ == "__main__":
    PAGE.write_text(reference(), "utf-8")
    typer.echo(PAGE)
