"""The command that learns: learn."""

from typing import TYPE_CHECKING

import typer

from adjoin.cli import options
from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk

if TYPE_CHECKING:
    from adjoin.engine.learn import Lesson


def learn(context: typer.Context, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """Refit weights and model on what became of approaches, into an artefact that the next run uses."""
    from adjoin.cli.progress import progress
    from adjoin.engine.learn import learn as learn_from
    from adjoin.engine.model_report import weights_table
    from adjoin.engine.run import RunOrder
    from adjoin.project.project import open_project

    project = open_project(context.obj)
    with progress() as told:
        lesson = learn_from(project, RunOrder(options.today(), options.now, as_of, progress=told))
    if how is not Format.TABLE:
        print_rows(weights_table(lesson.learned), how)
    else:
        _print(lesson)
    talk(f"Kept as {lesson.path}; the next `adjoin run` for {lesson.as_of} or later uses it.")


def _print(lesson: "Lesson") -> None:
    told = lesson.learned.report
    what = (
        "approaches"
        if lesson.label == "approach"
        else "opportunities (won once opened, for no approach is mapped)"
    )
    typer.echo(
        f"Learned as of {lesson.as_of} from {told.outcomes:,} matured {what}, {told.started:,} with a start."
    )
    if lesson.too_early:
        typer.echo(
            f"{lesson.too_early:,} more lie before the first past date looked at (settings: learning_grid.most_dates)."
        )
    typer.echo(told.sentence)
    for why in lesson.learned.selection.hidden:
        typer.echo(f"{why} Every score will say extrapolated.")
    if told.top_forecast is not None and told.top_observed is not None:
        typer.echo(
            f"The likeliest tenth: forecast {told.top_forecast:.0%}, observed {told.top_observed:.0%}."
        )
    moved = lesson.learned.weights
    if moved:
        typer.echo("\nWeights of signals (log-odds)     expert   learned")
    for weight in moved:
        name = weight.feature.removeprefix("signal: ").replace("_", " ")
        typer.echo(
            f"  {name:<30}{weight.prior:>8.2f}{weight.posterior:>8.2f} ±{1.96 * weight.posterior_deviation:.2f}"
        )
