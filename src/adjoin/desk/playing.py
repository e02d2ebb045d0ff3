"""What a person does with the play that runs at an account as a whole; each counts at once."""

from datetime import date

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Done, Person
from adjoin.desk.recommendation import LIVE, product_names
from adjoin.desk.stepping import At, country_of, running_play, take
from adjoin.domain.play import Campaign
from adjoin.plays import steps
from adjoin.plays.campaigns import measure_task
from adjoin.plays.steps import agreed_measures
from adjoin.words.days import day


def pause(
    desk: Desk, account: str | At, until: date, reason: str | None, person: Person, on: date | None = None
) -> Done:
    """Nobody works at it until a day, and why."""
    play = running_play(desk, account)
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.pause(c, who, until, reason),
        f"The play is paused until {day(until)}",
    )


@on_one_publication
def snooze(
    desk: Desk,
    account: str | At,
    until: date,
    person: Person,
    reason: str | None = None,
    on: date | None = None,
) -> Done:
    """It sleeps until a day, or until a signal weighs more than the weightiest of today."""
    play = running_play(desk, account)
    live = [
        row["score"]
        for row in desk.rows("signals", play.account_id)
        if row["product_id"] == play.product_id and row["state"] in LIVE
    ]
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.snooze(c, who, until, max(live, default=None), reason),
        f"The play sleeps until {day(until)} or a stronger signal",
    )


def resume(
    desk: Desk, account: str | At, person: Person, reason: str | None = None, on: date | None = None
) -> Done:
    """It goes on; open tasks are due as many business days later as it rested."""
    play = running_play(desk, account)
    country = country_of(desk, play.account_id)
    return take(
        desk, play, person, on, lambda c, who: steps.resume(c, who, country, reason), "The play goes on"
    )


def log(
    desk: Desk,
    account: str | At,
    text: str,
    person: Person,
    task: int | None = None,
    kind: str = "note",
    on: date | None = None,
) -> Done:
    """Something happened: a note, a call, a meeting, a mail."""
    play = running_play(desk, account)
    return take(desk, play, person, on, lambda c, who: steps.log(c, who, text, kind, task), "Kept")


def measure(
    desk: Desk,
    account: str | At,
    base: str | None,
    new: str | None,
    person: Person,
    *,
    agreed: bool = True,
    on: date | None = None,
) -> Done:
    """Joint success measures: of the product they hold and of the new one. `agreed`: the customer said yes.

    Once both are agreed on, the task that asks for them is done.
    """
    play = running_play(desk, account)
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.measure(c, who, base, new, agreed=agreed, place=_settled(c, base, new)),
        "The success measure is kept",
    )


def close(
    desk: Desk,
    account: str | At,
    outcome: str,
    person: Person,
    on: date | None = None,
    reason: str | None = None,
    rival: str | None = None,
) -> Done:
    """End the play: won, lost or declined, with the reason; `rival`: to whom it was lost."""
    play = running_play(desk, account)
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.close(c, who, outcome, reason, rival),
        f"The play for {product_names(desk).get(play.product_id, play.product_id)} is closed as {outcome}",
    )


def _settled(campaign: Campaign, base: str | None, new: str | None) -> int | None:
    """The task that these measures finish, if with them none is missing any more."""
    before = agreed_measures(campaign)
    needs_base = campaign.play.base_product_id is not None
    complete = (new or before[1]) and (base or before[0] or not needs_base)
    return measure_task(campaign) if complete else None
