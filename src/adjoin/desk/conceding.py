"""Giving something on a play for something, and saying what became of it."""

from dataclasses import replace
from datetime import date

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.given import Planned, cap_said, list_acv_of, planned_on
from adjoin.desk.person import Done, Person
from adjoin.desk.stepping import At, running_play, take
from adjoin.domain.play import PlayKind
from adjoin.plays import steps
from adjoin.plays.concessions import concessions, share_given
from adjoin.plays.steps import Give


@on_one_publication
def give(desk: Desk, account: str | At, wanted: Give, person: Person, on: date | None = None) -> Done:
    """Offer something for something. Without either side in words, what the play planned is given.

    ConfigurationError where the play's concessions would come to more than settings.offers.discount_cap and nobody
    else approves it, and for whatever else `steps.concede` refuses.
    """
    play = running_play(desk, account, PlayKind.CROSS_SELL)
    list_acv, cap = list_acv_of(desk, play), desk.project.of_offers.discount_cap
    names = _names_of(desk, person.name)
    whole = _as_planned(planned_on(desk, desk.ledger.campaign(play.play_id)), wanted)
    done = take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.concede(c, who, whole, list_acv=list_acv, cap=cap, also_called=names),
        f"Offered, for {whole.gets}: {whole.gives}",
    )
    used = share_given(concessions(desk.ledger.campaign(play.play_id)))
    return Done(done.entry_id, f"{done.says}; {cap_said(used, cap)}")


@on_one_publication
def got(
    desk: Desk,
    play_id: int,
    place: int,
    state: str,
    person: Person,
    text: str | None = None,
    on: date | None = None,
) -> Done:
    """Say what became of a concession: agreed, withdrawn, and what was got for it kept or broken."""
    play = desk.ledger.campaign(play_id).play
    return take(
        desk,
        play,
        person,
        on,
        lambda campaign, who: steps.settle(campaign, who, place, state, text),
        f"Concession {place} is {state}",
    )


def _as_planned(planned: Planned | None, wanted: Give) -> Give:
    """With the words of the plan where the person gives none, and its discount where they give no worth."""
    if planned is None or (wanted.gives or "").strip() or (wanted.gets or "").strip():
        return wanted
    share = wanted.share or (0.0 if wanted.money or wanted.once else planned.share)
    kind = wanted.kind or planned.kind
    return replace(wanted, kind=kind, gives=planned.gives, gets=planned.gets, share=share)


def _names_of(desk: Desk, person: str) -> tuple[str, ...]:
    """The id and the name of one of ours, by either."""
    rows = desk.rows("team")
    own = [
        row for row in rows if person.casefold() in (row["rep_id"].casefold(), (row["name"] or "").casefold())
    ]
    return tuple(name for row in own for name in (row["rep_id"], row["name"]) if name)
