"""Commands about what comes and what came: reopens, diff."""

import textwrap
from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_items, talk
from adjoin.words.count import counted
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.names import ACTIONS, CHANGES, GATES, SIGNALS, spoken
from adjoin.words.share import percent

if TYPE_CHECKING:
    from adjoin.desk.diff import Change, Diff, Turned
    from adjoin.desk.reopens import Reopens

WEEKS_SHOWN, ROWS_SHOWN, CHANGES_SHOWN, WIDTH = 8, 12, 8, 100


class Calendar(StrEnum):
    """How reopening days are printed: as rows, or as a calendar to subscribe to or import."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


def reopens(
    context: typer.Context,
    owner: Annotated[str | None, typer.Option("--owner", help="Only this person's accounts.")] = None,
    gate: Annotated[str | None, typer.Option("--gate", help="Only what this gate holds back.")] = None,
    as_of: AsOf = None,
    how: Annotated[Calendar, typer.Option("--format", help="How rows are printed.")] = Calendar.TABLE,
) -> None:
    """Which accounts a gate holds back, and on which day each opens again."""
    from adjoin.desk import open_desk
    from adjoin.desk.reopens import reopens as view
    from adjoin.desk.reopens_feed import reopens_feed

    with open_desk(context.obj) as desk:
        found = view(desk.pinned(as_of), owner, gate)
    if how is Calendar.ICS:
        typer.echo(reopens_feed(found).decode(), nl=False)
    elif how is not Calendar.TABLE:
        print_items([*found.opening, *found.unknown], Format(how.value))
    else:
        _print_weeks(found)


def _print_weeks(view: "Reopens") -> None:
    whose = f" for {view.owner_name}" if view.owner_name else ""
    held = counted(len(view.opening) + len(view.unknown), "account")
    typer.echo(
        f"What reopens when{whose}, as of {day(view.as_of)}: {held} held back, {_cash(view, view.worth)}"
    )
    for week in view.weeks[:WEEKS_SHOWN]:
        total = f"{counted(week.accounts, 'account')}, {_cash(view, week.worth)}"
        typer.echo(f"\nWeek of {day(week.begins, view.as_of)}: {total}")
        for on, opening in groupby(week.opening[:ROWS_SHOWN], key=lambda one: one.on):
            for one in opening:
                about = f"{one.account} [{one.account_id}]"
                more = f" + {one.blockers - 1}" if one.blockers > 1 else ""
                gate = f"{spoken(one.gate, GATES)}{more}: {with_days_said(one.why, view.as_of)}"
                when = f"{on:%a} {day(on, view.as_of)}" if on else ""
                typer.echo(
                    f"  {when:<11}{about:<36}{one.product or '–':<24}{_cash(view, one.worth):>7}  {gate}"
                )
        if week.accounts > ROWS_SHOWN:
            typer.echo(f"  … and {week.accounts - ROWS_SHOWN} more")
    if not view.weeks:
        typer.echo("  Nothing opens on a known day.")
    later = sum(week.accounts for week in view.weeks[WEEKS_SHOWN:])
    typer.echo("")
    if later:
        typer.echo(f"{counted(later, 'account')} later.")
    if view.unknown:
        typer.echo(
            f"{counted(len(view.unknown), 'account')} on no known day: they open when something gets better."
        )
    talk("Everything: --format csv; for a calendar: --format ics")


def _cash(view: "Reopens", amount: float | None) -> str:
    return money(amount, view.currency)


def diff(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option("--from", metavar="RUN", help="The run, or its date, to compare with.")
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Only this person's accounts.")] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """What is new, gone or changed since the run before, and why."""
    from adjoin.desk import open_desk
    from adjoin.desk.diff import EXPLAINED
    from adjoin.desk.diff import diff as view

    with open_desk(context.obj) as desk:
        found = view(desk.pinned(as_of), since, owner, EXPLAINED if how is Format.TABLE else None)
    if how is not Format.TABLE:
        print_items(found.changes, how)
    else:
        _print_diff(found)


def _print_diff(view: "Diff") -> None:
    whose = f" for {view.owner_name}" if view.owner_name else ""
    counts = ", ".join(f"{number} {CHANGES[sort].lower()}" for sort, number in view.counts) or "nothing"
    typer.echo(
        f"What changed{whose}, {day(view.before_as_of)} to {day(view.as_of)} "
        f"(run {view.before_run} to {view.run_id}): {counts}"
    )
    for sort, _ in view.counts:
        changes = [one for one in view.changes if one.change == sort]
        if changes:
            typer.echo(f"\n{CHANGES[sort]}")
            for one in changes[:CHANGES_SHOWN]:
                _print_change(one, view.currency)
            if len(changes) > CHANGES_SHOWN:
                typer.echo(f"  … and {len(changes) - CHANGES_SHOWN} more")
    _print_turned("Signals", view.signals, SIGNALS, ("opened", "closed"))
    _print_turned("Gates", view.gates, GATES, ("blocks", "lifted"))
    talk("\nEverything: --format csv")


def _print_change(one: "Change", currency: str) -> None:
    was, now = (
        f"{spoken(action, ACTIONS)} {product or ''}".strip() if action else "not in the book"
        for action, product in ((one.was_action, one.was_product), (one.action, one.product))
    )
    worth = money(one.worth if one.action and one.change != "gone" else one.was_worth, currency)
    turn = now if was == now else f"{was} → {now}"
    chances = (
        f"{percent(one.was_probability)} → {percent(one.probability)}, " if one.change == "moved" else ""
    )
    typer.echo(f"  {one.account} [{one.account_id}]: {turn}   {chances}worth {worth}")
    for says in one.why:
        typer.echo(textwrap.fill(says, WIDTH, initial_indent="     ", subsequent_indent="       "))


def _print_turned(
    title: str, turned: "Sequence[Turned]", names: dict[str, str], said: tuple[str, str]
) -> None:
    if turned:
        each = (f"{spoken(one.name, names)} +{one.began} −{one.ended}" for one in turned)
        typer.echo(f"\n{title} (+ {said[0]}, − {said[1]}): {'; '.join(each)}")
