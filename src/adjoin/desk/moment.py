"""Whether this is the moment to speak to an account about a product; if not, why, and when it comes."""

from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError

CLOSED = ("blocked", "not_sold", "held")
"""States of the whitespace in which a product is not brought up."""


def refuse_a_wrong_moment(desk: Desk, account_id: str, product_id: str) -> None:
    """ConfigurationError with the gate's reason and the day it lifts, where the product must not be brought up now."""
    cell = next((row for row in desk.rows("whitespace", account_id) if row["product_id"] == product_id), None)
    if cell is None or cell["state"] not in CLOSED:
        return
    opens = f" It opens on {cell['reopens_on']}." if cell["reopens_on"] else ""
    why = "it is held already" if cell["state"] == "held" else cell["reason"]
    raise ConfigurationError(f"'{product_id}' is not to be brought up at {account_id} now: {why}.{opens}")
