"""What a play planned to give, gave and got, and how much of the cap that uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from adjoin.desk.campaigns import campaign_at
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.giving import kept_by
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, GiveGet, Play
from adjoin.plays.concession_tables import concession_tables
from adjoin.plays.concessions import (
    DUST,
    Concession,
    ConcessionKind,
    ConcessionState,
    as_share,
    concessions,
    left_of,
    share_given,
)
from adjoin.plays.steps.settling import NEXT

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = tuple(map(str, ConcessionKind))


@dataclass(frozen=True, slots=True)
class Planned:
    """The give-get that the play was accepted with, while it is not given. `share`: off the price; `why`: this one."""

    name: str
    kind: str
    gives: str
    gets: str
    share: float
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One concession and what can be said of it next: agreed, kept, broken, withdrawn."""

    concession: Concession
    can_be: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Give and get of a play. `used`, `cap`, `left`: shares of the list price, of all concessions that stand.

    `list_acv`: list price a year of what the play sells, None if unknown: then money cannot be weighed.
    """

    planned: Planned | None
    each: tuple[Line, ...]
    used: float
    cap: float
    left: float
    list_acv: float | None

    @property
    def over(self) -> bool:
        """Whether more was given than the cap, as somebody approved."""
        return self.used > self.cap + DUST


@on_one_publication
def given(desk: Desk, play_id: int) -> Given:
    """Everything that is planned, given and got on a play. ConfigurationError if there is none of that id."""
    campaign = desk.ledger.campaign(play_id)
    each = concessions(campaign)
    cap = desk.project.of_offers.discount_cap
    return Given(
        planned=planned_on(desk, campaign),
        each=tuple(Line(one, _can_be(one, campaign.play)) for one in each),
        used=share_given(each),
        cap=cap,
        left=left_of(cap, each),
        list_acv=list_acv_of(desk, campaign.play),
    )


def play_meant(desk: Desk, word: str) -> int:
    """The play of that number, running or over; else of that account the one that runs, or the newest."""
    if word.isdecimal() and not desk.reader.matching("accounts", "account_id", word).num_rows:
        return desk.ledger.campaign(int(word)).play.play_id
    return campaign_at(desk, word).campaign.play.play_id


def give_gets(desk: Desk, play_ids: Sequence[int], as_of: date | None = None) -> "pa.Table":
    """The rows of `give_gets` of these plays as they stand, or as they stood on a day."""
    campaigns = [desk.ledger.campaign(play_id) for play_id in play_ids]
    if as_of is not None:
        accounts = {one.play.account_id for one in campaigns}
        then = (one for account in sorted(accounts) for one in desk.ledger.campaigns(as_of, account))
        campaigns = [one for one in then if one.play.play_id in set(play_ids)]
    return concession_tables(campaigns, as_of or desk.publication().as_of)["give_gets"]


def planned_on(desk: Desk, campaign: Campaign) -> Planned | None:
    """What a running play planned to give and has not given; None else."""
    if campaign.play.outcome is not None:
        return None
    chosen = kept_by(desk, campaign)
    if chosen is None:
        return None
    one, kind = chosen.give_get, _kind_of(chosen.give_get)
    if any(_is_planned(given, one, kind) for given in concessions(campaign)):
        return None
    return Planned(one.name, str(kind), one.gives, one.gets, one.discount, chosen.why)


def cap_said(used: float, cap: float) -> str:
    """How much of the cap is used, without a full stop; of more than a whole price no one counts decimals."""
    if used > 1:
        return f"{100 * used:,.0f} % of the list price is given; the cap is {as_share(cap)}"
    return f"{as_share(used)} of the {as_share(cap)} of the list price that may be given is used"


def _kind_of(planned: GiveGet) -> ConcessionKind:
    if planned.name in KINDS:
        return ConcessionKind(planned.name)
    return ConcessionKind.DISCOUNT if planned.discount else ConcessionKind.OTHER


def _is_planned(given: Concession, planned: GiveGet, kind: ConcessionKind) -> bool:
    """Whether a concession that stands is what was planned: in its words, or of its kind in other words."""
    if given.state is ConcessionState.WITHDRAWN:
        return False
    same = given.gives.strip().casefold() == planned.gives.strip().casefold()
    return same or (given.kind is kind and kind is not ConcessionKind.OTHER)


def _can_be(one: Concession, play: Play) -> tuple[str, ...]:
    after = (ConcessionState.KEPT, ConcessionState.BROKEN)
    return tuple(str(state) for state in NEXT[one.state] if play.outcome is None or state in after)


def list_acv_of(desk: Desk, play: Play) -> float | None:
    """List price a year of what the play sells; None where it is unknown or nothing."""
    try:
        product = desk.product(play.product_id)
    except ConfigurationError:  # it has left the catalog
        return None
    return product.list_price or None
