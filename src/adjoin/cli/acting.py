"""Commands by which a person answers: snooze, not-now, hold, heard, feedback."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import Account, On, Until, Who
from adjoin.cli.output import talk

if TYPE_CHECKING:
    from adjoin.desk import Desk
    from adjoin.desk.acting import Done, Person

Product = Annotated[str | None, typer.Option("--product", help="Product id or name.")]


def snooze(context: typer.Context, account: Account, until: Until, by: Who = None, on: On = None) -> None:
    """Show the account again on a day."""
    from adjoin.desk import acting

    _act(context, by, lambda desk, person: acting.snooze(desk, account, until, person, on))


def not_now(
    context: typer.Context,
    account: Account,
    reason: Annotated[str, typer.Option("--reason", help="Why not now.")],
    by: Who = None,
    on: On = None,
) -> None:
    """Rest the recommended product at this account for 90 days."""
    from adjoin.desk import acting

    _act(context, by, lambda desk, person: acting.not_now(desk, account, reason, person, on))


def hold(
    context: typer.Context,
    account: Account,
    until: Until,
    why: Annotated[str, typer.Option("--why", help="Why hands off.")],
    by: Who = None,
    on: On = None,
) -> None:
    """Hands off an account, on every surface."""
    from adjoin.desk import acting

    _act(context, by, lambda desk, person: acting.hold(desk, account, until, why, person, on))


def heard(
    context: typer.Context,
    account: Account,
    text: Annotated[str, typer.Argument(help="What was heard, in their words.")],
    kind: Annotated[str, typer.Option("--kind", help="A signal kind, or objective.")],
    product: Product = None,
    by: Who = None,
    on: On = None,
) -> None:
    """A signal or objective that a person brings; it counts from the next run."""
    from adjoin.desk import acting

    told = acting.Heard(kind, text, product)
    _act(context, by, lambda desk, person: acting.hear(desk, account, told, person, on), NEXT_RUN)


def feedback(
    context: typer.Context,
    account: Account,
    kind: Annotated[str, typer.Argument(help="helpful, not_helpful or too_early.")],
    by: Who = None,
    on: On = None,
) -> None:
    """Whether the recommendation helped."""
    from adjoin.desk import acting

    _act(context, by, lambda desk, person: acting.feedback(desk, account, kind, person, on), NEXT_RUN)


AT_ONCE = "It counts at once; scores and gates take it up at the next run."
NEXT_RUN = "It counts from the next run."


def _act(
    context: typer.Context, by: str | None, do: "Callable[[Desk, Person], Done]", counts: str = AT_ONCE
) -> None:
    from adjoin.desk import open_desk
    from adjoin.desk.acting import Person

    with open_desk(context.obj) as desk:
        done = do(desk, Person(by or options.me(), options.now()))
    talk(f"{done.says}. {counts}")
