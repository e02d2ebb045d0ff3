"""`adjoin experiment …`: holding accounts out by chance, to measure what plays change."""

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adjoin.cli import options
from adjoin.cli.experiments_said import print_experiment, print_listed
from adjoin.cli.options import Format, Formatted, On, Who, parse_date
from adjoin.cli.output import print_rows, talk

if TYPE_CHECKING:
    from adjoin.desk.experimenting import Planned

Name = Annotated[str, typer.Argument(help="The experiment's name; arms are drawn by it.")]
Designed = Annotated[
    str,
    typer.Option(
        "--design", help="delayed_start: released so long after the first ghost play; or holdout: at the end."
    ),
]
HeldShare = Annotated[
    float | None, typer.Option("--held-share", help="Chance to be held out; by default 0.5.")
]
Delay = Annotated[int | None, typer.Option("--delay", help="Days until release; by default 90.")]
Horizon = Annotated[int | None, typer.Option("--horizon", help="Days within which a start counts; 90.")]
ReadOn = Annotated[
    date | None,
    typer.Option("--read-on", parser=parse_date, metavar="DATE", help="The day it is read; in a year."),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="ACCOUNT", help="Not drawn, with its whole group. Repeat it."),
]

COLUMNS = (
    "experiment",
    "source",
    "state",
    "held",
    "approached",
    "started_on",
    "begun",
    "matured",
    "contamination",
)
"""Of those made elsewhere, for programs, where there is none of ours to set the columns."""


def plan(  # noqa: PLR0913, PLR0917 - what can be asked
    context: typer.Context,
    name: Name,
    design: Designed = "delayed_start",
    held_share: HeldShare = None,
    delay: Delay = None,
    horizon: Horizon = None,
    read_on: ReadOn = None,
    exclude: Exclude = None,
    by: Who = None,
    on: On = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Who would be held out, and what could be seen by when. Nothing is kept."""
    from adjoin.desk import experimenting, open_desk
    from adjoin.desk.person import Person

    wanted = experimenting.Wanted(name, design, held_share, delay, horizon, read_on, tuple(exclude or ()))
    with open_desk(context.obj) as desk:
        planned = experimenting.plan(desk, wanted, Person(by or options.me(), options.now()), on)
    _say(planned, how)


def start(  # noqa: PLR0913, PLR0917 - what can be asked
    context: typer.Context,
    name: Name,
    approver: Annotated[
        str | None, typer.Option("--approver", metavar="WHO", help="Who approves that accounts are held out.")
    ] = None,
    design: Designed = "delayed_start",
    held_share: HeldShare = None,
    delay: Delay = None,
    horizon: Horizon = None,
    read_on: ReadOn = None,
    exclude: Exclude = None,
    by: Who = None,
    on: On = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Draw the arms and begin; from the next run on those held out are left to themselves."""
    from adjoin.desk import experimenting, open_desk
    from adjoin.desk.person import Person

    wanted = experimenting.Wanted(name, design, held_share, delay, horizon, read_on, tuple(exclude or ()))
    with open_desk(context.obj) as desk:
        person = Person(by or options.me(), options.now())
        planned = experimenting.start(desk, wanted, approver, person, on)
    begun = planned.experiment
    talk(f"Started '{begun.experiment}' on {begun.started_on}, approved by {begun.approver}.")
    _say(planned, how)


def stop(
    context: typer.Context,
    name: Name,
    why: Annotated[str, typer.Option("--why", help="Why it ends.")],
    by: Who = None,
    on: On = None,
) -> None:
    """End it: whoever is held out is free from the next run on."""
    from adjoin.desk import experimenting, open_desk
    from adjoin.desk.person import Person

    with open_desk(context.obj) as desk:
        over = experimenting.stop(desk, name, why, Person(by or options.me(), options.now()), on)
    talk(f"Stopped '{over.experiment}' on {over.stopped_on}, by {over.stopped_by}: {over.stopped_why}.")


def all_experiments(context: typer.Context, how: Formatted = Format.TABLE) -> None:
    """Every experiment, ours and those made elsewhere: what it says, and how far it is."""
    import pyarrow as pa

    from adjoin.desk import experiments, open_desk
    from adjoin.desk.experiments_kept import kept

    with open_desk(context.obj) as desk:
        ours, listed = kept(desk), experiments.experiments(desk).listed
    if how is Format.TABLE:
        for one in listed:
            print_listed(one)
        if listed:
            talk("\nWhat one rests on: adjoin experiment show NAME")
    else:
        elsewhere = [asdict(one) for one in listed if one.source == experiments.ELSEWHERE]
        columns = list(ours[0]) if ours else [name for name in COLUMNS if elsewhere]
        rows = [{name: row.get(name) for name in columns} for row in (*ours, *elsewhere)]
        print_rows(pa.Table.from_pylist(rows), how, "experiments")
    if not ours:
        none = "None of ours" if listed else "No experiment"
        talk(f"{none} was started yet. See what one could show: adjoin experiment plan NAME")


def show(context: typer.Context, name: Name, how: Formatted = Format.TABLE) -> None:
    """One experiment: its arms, who approved it, what was said before it began, and its read-out."""
    from adjoin.desk import open_desk
    from adjoin.desk.experiment import experiment
    from adjoin.desk.experiments import OWN
    from adjoin.desk.experiments_kept import kept_named

    with open_desk(context.obj) as desk:
        one = experiment(desk, name)
        row = kept_named(desk, name) if one.source == OWN else asdict(one)
    if how is Format.TABLE:
        print_experiment(one)
    elif how is Format.JSON:
        typer.echo(json.dumps(row, indent=1, ensure_ascii=False, default=str))
    else:
        _print_flat(row, how)


def _say(planned: "Planned", how: Format) -> None:
    import pyarrow as pa

    experiment = planned.experiment
    rest = f", each released after {experiment.delay_days} days" if experiment.delay_days else ""
    design = str(experiment.design).replace("_", " ")
    talk(f"'{experiment.experiment}', a {design}{rest}, read on {experiment.read_on}.")
    for sentence in planned.says:
        talk(sentence)
    print_rows(pa.Table.from_pylist(list(experiment.power["visible"])), how)


def _print_flat(row: dict[str, Any], how: Format) -> None:
    """One line: what is a list of its own is left out."""
    import pyarrow as pa

    flat = {key: value for key, value in row.items() if not isinstance(value, dict | list | tuple)}
    print_rows(pa.Table.from_pylist([flat]), how)


app = typer.Typer(help="Holding accounts out by chance, to measure what plays change.", no_args_is_help=True)
for _command in (plan, start, stop, show):
    app.command(_command.__name__)(_command)
app.command("list")(all_experiments)
