"""The command that looks back: backtest."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk

if TYPE_CHECKING:
    from adjoin.measurement.backtest.stored import Backtest

SEED = 20260101
"""Of the draws behind the intervals: the same backtest says the same twice."""

First = Annotated[
    date | None,
    typer.Option(
        "--from", parser=options.parse_date, metavar="DATE", help="The first date; by default a year back."
    ),
]
Last = Annotated[
    date | None,
    typer.Option(
        "--to",
        parser=options.parse_date,
        metavar="DATE",
        help="The last; by default the newest with 90 days after it.",
    ),
]
Every = Annotated[
    int | None, typer.Option("--every", metavar="DAYS", help="Days between dates; by default a month.")
]
Picks = Annotated[
    int | None,
    typer.Option(
        "--capacity", metavar="N", help="Picks a date; by default the team's week, else 5 % of the book."
    ),
]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Also write a page to hand on: NAME.html.")]


def backtest(  # noqa: PLR0913, PLR0917 - what can be asked
    context: typer.Context,
    first: First = None,
    last: Last = None,
    every: Every = None,
    capacity: Picks = None,
    out: Out = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """What would have been picked on past dates, by Adjoin and by simpler policies, and what became of it."""
    import numpy as np

    from adjoin.cli.progress import progress
    from adjoin.domain.errors import ConfigurationError
    from adjoin.engine.backtesting import BacktestOrder
    from adjoin.engine.backtesting import backtest as look_back
    from adjoin.measurement.backtest.dates import Wanted
    from adjoin.project.project import open_project

    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise ConfigurationError(f"'{out.name}' is not a page; let the name end in .html.")
    wanted = Wanted(first, last, every, capacity)
    project, rng = open_project(context.obj), np.random.default_rng(SEED)
    with progress() as told:
        found = look_back(project, BacktestOrder(options.today(), rng, wanted, as_of, progress=told))
    _print(found, how)
    if out is not None:
        from adjoin.presentation.backtest_report.report import report

        out.write_text(report(found), "utf-8")
        talk(f"Wrote {out}.")


def _print(found: "Backtest", how: Format) -> None:
    if how is not Format.TABLE:
        print_rows(found.tables["backtest"], how, "backtest")
        return
    from adjoin.presentation.backtest_report.report import page

    told = page(found)
    talk(f"\n{told.done}\n")
    typer.echo(f"{'policy':<20}{'picks':>7}  {'foresight':<20}{'days':>5}  {'replay':<20}{'n':>6}{'days':>6}")
    for line in told.lines:
        typer.echo(
            f"{line.called:<20}{line.picks:>7}  {line.foresight:<20}{line.to_start:>5}  "
            f"{line.replay:<20}{line.effective_n:>6}{line.to_opportunity:>6}"
        )
    grade = "Cannot tell yet" if told.grade == "cannot tell" else f"Grade {told.grade}"
    typer.echo(f"\n{grade}. {told.verdict}")
    for about, says in (*told.off, *told.notes[:2]):
        talk(f"{about}: {says}")
    tables = sorted({table for table, _, _ in told.stand})
    if tables:
        talk(f"Taken as they stand today, in part: {', '.join(tables)} (columns: --out FILE.html).")
    talk(f"Stored as {found.file}.")
