"""`adjoin credit …`: how won deals are shared out between CSM, AE and partner."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import AsOf, Format, Formatted, Who, parse_date
from adjoin.cli.output import print_rows, talk


def set_rule(
    context: typer.Context,
    csm: Annotated[float, typer.Option("--csm", help="The CSM's share, such as 0.3.")],
    ae: Annotated[float, typer.Option("--ae", help="The AE's share, such as 0.5.")],
    partner: Annotated[float, typer.Option("--partner", help="The partner's share, such as 0.2.")],
    why: Annotated[str | None, typer.Option("--why", help="Why.")] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=parse_date,
            metavar="DATE",
            help="Deals opened from this day on; today at the earliest.",
        ),
    ] = None,
    by: Who = None,
) -> None:
    """Enter a rule for deals that are opened from a day on; it changes nothing that is open or closed already."""
    from adjoin.desk import open_desk
    from adjoin.desk.crediting import Shares, set_credit
    from adjoin.desk.person import Person

    with open_desk(context.obj) as desk:
        asked = Shares(csm, ae, partner, since, why)
        talk(set_credit(desk, asked, Person(by or options.me(), options.now())))


def rules(context: typer.Context, how: Formatted = Format.TABLE) -> None:
    """Every rule, the oldest first."""
    import pyarrow as pa

    from adjoin.desk import open_desk
    from adjoin.desk.crediting import NO_RULE

    with open_desk(context.obj) as desk:
        entered = desk.ledger.credit_rules()
    if not entered:
        talk(NO_RULE)
    columns = ("effective_on", "csm", "ae", "partner", "person", "why")
    rows = [asdict(rule) for rule in entered]
    print_rows(pa.table({name: [row[name] for row in rows] for name in columns}), how)


def deals(
    context: typer.Context,
    account: Annotated[
        str | None, typer.Option("--account", help="Only this account, by id or name.")
    ] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Every deal of the run with who is credited with what, by the rule of the day it was opened."""
    from adjoin.desk import open_desk

    with open_desk(context.obj) as desk:
        rows = desk.show("credit", account, as_of)
    columns = ("opened_on", "account_id", "product_id", "state", "role", "who", "share", "money", "why")
    print_rows(rows.select(columns) if how is Format.TABLE else rows, how, "credit")


app = typer.Typer(
    help="How won deals are shared out: rules entered before, never changed.", no_args_is_help=True
)
app.command("set")(set_rule)
app.command("list")(rules)
app.command("deals")(deals)
