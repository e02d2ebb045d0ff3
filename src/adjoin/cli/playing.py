"""`adjoin play …`: what a person does with a recommendation, from accepting it to closing it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli import options
from adjoin.cli.conceding import give, gives, got
from adjoin.cli.objecting import artefact, objection
from adjoin.cli.options import Account, AsOf, Format, Formatted, On, Until, Who
from adjoin.cli.output import print_rows, talk
from adjoin.cli.which_play import at, naming_the_play

if TYPE_CHECKING:
    from adjoin.desk import Desk
    from adjoin.desk.person import Done, Person

Product = Annotated[str | None, typer.Option("--product", help="Product id or name.")]
Number = Annotated[int, typer.Argument(help="The task's number in the play.")]
Text = Annotated[str | None, typer.Option("--text", help="What came of it; the answer, where it asks.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why.")]


def accept(
    context: typer.Context,
    account: Account,
    product: Product = None,
    anyway: Annotated[
        str | None,
        typer.Option("--anyway", metavar="WHY", help="Why, although an experiment holds the account out."),
    ] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """Take an account's recommendation on: opens a play with its tasks."""
    from adjoin.desk import accepting

    _act(context, by, lambda desk, person: accepting.accept(desk, account, person, product, on, anyway))


def done(
    context: typer.Context,
    account: Account,
    task: Number,
    text: Text = None,
    by: Who = None,
    on: On = None,
) -> None:
    """A task is done; where it asks for need, budget or timing, --text is the answer."""
    from adjoin.desk import tasks

    _act(context, by, lambda desk, person: tasks.done(desk, at(context, account), task, person, text, on))


def skip(
    context: typer.Context,
    account: Account,
    task: Number,
    reason: Reason = None,
    by: Who = None,
    on: On = None,
) -> None:
    """A task will not be done, and why."""
    from adjoin.desk import tasks

    _act(context, by, lambda desk, person: tasks.skip(desk, at(context, account), task, reason, person, on))


def hand_over(
    context: typer.Context,
    account: Account,
    task: Number,
    to: Annotated[str, typer.Option("--to", help="csm, ae, solutions, partner, or one of ours.")],
    text: Text = None,
    by: Who = None,
    on: On = None,
) -> None:
    """Somebody else of ours carries a task."""
    from adjoin.desk import tasks

    _act(
        context,
        by,
        lambda desk, person: tasks.hand_over(desk, at(context, account), task, to, person, text, on),
    )


def put_off(
    context: typer.Context,
    account: Account,
    task: Number,
    until: Until,
    reason: Reason = None,
    by: Who = None,
    on: On = None,
) -> None:
    """A task is due on a later day."""
    from adjoin.desk import tasks

    _act(
        context,
        by,
        lambda desk, person: tasks.put_off(desk, at(context, account), task, until, person, reason, on),
    )


def advance(
    context: typer.Context,
    account: Account,
    reason: Reason = None,
    by: Who = None,
    on: On = None,
) -> None:
    """Into the next phase: from discovery to value mapping, from there to closing."""
    from adjoin.desk import moving

    _act(context, by, lambda desk, person: moving.advance(desk, at(context, account), person, reason, on))


def pitch(
    context: typer.Context,
    account: Account,
    text: Text = None,
    by: Who = None,
    on: On = None,
) -> None:
    """The first time that somebody proposes the product; the gates are judged again."""
    from adjoin.desk import moving

    _act(context, by, lambda desk, person: moving.pitch(desk, at(context, account), person, text, on))


def pause(
    context: typer.Context,
    account: Account,
    until: Until,
    why: Annotated[str, typer.Option("--why", help="Why it rests.")],
    by: Who = None,
    on: On = None,
) -> None:
    """Nobody works at it until a day."""
    from adjoin.desk import playing

    _act(context, by, lambda desk, person: playing.pause(desk, at(context, account), until, why, person, on))


def snooze(
    context: typer.Context,
    account: Account,
    until: Until,
    reason: Reason = None,
    by: Who = None,
    on: On = None,
) -> None:
    """It sleeps until a day, or until a stronger signal."""
    from adjoin.desk import playing

    _act(
        context,
        by,
        lambda desk, person: playing.snooze(desk, at(context, account), until, person, reason, on),
    )


def resume(
    context: typer.Context,
    account: Account,
    reason: Reason = None,
    by: Who = None,
    on: On = None,
) -> None:
    """It goes on; open tasks move by the business days that it rested."""
    from adjoin.desk import playing

    _act(context, by, lambda desk, person: playing.resume(desk, at(context, account), person, reason, on))


