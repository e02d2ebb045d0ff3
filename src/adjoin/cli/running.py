"""Commands that write: demo, init, check, run."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk

if TYPE_CHECKING:
    from adjoin.domain.entry import Publication


def demo(folder: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("adjoin-demo")) -> None:
    """Write the demo company's project and run it."""
    from adjoin.cli.summary import print_summary
    from adjoin.demo import write_company

    if not (folder / "adjoin.yaml").exists():
        talk(f"Writing the demo company to {folder} …")
        write_company(folder)
    published = _run(folder, None)
    print_summary(folder, published, Format.TABLE)


def init(
    folder: Annotated[Path, typer.Argument(help="The project folder to draft.")] = Path(),
    source: Annotated[Path, typer.Option("--from", help="A folder of CSV or Parquet files.")] = Path("data"),
) -> None:
    """Draft adjoin.yaml and catalog.yaml from the tables found, each choice with its reason."""
    from adjoin.project.drafting.draft import draft, write

    drafted = draft(source, folder)
    for path in write(drafted, folder):
        typer.echo(path)
    talk(f"Glance over both files, then: adjoin -C {folder} check && adjoin -C {folder} run")


def check(context: typer.Context, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """What is there, what is refused and why, what is off and what switches it on. Publishes nothing."""
    from adjoin.cli.summary import print_examination
    from adjoin.engine.examine import examine
    from adjoin.project.project import open_project

    found = examine(open_project(context.obj), options.today(), as_of)
    if how is not Format.TABLE:
        print_rows(found.tables, how)
    else:
        print_examination(found)
    if found.refused:
        talk(f"adjoin: {found.refused}")
        raise typer.Exit(3)


def run(context: typer.Context, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """Load, find affinity and signals, judge, score, decide; publish atomically."""
    from adjoin.cli.summary import print_summary

    published = _run(context.obj, as_of)
    print_summary(context.obj, published, how)


def _run(folder: Path, as_of: date | None) -> "Publication":
    from adjoin.cli.progress import progress
    from adjoin.engine.run import RunOrder
    from adjoin.engine.run import run as run_project
    from adjoin.project.project import open_project

    project = open_project(folder)
    with progress() as told:
        return run_project(project, RunOrder(options.today(), options.now, as_of, progress=told))
