"""The accounts of the book, searched by name or id."""

from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One account in a list: what it pays a year, and what is recommended."""

    account_id: str
    name: str
    segment: str | None
    industry: str | None
    products: int
    acv: float | None
    action: str
    product: str | None
    probability: float | None
    expected_value: float | None


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts that match `search` (all if empty): `found` of them, `accounts` the first by priority."""

    as_of: date
    currency: str
    search: str
    found: int
    accounts: tuple[Listed, ...]


@on_one_publication
def book(desk: Desk, search: str = "", limit: int = SHOWN) -> Book:
    """The accounts whose name or id contains `search`, whatever the case."""
    rows = desk.show("accounts")
    wanted = search.strip()
    if wanted:
        in_name = pc.match_substring(pc.fill_null(rows["name"], ""), wanted, ignore_case=True)
        in_id = pc.match_substring(rows["account_id"], wanted, ignore_case=True)
        rows = rows.filter(pc.or_(in_name, in_id))
    here = pc.field("account_id").isin(rows["account_id"].combine_chunks())
    ranked = desk.show("recommendations").filter(here).slice(0, limit).to_pylist()
    ids = pc.field("account_id").isin([row["account_id"] for row in ranked] or [""])
    known = {row["account_id"]: row for row in rows.filter(ids).to_pylist()}
    names = product_names(desk)
    return Book(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        search=wanted,
        found=rows.num_rows,
        accounts=tuple(
            Listed(
                account_id=row["account_id"],
                name=known[row["account_id"]]["name"] or row["account_id"],
                **{
                    field: known[row["account_id"]][field]
                    for field in ("segment", "industry", "products", "acv")
                },
                product=names.get(row["product_id"], row["product_id"]),
                **{field: row[field] for field in ("action", "probability", "expected_value")},
            )
            for row in ranked
        ),
    )
