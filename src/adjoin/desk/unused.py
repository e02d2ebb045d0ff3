"""What customers bought and do not use: the watch list, by the money it puts at risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.owner import owner_meant
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.errors import ConfigurationError, nearest

STATES = {"never_used": "never used", "stopped": "no longer used", "barely_used": "hardly used"}
SOON_DAYS = 180
"""A renewal within these days puts the money at risk now."""


@dataclass(frozen=True, slots=True)
class Unused:
    """One product that an account pays for. `state`: never_used, stopped or barely_used; `used_share`: of what it
    holds; `acv`: money a year, None without a price; `renews_on`: until when something can be done about it."""

    account_id: str
    account: str
    owner_name: str | None
    product: str
    state: str
    used_share: float
    last_used_on: date | None
    began_on: date | None
    acv: float | None
    renews_on: date | None
    says: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class WatchList:
    """All of them, most money first. `there`: whether the publication says.

    `owner`, `product`, `state`: what was asked for; `owners`, `products`: (id, name) of those in the list. `acv`: money
    a year of those shown, `acv_soon` of it renewing within 180 days; `all_of`: how many there are whatever was asked
    for.
    """

    as_of: date
    there: bool
    owner: str | None
    product: str | None
    state: str | None
    owners: tuple[tuple[str, str], ...]
    products: tuple[tuple[str, str], ...]
    all_of: int
    acv: float
    acv_soon: float
    unused: tuple[Unused, ...]


@on_one_publication
def unused(
    desk: Desk, owner: str | None = None, product: str | None = None, state: str | None = None
) -> WatchList:
    """The book's watch list, or what of it is one owner's, of one product or in one state. ConfigurationError for an
    owner, product or state that is not known."""
    if state and state not in STATES:
        raise ConfigurationError(
            f"There is no state '{state}'{nearest(state, STATES)}. States are: {', '.join(STATES)}."
        )
    rows = _rows(desk)
    team, names = team_names(desk), product_names(desk)
    owners = sorted({(row["owner"], team.get(row["owner"], row["owner"])) for row in rows if row["owner"]},
                    key=lambda pair: (pair[1], pair[0]))  # fmt: skip
    whose = owner_meant(owner, owners, "Nobody called '{}' has unused products to mind") if owner else None
    what = desk.product(product).id if product else None
    found = [
        row
        for row in rows
        if whose in (None, row["owner"]) and what in (None, row["product_id"]) and state in (None, "", row["state"])
    ]  # fmt: skip
    as_of = desk.publication().as_of
    inside = {row["product_id"] for row in rows}
    return WatchList(
        as_of=as_of,
        there=desk.show_if_there("shelfware") is not None,
        owner=whose,
        product=what,
        state=state or None,
        owners=tuple(owners),
        products=tuple((key, name) for key, name in names.items() if key in inside),
        all_of=len(rows),
        acv=_sum(found),
        acv_soon=_sum([row for row in found if _soon(row, as_of)]),
        unused=tuple(_unused(row, team, names) for row in found),
    )


def _rows(desk: Desk) -> list[dict[str, Any]]:
    """Rows of `shelfware` in their rank, with the account's name and its owner (CSM, else AE)."""
    rows = sorted(desk.rows("shelfware"), key=lambda row: row["rank"])
    ids = [row["account_id"] for row in rows]
    book = {
        row["account_id"]: row for row in desk.rows_of("accounts", ids, ("account_id", "name", "csm", "ae"))
    }
    for row in rows:
        of = book.get(row["account_id"], {})
        row |= {"account": of.get("name") or row["account_id"], "owner": of.get("csm") or of.get("ae")}
    return rows


def _unused(row: Mapping[str, Any], team: Mapping[str, str], names: Mapping[str, str]) -> Unused:
    derived = {
        "owner_name": team.get(row["owner"], row["owner"]),
        "product": names.get(row["product_id"], row["product_id"]),
    }
    return Unused(**derived, **{name: row[name] for name in Unused.__slots__ if name not in derived})


def _soon(row: Mapping[str, Any], as_of: date) -> bool:
    return row["renews_on"] is not None and (row["renews_on"] - as_of).days <= SOON_DAYS


def _sum(rows: Sequence[Mapping[str, Any]]) -> float:
    return sum(row["acv"] or 0.0 for row in rows)
