"""`adjoin play give`, `got`, `gives`: what is given on a play, what is got for it, how much of the cap is used."""

from typing import Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import AsOf, Format, Formatted, On, Who
from adjoin.cli.output import print_rows, talk

Meant = Annotated[str, typer.Argument(metavar="PLAY", help="The play's number, or its account's id or name.")]
KINDS = "multi_year, volume, services, roadmap, pilot, bundle, discount or other."


def give(  # noqa: PLR0913, PLR0917 - what can be said
    context: typer.Context,
    play: Meant,
    kind: Annotated[str, typer.Option("--kind", help=KINDS)] = "",
    gives: Annotated[
        str | None, typer.Option("--gives", help="What is given; by default what was planned.")
    ] = None,
    gets: Annotated[str | None, typer.Option("--gets", help="What is got for it.")] = None,
    source: Annotated[str | None, typer.Option("--from", help="Who of theirs it is got from.")] = None,
    discount: Annotated[float, typer.Option("--discount", help="Off the price, a share such as 0.1.")] = 0.0,
    worth_a_year: Annotated[float, typer.Option("--worth-a-year", help="Its money a year.")] = 0.0,
    once: Annotated[float, typer.Option("--once", help="Its money once, as for services.")] = 0.0,
    years: Annotated[float | None, typer.Option("--years", help="Of the contract; by default one.")] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", help="Who lets it go over the cap; somebody else.")
    ] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """Offer something for something; all that is given on a play counts against one cap."""
    from adjoin.desk import conceding, open_desk
    from adjoin.desk.given import play_meant
    from adjoin.desk.person import Person
    from adjoin.desk.stepping import At
    from adjoin.plays.steps import Give

    wanted = Give(kind, gives, gets, source, discount, worth_a_year, once, years, approved_by)
    with open_desk(context.obj) as desk:
        play_id = play_meant(desk, play)
        where = At(desk.ledger.campaign(play_id).play.account_id, play_id)
        done = conceding.give(desk, where, wanted, Person(by or options.me(), options.now()), on)
    talk(f"{done.says.rstrip('.')}.")


def got(
    context: typer.Context,
    play: Meant,
    concession: Annotated[int, typer.Argument(help="The concession's number in the play.")],
    state: Annotated[str, typer.Argument(help="agreed or withdrawn; what was got for it: kept or broken.")],
    text: Annotated[str | None, typer.Option("--text", help="What happened.")] = None,
    by: Who = None,
    on: On = None,
) -> None:
    """What became of a concession, and whether what was got for it was delivered."""
    from adjoin.desk import conceding, open_desk
    from adjoin.desk.given import play_meant
    from adjoin.desk.person import Person

    with open_desk(context.obj) as desk:
        play_id = play_meant(desk, play)
        person = Person(by or options.me(), options.now())
        done = conceding.got(desk, play_id, concession, state, person, text, on)
    talk(f"{done.says.rstrip('.')}.")


def gives(context: typer.Context, play: Meant, as_of: AsOf = None, how: Formatted = Format.TABLE) -> None:
    """What is planned, given and got on a play, and how much of the cap it uses."""
    from adjoin.desk import open_desk
    from adjoin.desk.given import cap_said, give_gets, given, play_meant

    with open_desk(context.obj) as desk:
        play_id = play_meant(desk, play)
        rows, found = give_gets(desk, [play_id], as_of), given(desk, play_id)
    if found.planned and as_of is None:
        talk(f"Planned, not given: {found.planned.gives}, for {found.planned.gets}.")
    used = max(rows["total_share"].to_pylist(), default=0.0)
    talk(f"{cap_said(used, found.cap)}.")
    columns = (
        "place",
        "kind",
        "state",
        "counts",
        "got_from",
        "given_on",
        "settled_on",
        "approved_by",
        "gives",
        "gets",
    )
    print_rows(rows.select(columns) if how is Format.TABLE else rows, how, "give_gets")
