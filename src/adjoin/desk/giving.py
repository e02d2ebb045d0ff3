"""What we give and get at an account: one choice, the same in the campaign, on the play's page and in what is written.

A play keeps the name of the one that its campaign was planned with; it stays that one while its file still has it.
"""

from datetime import date

from adjoin.desk.desk import Desk
from adjoin.domain.catalog import Product
from adjoin.domain.play import Campaign, GiveGet
from adjoin.plays.concessions import DUST, Concession, ConcessionState, concessions, share_given
from adjoin.plays.give_gets import Chosen, GiveGets, Offered, choose, named, shipped_give_gets

KEPT = "give_get"
"""Where the acceptance keeps its name, among the settings."""


def chosen_for(
    desk: Desk,
    product: Product,
    *,
    motion: str | None,
    industry: str | None,
    as_of: date,
    renews_on: date | None = None,
) -> Chosen:
    """The give-get for a product by what is known of the account. `renews_on`: of the product it builds on."""
    days = None if renews_on is None else (renews_on - as_of).days
    return choose(desk.project.plays.give_gets, motion, industry, product.implementation, days)


def renewal_of(desk: Desk, account_id: str, base_product_id: str | None) -> date | None:
    """The day on which the product it builds on renews next; None if none is known."""
    if base_product_id is None:
        return None
    rows = desk.rows_of("renewals", [account_id])
    return min(
        (row["next_on"] for row in rows if row["product_id"] == base_product_id and row["next_on"]),
        default=None,
    )


def kept_by(desk: Desk, campaign: Campaign) -> Chosen | None:
    """The one that the play was accepted with; None of an earlier acceptance, or where its file has it no more."""
    settings = campaign.steps[0].step.data.get("settings") or {} if campaign.steps else {}
    name = settings.get(KEPT)
    return None if name is None else named(desk.project.plays.give_gets, str(name))


def within_the_cap(
    desk: Desk, campaign: Campaign, chosen: Chosen, industry: str | None = None, days: int | None = None
) -> Chosen:
    """The chosen one where its discount still fits under the cap beside all that the play has given; else the first of
    the file that suits and fits, and where none does the last that ships, which takes nothing off.

    What is given already is not counted twice where it is the chosen one itself. `days`: until the next renewal.
    """
    if _fits(desk, campaign, chosen.give_get):
        return chosen
    offered = desk.project.plays.give_gets.give_gets
    fitting = tuple(one for one in offered if _fits(desk, campaign, _give_get(one)))
    always = shipped_give_gets().give_gets[-1:]
    return choose(GiveGets(give_gets=(*fitting, *always)), campaign.play.motion, industry, None, days)


def given_as(campaign: Campaign, give_get: GiveGet) -> Concession | None:
    """The concession by which a give-get was given; None while it was not, or where it was withdrawn."""
    own = give_get.gives.strip().casefold()
    return next(
        (
            one
            for one in concessions(campaign)
            if one.gives.strip().casefold() == own and one.state is not ConcessionState.WITHDRAWN
        ),
        None,
    )


def _fits(desk: Desk, campaign: Campaign, give_get: GiveGet) -> bool:
    given = given_as(campaign, give_get)
    beside = share_given(concessions(campaign)) - (given.counts if given else 0.0)
    return not give_get.discount or give_get.discount + beside <= desk.project.of_offers.discount_cap + DUST


def _give_get(offered: Offered) -> GiveGet:
    return GiveGet(offered.name, offered.gives, offered.gets, offered.discount)
