"""The commands about how it goes: scorecard, inspection."""

import textwrap
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_items, print_rows, talk
from adjoin.words.count import counted
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.share import interval, percent

if TYPE_CHECKING:
    import pyarrow as pa

    from adjoin.desk.scorecard import Behind, Card, Figure, Scorecard

SHOWN, WIDTH = 20, 100


class By(StrEnum):
    """Whose cards."""

    SEGMENT = "segment"
    PRODUCT = "product"
    OWNER = "owner"
    PARTNER = "partner"
    PERIOD = "period"


def scorecard(
    context: typer.Context,
    by: Annotated[
        By | None, typer.Option("--by", help="The cards of the parts instead of the book's.")
    ] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", help="Only this number, with its definition.")
    ] = None,
    accounts: Annotated[bool, typer.Option("--accounts", help="What stands behind --metric.")] = False,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """How it goes: each number beside its target and what is typical, with what is counted."""
    from adjoin.desk import open_desk
    from adjoin.desk.scorecard import NAMES, behind
    from adjoin.desk.scorecard import scorecard as view
    from adjoin.domain.errors import ConfigurationError, nearest

    if metric is not None and metric not in NAMES:
        raise ConfigurationError(f"There is no number '{metric}'{nearest(metric, NAMES)}.")
    if accounts and metric is None:
        raise ConfigurationError("Say which number the accounts stand behind: --metric win_rate, say.")
    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        if accounts and metric is not None:
            _print_behind(behind(desk, metric), how)
        elif how is Format.TABLE:
            _print_cards(view(desk, by.value if by else None), metric, desk.project.configuration.currency)
        else:
            _print_rows(desk.show("scorecard_by" if by else "scorecard"), by, metric, how)


def _print_behind(found: "Sequence[Behind]", how: Format) -> None:
    if how is not Format.TABLE:
        print_items(found, how)
        return
    for one in found[:SHOWN]:
        when = f", {day(one.happened_on)}" if one.happened_on else ""
        what = f" {one.product_id}" if one.product_id else ""
        mark = "✓" if one.counted else "–"
        typer.echo(
            f"{mark} {one.account} [{one.account_id}]{what}: {one.amount:,.6g} of {one.base:,.6g}{when}"
        )
    if len(found) > SHOWN:
        talk(f"… and {len(found) - SHOWN:,} more: --format csv")


def _print_cards(card: "Scorecard", metric: str | None, currency: str) -> None:
    typer.echo(f"Scorecard, as of {day(card.as_of)}")
    for one in card.parts if card.by else (card.book,):
        _print_card(one, metric, brief=card.by is not None)
    if card.by and not card.parts:
        typer.echo(f"No cards by {card.by}: no account says which it is.")
    if not card.by and metric is None and card.velocity:
        typer.echo("\nVelocity by motion")
        for pace in card.velocity:
            worth = f"; {money(pace.velocity, currency)} a day come of what is open" if pace.velocity else ""
            _fill(f"{pace.motion}: {pace.says}{worth}.", "  ")
    talk(
        "\nWhat is counted: --metric NAME. Who is behind it: --metric NAME --accounts. Its parts: --by segment"
    )


def inspection(
    context: typer.Context,
    manager: Annotated[str | None, typer.Option("--manager", help="Only this manager's team.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Only one of ours, by id or name.")] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """What a manager should look at this week."""
    from adjoin.desk import open_desk
    from adjoin.desk.inspection import KINDS
    from adjoin.desk.inspection import inspection as view

    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        week = view(desk, manager, owner)
        if how is not Format.TABLE:
            print_items(week.findings, how)
            return
        currency = desk.project.configuration.currency
        typer.echo(f"Inspection, as of {day(week.as_of)}: {counted(len(week.findings), 'finding')}")
        for person in week.owners:
            typer.echo(f"  {person.name:<24}" + ", ".join(f"{n} {KINDS[kind]}" for kind, n in person.counts))
        for place, one in enumerate(week.findings[:SHOWN]):
            if place == 0 or week.findings[place - 1].kind != one.kind:
                typer.echo(f"\n{KINDS[one.kind].capitalize()}")
            what = f", {one.product}" if one.product else ""
            worth = f" ({money(one.money, currency)})" if one.money is not None else ""
            _fill(
                f"{one.account}{what}{worth}, {one.owner_name or 'nobody'}. "
                f"{with_days_said(one.says, week.as_of)}. {one.what_to_do}.",
                "  ",
            )
        if len(week.findings) > SHOWN:
            talk(f"\n… and {len(week.findings) - SHOWN:,} more: --format csv, or --owner NAME")
        if not week.findings:
            typer.echo("Nothing is to be looked at.")


def _print_rows(table: "pa.Table", by: By | None, metric: str | None, how: Format) -> None:
    import pyarrow.compute as pc

    if by:
        table = table.filter(pc.field("scope_kind") == by.value)
    if metric:
        table = table.filter(pc.field("metric") == metric)
    print_rows(table, how, "scorecard_by" if by else "scorecard")


def _print_card(card: "Card", metric: str | None, *, brief: bool) -> None:
    shown = [one for one in card.figures if metric in (None, one.metric)]
    if brief and shown:
        typer.echo(f"\n{card.name}")
    for one in shown:
        _print_figure(one, brief=brief, defined=metric is not None and not brief)


def _print_figure(one: "Figure", *, brief: bool, defined: bool) -> None:
    from adjoin.desk.scorecard import STATES

    target = "" if one.target is None else f"target {_said(one, one.target)}"
    bounds = ""
    if one.low is not None and one.high is not None:
        bounds = (
            f"({one.low:.0f}–{one.high:.0f})" if one.unit == "days" else f"({interval(one.low, one.high)})"
        )
    state = STATES.get(one.stands or "", "")
    typer.echo(f"  {one.name:<24}{_said(one, one.value):>9} {bounds:<12}{target:<16}{state}".rstrip())
    if not brief:
        _fill(f"{one.says}.", "      ")
    if defined:
        _fill(one.definition, "      ")


def _said(one: "Figure", value: float | None) -> str:
    return f"{value:.4g} days" if one.unit == "days" and value is not None else percent(value)


def _fill(words: str, indent: str) -> None:
    typer.echo(textwrap.fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent))
