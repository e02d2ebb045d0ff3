"""How many picks a policy has on a date."""

from __future__ import annotations

from dataclasses import dataclass

from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse
from adjoin.words.count import count, counted

SHARE = 0.05


@dataclass(frozen=True)
class Capacity:
    """`picks` of each policy on the date, 0 where there is no book; `says`: where the number comes from."""

    picks: int
    says: str


def capacity_of(warehouse: Warehouse, asked: int | None) -> Capacity:
    """What was asked for, else what our people take on in a week, else 5 % of the book of the open date."""
    queries = queries_in("adjoin.measurement.asked")
    book = warehouse.fetch(queries["book_size"]).to_pylist()
    accounts = int(book[0]["accounts"]) if book else 0
    if accounts == 0:
        return Capacity(0, "nobody held anything")
    if asked is not None:
        return Capacity(asked, f"{counted(asked, 'pick')} a date, as asked")
    (team,) = warehouse.fetch(queries["weekly_capacity"]).to_pylist()
    weekly = int(team["weekly"] or 0)
    if weekly:
        return Capacity(
            weekly,
            f"{counted(weekly, 'pick')} a date, the weekly capacity of {counted(team['people'], 'person', 'people')}",
        )
    picks = max(1, round(SHARE * accounts))
    return Capacity(picks, f"5 % of the book, {count(picks)} on the last date")
