"""What came before deals, and what learning changed: attribution, learned."""

from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk
from adjoin.words.count import quantity
from adjoin.words.days import with_days_said
from adjoin.words.money import money

if TYPE_CHECKING:
    from adjoin.desk.attribution import Attribution
    from adjoin.desk.learned import Learned


def attribution(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help="trigger, motion or partner.")] = "trigger",
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """What further products began after, by three models, and what an experiment says of it."""
    from adjoin.desk import open_desk
    from adjoin.desk.attribution import DIMENSIONS
    from adjoin.desk.attribution import attribution as view
    from adjoin.domain.errors import ConfigurationError, nearest

    if by not in DIMENSIONS:
        raise ConfigurationError(
            f"--by '{by}' is none{nearest(by, DIMENSIONS)}; use {', '.join(DIMENSIONS)}."
        )
    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        if how is Format.TABLE:
            _print_attribution(view(desk), by)
        else:
            print_rows(desk.show("attribution"), how, "attribution")


def learned(context: typer.Context, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """What learning changed, each value before and after, and because of what."""
    from adjoin.desk import open_desk
    from adjoin.desk.learned import learned as view

    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        if how is Format.TABLE:
            _print_learned(view(desk))
        else:
            print_rows(desk.show("learning_changes"), how, "learning_changes")


def _print_attribution(found: "Attribution", by: str) -> None:
    if not found.there:
        typer.echo("This run has no attribution; make a new one: adjoin run")
        return
    typer.echo(f"{found.told['says']}.")
    for title, parts in (("After a motion of ours", found.attributed), ("By themselves", found.organic)):
        if parts[by]:
            typer.echo(f"\n{title + ', by ' + by:<34}{'first':>18}{'last':>18}{'linear':>18}{'touched':>9}")
        for part in parts[by]:
            cells = "".join(
                f"{quantity(part.deals[model]):>8}{money(part.money[model], found.currency):>10}"
                for model in ("first", "last", "linear")
            )
            typer.echo(f"  {part.name.replace('_', ' '):<32}{cells}{part.touched:>9,}")
    typer.echo(f"\n{found.says_causal}")
    talk(f"\n{with_days_said(found.told['caution'], found.as_of)}. Everything: --format csv")


def _print_learned(found: "Learned") -> None:
    if not found.there:
        typer.echo("This run does not tell what was learned; make a new one: adjoin run")
        return
    since = (
        f"since the publication of {found.since}" if found.since else "before: what experts set, or nothing"
    )
    typer.echo(f"What learning changed as of {found.as_of}, {since}")
    if not found.changes:
        typer.echo(
            "Nothing. Weights move with matured approaches, with what people answer, and with plays that end."
        )
    for changes in found.changes:
        typer.echo(
            f"\n{changes.title + ', ' + changes.changed[0].unit:<36}{'before':>10}{'after':>10}  because"
        )
        for one in changes.changed:
            before = one.before_says if one.after_says else _figure(one.before)
            after = one.after_says or _figure(one.after)
            typer.echo(f"  {changes.names[one.name]:<34}{before or '–':>10}{after:>10}  {one.because}")
    for record in found.plays.get("all", ()):
        talk(f"\nPlays: {record.says}. By motion, pair and signal: adjoin show play_records")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"
