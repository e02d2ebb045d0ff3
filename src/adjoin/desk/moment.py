"""Whether this is the moment to speak to an account about a product; if not, why, and when it comes."""

from datetime import timedelta

from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import PlayKind, PlayState

CLOSED = ("blocked", "not_sold", "held")
"""States of the whitespace in which a product is not brought up."""

REST_DAYS = 90
"""How long a group rests after a lost or declined play; the fatigue gate says the same from the next run."""


def refuse_a_wrong_moment(desk: Desk, account_id: str, product_id: str) -> None:
    """ConfigurationError with the gate's reason and the day it lifts, where the product must not be brought up now."""
    _refuse_while_it_rests(desk, account_id)
    cell = next((row for row in desk.rows("whitespace", account_id) if row["product_id"] == product_id), None)
    if cell is None or cell["state"] not in CLOSED:
        return
    opens = f" It opens on {cell['reopens_on']}." if cell["reopens_on"] else ""
    why = "it is held already" if cell["state"] == "held" else cell["reason"]
    raise ConfigurationError(f"'{product_id}' is not to be brought up at {account_id} now: {why}.{opens}")


def _refuse_while_it_rests(desk: Desk, account_id: str) -> None:
    """A play that was lost or declined since the run rests the group at once, before the next run says so."""
    publication = desk.publication()
    root = next((row["root_id"] for row in desk.rows_of("accounts", [account_id])), account_id)
    for play in desk.ledger.plays():
        lost = play.state in (PlayState.LOST, PlayState.DECLINED) and play.kind is PlayKind.CROSS_SELL
        if play.root_id == root and lost and play.closed_on is not None:
            opens = play.closed_on + timedelta(days=REST_DAYS + 1)
            if opens > publication.as_of:
                raise ConfigurationError(
                    f"A play for '{play.product_id}' was {play.state} at {play.account_id} on {play.closed_on}; it "
                    f"rests until {opens}."
                )
