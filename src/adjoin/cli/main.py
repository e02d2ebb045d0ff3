"""`adjoin`: the commands, put together; every failure is a sentence and an exit code."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from adjoin.cli import (
    acting,
    backtesting,
    coming,
    crediting,
    drafting,
    experimenting,
    learning,
    lessons,
    measuring,
    offering,
    picturing,
    playing,
    reading,
    reporting,
    running,
    trialing,
    watching,
)
from adjoin.domain.errors import AdjoinError, UnreachableError

app = typer.Typer(
    name="adjoin",
    help="Which product naturally follows which, who is ready for it, and when not to ask.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
INTERRUPTED = 130
REFUSED: Any = typer.BadParameter.__mro__[1]
"""Whatever typer refuses among the arguments; it keeps the name of this class to itself."""

Directory = Annotated[Path, typer.Option("-C", "--directory", help="The project folder.", show_default=False)]


@app.callback()
def _project(context: typer.Context, directory: Directory = Path()) -> None:
    context.obj = directory


def _add(*commands: Callable[..., None], name: str | None = None) -> None:
    for command in commands:
        app.command(name or command.__name__.replace("_", "-"))(command)


_add(running.demo, running.init, running.check, running.run)
_add(reading.show, reading.today, reading.explain, picturing.chart)
_add(coming.diff, coming.reopens)
_add(learning.learn, backtesting.backtest)
_add(drafting.draft, drafting.value_map)
_add(offering.bundles)
_add(measuring.scorecard, measuring.inspection, watching.pitfalls, reporting.portfolio)
_add(lessons.attribution, lessons.learned)
_add(acting.snooze, acting.not_now, acting.hold, acting.heard, acting.feedback)
app.add_typer(playing.app, name="play")
app.add_typer(trialing.app, name="trial")
app.add_typer(experimenting.app, name="experiment")
app.add_typer(crediting.app, name="credit")


def _end(code: int) -> None:
    if code == INTERRUPTED:
        typer.echo("adjoin: interrupted; the last published run stands.", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line; the exit code is 0, or the error's own, or 130 when interrupted."""
    try:
        ended = app(standalone_mode=False)
        if isinstance(ended, int) and ended:
            _end(ended)
    except AdjoinError as error:
        typer.echo(f"adjoin: {error}", err=True)
        sys.exit(error.exit_code)
    except typer.Exit as stop:
        _end(stop.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _end(INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; say nothing on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        typer.echo(f"adjoin: {error.filename or 'the system'}: {error.strerror or error}.", err=True)
        sys.exit(UnreachableError.exit_code)
    except REFUSED as refused:
        refused.show()
        sys.exit(2)
