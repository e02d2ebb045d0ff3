"""What one account pays for and does not use, in a sentence each with what it rests on."""

from dataclasses import dataclass
from datetime import date

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import product_names


@dataclass(frozen=True, slots=True)
class UnusedHere:
    """One product paid for and not used. `acv`: money a year, None without a price; `says`: what was seen;
    `what_to_do`: the next step; `renews_on`: until when something can be done about it."""

    product: str
    acv: float | None
    says: str
    what_to_do: str
    renews_on: date | None


def unused_here(desk: Desk, account_id: str) -> tuple[UnusedHere, ...]:
    """The account's rows of the watch list, most money first; none where the run wrote no such list."""
    names = product_names(desk)
    rows = sorted(desk.rows("shelfware", account_id), key=lambda row: row["rank"])
    return tuple(
        UnusedHere(
            product=names.get(row["product_id"], row["product_id"]),
            acv=row["acv"],
            says=row["says"],
            what_to_do=row["what_to_do"],
            renews_on=row["renews_on"],
        )
        for row in rows
    )
