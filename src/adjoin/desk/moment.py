"""Whether this is the moment to speak to an account about a product; if not, why, and when it comes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.hands_off import refuse_while_hands_are_off
from adjoin.domain.errors import ConfigurationError
from adjoin.words.days import day, with_days_said

CLOSED = ("blocked", "not_sold", "held")
"""States of the whitespace in which a product is not brought up."""

NOT_NOW = ("wait", "fix_adoption", "none", "holdout")
"""Actions in which nobody writes about the product that comes next."""

IN_FULL = date(1, 1, 1)  # seen from there every day is said with its year


def refuse_a_wrong_moment(
    desk: Desk,
    account_id: str,
    product_id: str | None = None,
    *,
    in_renewal: bool = True,
    although_held_out: bool = False,
) -> None:
    """ConfigurationError with the reason and the day it lifts, where the product must not be brought up now.

    `product_id`: another than the one recommended; None means that one. `in_renewal`: what folds into a renewal may be
    spoken of there, although its gates keep it from a play of its own. `although_held_out`: somebody said why the
    account is spoken to although an experiment holds it out; the gates are judged all the same.
    """
    (book,) = desk.rows_of("accounts", [account_id])
    account = f"{book['name']} ({account_id})" if book["name"] else account_id
    recommended = next(iter(desk.rows("recommendations", account_id)), {})
    held_out = recommended.get("action") == "holdout"
    if held_out and not although_held_out:
        raise ConfigurationError(
            f"Nothing is to be written to {account} now: an experiment holds the account out. "
            f"Run: adjoin explain {account_id}"
        )
    meant = product_id or recommended.get("product_id")
    if meant is None:
        return
    refuse_while_hands_are_off(desk, account_id, meant)
    is_next = meant == recommended.get("product_id") and not held_out
    if is_next and recommended["action"] in NOT_NOW:
        lifts = recommended["reopens_on"], recommended["look_again_on"]
        raise ConfigurationError(_not_now(desk, account, account_id, meant, recommended["why"], *lifts))
    if is_next and (in_renewal or recommended["action"] != "fold_into_renewal"):
        return
    cell: Mapping[str, Any] = next(
        (row for row in desk.rows("whitespace", account_id) if row["product_id"] == meant), {}
    )
    if cell.get("state") in CLOSED:
        why = "it is held already" if cell["state"] == "held" else cell["reason"]
        raise ConfigurationError(_not_now(desk, account, account_id, meant, why, cell["reopens_on"]))


def _not_now(
    desk: Desk,
    account: str,
    account_id: str,
    product_id: str,
    why: str | None,
    opens_on: date | None,
    look_again_on: date | None = None,
) -> str:
    said = with_days_said(why or "the run gave no reason", IN_FULL).strip().rstrip(".")
    when = f" It opens on {day(opens_on)}." if opens_on else ""
    if not when and look_again_on:
        when = f" Look again on {day(look_again_on)}."
    product = desk.product(product_id).name
    return (
        f"{product} is not to be brought up at {account} now: {said}.{when} Run: adjoin explain {account_id}"
    )