def log(
    context: typer.Context,
    account: Account,
    text: Annotated[str, typer.Argument(help="What happened.")],
    task: Annotated[int | None, typer.Option("--task", help="The task that it is about.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="note, call, meeting, mail …")] = "note",
    by: Who = None,
    on: On = None,
) -> None:
    """Something happened."""
    from adjoin.desk import playing

    _act(
        context,
        by,
        lambda desk, person: playing.log(desk, at(context, account), text, person, task, kind, on),
    )


def measure(
    context: typer.Context,
    account: Account,
    base: Annotated[str | None, typer.Option("--base", help="Of the product they hold.")] = None,
    new: Annotated[str | None, typer.Option("--new", help="Of the new product.")] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="They have not agreed yet.")] = False,
    by: Who = None,
    on: On = None,
) -> None:
    """Joint success measures of both products, as agreed with the customer."""
    from adjoin.desk import playing

    agreed = not proposed
    _act(
        context,
        by,
        lambda desk, person: playing.measure(
            desk, at(context, account), base, new, person, agreed=agreed, on=on
        ),
    )


def close(
    context: typer.Context,
    account: Account,
    outcome: Annotated[str, typer.Option("--outcome", help="won, lost or declined.")],
    reason: Reason = None,
    rival: Annotated[str | None, typer.Option("--rival", help="To whom it was lost.")] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """End the play; lost and declined need a --reason."""
    from adjoin.desk import playing

    _act(
        context,
        by,
        lambda desk, person: playing.close(desk, at(context, account), outcome, person, on, reason, rival),
    )


def show(context: typer.Context, account: Account, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """The play at an account and its tasks."""
    import pyarrow.compute as pc

    from adjoin.desk import open_desk
    from adjoin.desk.campaigns import campaign_at, live_table
    from adjoin.desk.play_waking import wake_reasons
    from adjoin.desk.stepping import account_said, what_said
    from adjoin.words.names import spoken

    with open_desk(context.obj) as desk:
        standing = campaign_at(desk, account, as_of)
        play = standing.campaign.play
        tasks = live_table(desk, "tasks", play.account_id, as_of)
        about = f"{what_said(desk, play)} at {account_said(desk, play.account_id)}"
        woken = {} if as_of else wake_reasons(desk, [standing.campaign])
    tasks = tasks.filter(pc.field("play_id") == play.play_id)
    phase = spoken(str(play.phase)).lower()
    talk(f"{about[:1].upper()}{about[1:]}: {play.state}, {phase}. {standing.clock.says}.")
    for why in woken.values():
        talk(f"Wake it: {why}")
    columns = ("place", "phase", "role", "owner", "due_on", "state", "overdue", "what")
    print_rows(tasks.select(columns) if how is Format.TABLE else tasks, how, "tasks")


def all_plays(context: typer.Context, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """Every play, running and over."""
    from adjoin.desk import open_desk
    from adjoin.desk.campaigns import live_table, named
    from adjoin.desk.play_waking import wake_reasons

    with open_desk(context.obj) as desk:
        plays = live_table(desk, "plays", None, as_of)
        shown = named(desk, plays) if how is Format.TABLE else plays
        resting = () if as_of else tuple(one.campaign for one in desk.ledger.outlines())
        woken = wake_reasons(desk, resting)
    columns = (
        *("play_id", "account_id", "account", "product", "kind", "state", "phase"),
        *("day", "next_due_on", "ageing"),
    )
    print_rows(shown.select(columns) if how is Format.TABLE else shown, how, "plays")
    for play_id, why in woken.items():
        talk(f"Wake play {play_id}: {why}")


def _act(context: typer.Context, by: str | None, do: "Callable[[Desk, Person], Done]") -> None:
    from adjoin.desk import open_desk
    from adjoin.desk.person import Person

    with open_desk(context.obj) as desk:
        kept = do(desk, Person(by or options.me(), options.now()))
    talk(f"{kept.says.rstrip('.')}.")


app = typer.Typer(help="What people do with a recommendation.", no_args_is_help=True)
STEPS: tuple[Callable[..., None], ...] = (
    *(done, skip, hand_over, put_off, advance, pitch),
    *(pause, snooze, resume, log, measure, objection, close),
)
CONCEDING: tuple[Callable[..., None], ...] = (give, got, gives)
COMMANDS: tuple[Callable[..., None], ...] = (accept, *map(naming_the_play, STEPS), *CONCEDING, artefact, show)
for _command in COMMANDS:
    app.command(_command.__name__.replace("_", "-"))(_command)
app.command("list")(all_plays)
