"""A trial as its form proposes it: what is known already is filled in, what stands in the way is said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.people import People, people
from adjoin.desk.trial_asked import terms_in
from adjoin.desk.trial_hindrances import hindrances
from adjoin.desk.trial_lines import TrialLine, trials_at
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, PlayKind
from adjoin.offers.trials.starting import Hindrance
from adjoin.plays.steps import agreed_measures

OF_EACH_PART = 3
"""At most so many of those who play one part are proposed to take part."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the form to start a trial holds before anybody writes. `account`: by id; `criteria` and `participants`: one
    a line; `starts_on`, `ends_on`: the days proposed. `hindrances`: what stands in the way of the two, if anything."""

    account: str
    product: str
    starts_on: date
    ends_on: date
    play_id: int | None = None
    criteria: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialsOfPlay:
    """The trials of a play's product at its account. `start`: the form filled in, None where none may begin of it."""

    trials: tuple[TrialLine, ...]
    start: Proposed | None


@on_one_publication
def proposed(desk: Desk, account: str | None = None, product: str | None = None) -> Proposed:
    """A trial of a product at an account, by their ids as far as they are known; an account that has left the book is
    not proposed."""
    as_of = desk.publication().as_of
    account_id = account if account and desk.rows_of("accounts", [account], ("account_id",)) else ""
    product_id = product or ""
    return Proposed(
        account=account_id,
        product=product_id,
        starts_on=as_of,
        ends_on=as_of + timedelta(days=terms_in(desk).days),
        hindrances=hindrances(desk, account_id, product_id) if account_id and product_id else (),
    )


@on_one_publication
def trials_of_play(desk: Desk, play_id: int) -> TrialsOfPlay:
    """Trials of the play's product at its account, and one to start while the play runs and none does: its criteria are
    the success measures that both sides agreed, its people those who play a part."""
    campaign = desk.ledger.campaign(play_id)
    play = campaign.play
    gone = not desk.rows_of("accounts", [play.account_id])
    found = () if gone else trials_at(desk, play.account_id)
    mine = tuple(one for one in found if one.product_id == play.product_id)
    sells = play.state in RUNNING and play.kind is PlayKind.CROSS_SELL and not gone
    start = _of_play(desk, campaign) if sells and not any(one.runs and one.told for one in mine) else None
    return TrialsOfPlay(mine, start)


def _of_play(desk: Desk, campaign: Campaign) -> Proposed | None:
    play = campaign.play
    empty = proposed(desk, play.account_id, play.product_id)
    try:
        there = people(desk, play.account_id, play.product_id)
    except ConfigurationError:  # the product has left the catalog since
        return None
    agreed = (measure for measure in agreed_measures(campaign) if measure)
    return Proposed(
        account=empty.account,
        product=empty.product,
        starts_on=empty.starts_on,
        ends_on=empty.ends_on,
        play_id=play.play_id,
        criteria=tuple(" ".join(measure.replace("|", "/").split()) for measure in agreed),
        participants=tuple(dict.fromkeys(_taking_part(desk, there))),
        hindrances=empty.hindrances,
    )


def _taking_part(desk: Desk, there: People) -> Iterator[str]:
    """By name, or by id where nobody could tell by the name who is meant."""
    known = [str(row["name"] or "").strip().casefold() for row in desk.rows("people_there", there.account_id)]
    for chair in there.chairs:
        for one in chair.people[:OF_EACH_PART] if chair.role != "blocker" else ():
            name = (one.name or "").strip()
            yield name if name and known.count(name.casefold()) == 1 else one.contact_id
