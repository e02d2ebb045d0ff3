"""Customers like this one who made the same move, and how long it took them."""

from dataclasses import dataclass

from adjoin.desk.desk import Desk
from adjoin.words.count import counted
from adjoin.words.days import span


@dataclass(frozen=True, slots=True)
class LikeYou:
    """`customers` who held what this account holds and then began the product, the median after `median_days`.
    `alike_by`: what they share with the account."""

    customers: int
    median_days: float | None
    alike_by: str | None

    @property
    def says(self) -> str:
        """As one sentence without a full stop."""
        who = f" alike by {self.alike_by}" if self.alike_by and self.alike_by != "all customers" else ""
        after = f", the median {_after(self.median_days)}" if self.median_days is not None else ""
        return f"{counted(self.customers, 'customer')}{who} made this move{after}"


def _after(days: float) -> str:
    whole = round(days)
    long = f" ({span(whole)})" if whole >= 61 else ""
    return f"after {counted(whole, 'day')}{long}"


def like_you(desk: Desk, account_id: str, product_id: str | None) -> LikeYou | None:
    """Those like one account for one product; None where the run did not say, or there is none."""
    rows = desk.rows("like_you", account_id) if product_id else []
    found = next((row for row in rows if row["product_id"] == product_id and row["customers"]), None)
    return None if found is None else LikeYou(found["customers"], found["median_days"], found["alike_by"])
