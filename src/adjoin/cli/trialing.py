"""`adjoin trial …`: a product at an account until a day, with what must be true for it to have succeeded."""

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adjoin.cli import options
from adjoin.cli.options import Account, AsOf, Format, Formatted, On, Until, Who, parse_date
from adjoin.cli.output import print_rows, talk

if TYPE_CHECKING:
    from adjoin.desk import Desk
    from adjoin.desk.trialing import Reporter, Trialled

Number = Annotated[int, typer.Argument(help="The trial's number.")]
Why = Annotated[str, typer.Option("--reason", help="Why.")]


def start(  # noqa: PLR0913, PLR0917 - what can be asked
    context: typer.Context,
    account: Account,
    product: Annotated[str, typer.Option("--product", help="Product id or name.")],
    criterion: Annotated[
        list[str] | None,
        typer.Option("--criterion", help="What must be true: WHAT, or WHAT | METRIC | TARGET. Repeat it."),
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", help="One of theirs by id, name or e-mail. Repeat it."),
    ] = None,
    ends: Annotated[
        date | None,
        typer.Option(
            "--ends", parser=parse_date, metavar="DATE", help="Its last day; by default in 30 days."
        ),
    ] = None,
    seeded_with: Annotated[
        list[str] | None,
        typer.Option("--seeded-with", help="Customer data that it holds, or 'nothing'. Repeat it."),
    ] = None,
    play: Annotated[int | None, typer.Option("--play", help="The play that it belongs to.")] = None,
    anyway: Annotated[
        str | None,
        typer.Option("--anyway", metavar="WHY", help="Why it begins although something stands in its way."),
    ] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """A product is tried at an account."""
    from adjoin.desk import trialing

    asked = trialing.Asked(
        account, product, criterion or (), seeded_with, participant or (), ends, play, anyway
    )
    _act(context, by, on, lambda desk, who: trialing.start_trial(desk, asked, who))


def milestone(
    context: typer.Context,
    number: Number,
    text: Annotated[str, typer.Argument(help="What was reached.")],
    by: Who = None,
    on: On = None,
) -> None:
    """Something was reached on the way."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.milestone(desk, number, text, who))


def met(
    context: typer.Context,
    number: Number,
    criterion: Annotated[str, typer.Argument(help="The criterion's number, or some of its words.")],
    by: Who = None,
    on: On = None,
) -> None:
    """A criterion is met."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.met(desk, number, criterion, who))


def extend(
    context: typer.Context, number: Number, until: Until, reason: Why, by: Who = None, on: On = None
) -> None:
    """A later end, once, and why."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.extend(desk, number, until, reason, who))


def end(
    context: typer.Context,
    number: Number,
    reason: Annotated[str | None, typer.Option("--reason", help="What is to be said of it.")] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """It is over; whether they buy is still open."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.end(desk, number, reason, who))


def stop(context: typer.Context, number: Number, reason: Why, by: Who = None, on: On = None) -> None:
    """It is broken off, and why."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.stop(desk, number, reason, who))


def convert(context: typer.Context, number: Number, reason: Why, by: Who = None, on: On = None) -> None:
    """They buy; --reason: by what one knows it. Paid starts in subscriptions are found by themselves."""
    from adjoin.desk import trialing

    _act(context, by, on, lambda desk, who: trialing.convert(desk, number, reason, who))


def all_trials(
    context: typer.Context,
    account: Annotated[
        str | None, typer.Option("--account", help="Only this account, by id or name.")
    ] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Every trial, running and over; those of subscriptions too."""
    from adjoin.desk import open_desk
    from adjoin.desk.campaigns import named
    from adjoin.desk.trials import live_trials

    with open_desk(context.obj) as desk:
        trials = live_trials(desk, account, as_of)
        shown = named(desk, trials) if how is Format.TABLE else trials
    columns = (
        *("trial_id", "account", "product", "state", "started_on", "ends_on", "days_left"),
        *("criteria_met", "criteria_total", "says"),
    )
    print_rows(shown.select(columns) if how is Format.TABLE else shown, how, "trials")


def show(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="The trial's number.")],
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """A trial with its criteria and all that was done with it."""
    import pyarrow as pa

    from adjoin.desk import open_desk
    from adjoin.desk.stepping import account_said
    from adjoin.desk.trials import trial_at

    with open_desk(context.obj) as desk:
        view = trial_at(desk, number, as_of)
        row, data = view.row, view.as_data()
        about = f"{row['product_id']} at {account_said(desk, row['account_id'])}"
    if how is Format.JSON:
        typer.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    if how is Format.CSV:
        print_rows(pa.Table.from_pylist([row]), how, "trials")
        return
    talk(f"Trial {number}, {about}: {row['says']}.")
    talk(f"Seeded with {row['seeded_with'] or 'what nobody knows'}; source: {row['source']}.")
    for title, rows in (
        ("criteria", data["criteria"]),
        ("participants", data["participants"]),
        ("log", data["log"]),
    ):
        _print_part(title, rows)


def _print_part(title: str, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa

    typer.echo(f"── {title}")
    if rows:
        print_rows(pa.Table.from_pylist(rows), Format.TABLE)


def _act(
    context: typer.Context, by: str | None, on: date | None, do: "Callable[[Desk, Reporter], Trialled]"
) -> None:
    from adjoin.desk import open_desk
    from adjoin.desk.person import Person
    from adjoin.desk.trialing import Reporter

    with open_desk(context.obj) as desk:
        kept = do(desk, Reporter(Person(by or options.me(), options.now()), on=on))
    talk(kept.says)


app = typer.Typer(
    help="Products on trial at accounts: criteria, an end, and what became of them.", no_args_is_help=True
)
for _command in (start, milestone, met, extend, end, stop, convert, show):
    app.command(_command.__name__)(_command)
app.command("list")(all_trials)
