"""Gates are judged again when somebody accepts: by what the run says of the cell, and by what was accepted since."""

from adjoin.desk.desk import Desk
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError

CLOSED = ("blocked", "not_sold", "held")
"""States of the whitespace in which a product is not brought up."""


def refuse_what_is_blocked(desk: Desk, account_id: str, product: str) -> None:
    """Raise where the product must not be brought up at the account now.

    ConfigurationError names the gate's reason and the day it lifts; ConflictError the account of the same group that
    has a play already.
    """
    taken = {play.account_id for play in desk.ledger.open_plays()}
    if account_id in taken:
        return  # the ledger says who was first
    _refuse_a_second_in_the_group(desk, account_id, taken)
    cell = next((row for row in desk.rows("whitespace", account_id) if row["product_id"] == product), None)
    if cell is None or cell["state"] not in CLOSED:
        return
    opens = f" It opens on {cell['reopens_on']}." if cell["reopens_on"] else ""
    why = "it is held already" if cell["state"] == "held" else cell["reason"]
    raise ConfigurationError(f"'{product}' is not to be brought up at {account_id} now: {why}.{opens}")


def _refuse_a_second_in_the_group(desk: Desk, account_id: str, taken: set[str]) -> None:
    """One open play a group: a parent and its children are one customer to whoever calls."""
    if not taken:
        return
    roots = {
        row["account_id"]: row["root_id"] for row in desk.rows_of("accounts", [account_id, *sorted(taken)])
    }
    root = roots.get(account_id)
    others = sorted(account for account in taken if root is not None and roots.get(account) == root)
    if others:
        raise ConflictError(
            f"{others[0]}, of the same group as {account_id}, has an open play: one at a time."
        )
