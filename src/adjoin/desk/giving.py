"""What we give and get at an account: one choice, the same in the campaign, on the play's page and in what is written.

A play keeps the name of the one that its campaign was planned with; it stays that one while its file still has it.
"""

from datetime import date

from adjoin.desk.desk import Desk
from adjoin.domain.catalog import Product
from adjoin.domain.play import Campaign
from adjoin.plays.give_gets import Chosen, choose, named

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
