"""The command about what goes wrong: pitfalls."""

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money

if TYPE_CHECKING:
    from adjoin.desk.pitfalls import Pitfall, Pitfalls

CASES_SHOWN, WIDTH = 15, 100
MARKS = {"bad": "✕", "watch": "!", "ok": "✓", "cannot_tell": "?", "off": "–"}


def pitfalls(
    context: typer.Context,
    pitfall: Annotated[
        str | None, typer.Argument(help="One of the six, such as wrong_buyer; without it all.")
    ] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Six ways in which cross-selling goes wrong: state, accounts, money, what to do."""
    import pyarrow.compute as pc

    from adjoin.desk import open_desk
    from adjoin.desk.pitfalls import pitfalls as view

    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        found = view(desk, pitfall)
        if how is Format.TABLE:
            _print(found, desk.project.configuration.currency)
        elif pitfall is None:
            print_rows(desk.show("pitfalls"), how, "pitfalls")
        else:
            cases = desk.show("pitfall_accounts").filter(pc.field("pitfall") == pitfall)
            print_rows(cases, how, "pitfall_accounts")


def _print(view: "Pitfalls", currency: str) -> None:
    typer.echo(f"Pitfalls, as of {day(view.as_of)}")
    if not view.there:
        typer.echo("This run has no pitfalls; make a new one: adjoin run")
    for one in view.pitfalls:
        _print_one(one, currency)
        for case in one.cases[:CASES_SHOWN] if view.chosen else ():
            worth = money(case.money, currency)
            typer.echo(
                f"    {case.account + ' [' + case.account_id + ']':<40}{worth:>8}  {case.product or '–'}"
            )
            _fill(with_days_said(case.says, view.as_of), "      ")
    talk("\nOne with its accounts: adjoin pitfalls NAME. Everything: --format csv")


def _print_one(one: "Pitfall", currency: str) -> None:
    from adjoin.desk.pitfalls import PITFALLS, STATES

    worth = f", {money(one.worst.money, currency)}" if one.worst.money is not None else ""
    typer.echo(
        f"\n{MARKS[one.state]} {PITFALLS.get(one.pitfall, one.pitfall)} [{one.pitfall}]: {STATES[one.state]}{worth}"
    )
    _fill(f"{one.worst.says}.", "    ")
    if one.worst.money is not None:
        _fill(f"Money: {one.worst.money_is}.", "    ")
    for other in one.others:
        _fill(f"{MARKS[other.state]} {other.says}.", "    ")
    _fill(f"What to do: {one.what_to_do}.", "    ")


def _fill(words: str, indent: str) -> None:
    typer.echo(textwrap.fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent))
