"""What comes next at an account, by what is held together and taken up lately: one sentence."""

import pyarrow.compute as pc

from adjoin.affinity.next_product.sentence import why_next
from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import product_names

OPEN = ("open", "recommended")
"""States of a whitespace cell in which the product could begin now."""


def coming_next(desk: Desk, account_id: str) -> str | None:
    """The product in the first place of `next_products` with its reason; None where there is none, or it is not
    open at this account."""
    first = desk.show("next_products", account_id).filter(pc.field("place") == 1).to_pylist()
    if not first:
        return None
    row = first[0]
    cells = desk.show("whitespace", account_id).filter(pc.field("product_id") == row["product_id"])
    if not set(cells["state"].to_pylist()) & set(OPEN):
        return None
    names = product_names(desk)
    return why_next(row["because"], names.get(row["product_id"], row["product_id"]), names)
