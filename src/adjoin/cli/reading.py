"""Commands that read: show, today, explain."""

from typing import Annotated

import typer

from adjoin.cli.options import Account, AsOf, Format, Formatted
from adjoin.cli.output import print_rows


def show(
    context: typer.Context,
    table: Annotated[str, typer.Argument(help="A published table, such as recommendations.")],
    account: Annotated[str | None, typer.Option("--account", help="Only this account (id or name).")] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Any published table."""
    from adjoin.desk import open_desk

    with open_desk(context.obj) as desk:
        print_rows(desk.show(table, account, as_of), how, table)


def today(
    context: typer.Context,
    owner: Annotated[str | None, typer.Option("--owner", help="Only this person's accounts.")] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Whom to speak to, about what, and why now: at most a handful."""
    from adjoin.cli.story import print_today
    from adjoin.desk import open_desk
    from adjoin.desk.today import today as view

    with open_desk(context.obj) as desk:
        print_today(view(desk.pinned(as_of), owner=owner), how)


def explain(
    context: typer.Context, account: Account, as_of: AsOf = None, how: Formatted = Format.TABLE
) -> None:
    """Why this product, why now, why not, in words with evidence."""
    from adjoin.cli.story import print_account
    from adjoin.desk import open_desk
    from adjoin.desk.account import account as view

    with open_desk(context.obj) as desk:
        print_account(view(desk.pinned(as_of), account), how)
