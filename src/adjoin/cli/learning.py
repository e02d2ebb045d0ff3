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
    _print_change(lesson)
    moved = lesson.learned.weights
    earlier = (
        {weight.feature: weight.posterior for weight in lesson.before[0].weights} if lesson.before else {}
    )
    if moved:
        typer.echo("\nWeights of signals (log-odds)     expert  before   after")
    for weight in moved:
        name = weight.feature.removeprefix("signal: ").replace("_", " ")
        was = earlier.get(weight.feature, weight.prior)
        typer.echo(
            f"  {name:<30}{weight.prior:>8.2f}{was:>8.2f}{weight.posterior:>8.2f} "
            f"±{1.96 * weight.posterior_deviation:.2f}"
        )


def _print_change(lesson: "Lesson") -> None:
    """The model before and after, each judged on the later approaches of its own day; without one, the prior's."""
    now, was = lesson.learned.report, lesson.before[0].report if lesson.before else None
    before = f"artefact {lesson.before[1].stem}" if lesson.before else "none: the prior, untaught"
    typer.echo(f"\nBefore: {before}. Each is judged on the later approaches that were known on its own day.")
    typer.echo(f"  {'':<30}{'before':>8}{'after':>8}")
    for says, name in _JUDGED:
        values = [None if was is None else getattr(was, name), getattr(now, name)]
        before_says, after_says = map(_figure, values)
        typer.echo(f"  {says:<30}{before_says:>8}{after_says:>8}")


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


_JUDGED = (
    ("approaches learned from", "outcomes"),
    ("of these with a start", "started"),
    ("calibration slope", "slope"),
    ("Brier score", "brier"),
    ("Brier score of the prior", "brier_prior"),
    ("Brier skill over the prior", "skill"),
)
"""Of the report of a model, in words."""
