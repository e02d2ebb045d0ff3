"""The brief of a play: what is known of its account and product, as what is written for the play may use it."""

from adjoin.desk.briefing import briefs
from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Play
from adjoin.drafts.brief import Brief


def brief_of(desk: Desk, play: Play) -> Brief | None:
    """The brief for the play's own product; None where the account or the product has left the book."""
    try:
        desk.product(play.product_id)
    except ConfigurationError:
        return None
    if not desk.rows_of("accounts", [play.account_id]):
        return None
    return briefs(desk, [play.account_id], {play.account_id: play.product_id}).get(play.account_id)
