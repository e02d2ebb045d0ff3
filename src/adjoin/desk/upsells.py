"""Upsells: limits of what is held that fill up, more of the same and no cross-sell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.errors import ConfigurationError, nearest


@dataclass(frozen=True, slots=True)
class Upsell:
    """One limit of a held product. `used`: share of the limit, 1 is full; `quantity` of `limit_quantity`. `full_on`:
    when it fills by the present trend, between `full_low` and `full_high`; None where no end is in sight.
    `detected_on`: since when it has been near its limit. `plan`: the plan that they are on."""

    account_id: str
    account: str
    owner: str | None
    product: str
    metric: str
    used: float
    quantity: float
    limit_quantity: float
    full_on: date | None
    full_low: date | None
    full_high: date | None
    detected_on: date
    plan: str | None
    says: str


@dataclass(frozen=True, slots=True)
class Upsells:
    """All of them, the fullest first. `owner`: whose only, by name; `owners`: names with an upsell, in order."""

    as_of: date
    owner: str | None
    owners: tuple[str, ...]
    upsells: tuple[Upsell, ...]


@on_one_publication
def upsells(desk: Desk, owner: str | None = None) -> Upsells:
    """Upsells of the book, or of one owner (CSM, else AE) by name. ConfigurationError for an owner without any."""
    rows = desk.show("upsells")
    here = pc.field("account_id").isin(rows["account_id"].combine_chunks())
    found = _named(desk, rows.to_pylist(), desk.show("accounts").filter(here).to_pylist())
    owners = tuple(sorted({one.owner for one in found if one.owner}))
    if owner and owner not in owners:
        raise ConfigurationError(f"'{owner}' owns no account with an upsell{nearest(owner, owners)}.")
    return Upsells(
        as_of=desk.publication().as_of,
        owner=owner or None,
        owners=owners,
        upsells=tuple(one for one in found if not owner or one.owner == owner),
    )


@on_one_publication
def upsells_of(desk: Desk, account_id: str) -> tuple[Upsell, ...]:
    """Those of one account, the fullest first."""
    rows = desk.show("upsells", account_id).to_pylist()
    return _named(desk, rows, desk.show("accounts", account_id).to_pylist()) if rows else ()


def _named(desk: Desk, rows: list[dict[str, Any]], book: list[dict[str, Any]]) -> tuple[Upsell, ...]:
    products, ours = product_names(desk), team_names(desk)
    accounts = {row["account_id"]: row for row in book}
    rows = sorted(rows, key=lambda row: (-row["used"], row["account_id"], row["product_id"], row["metric"]))
    return tuple(_upsell(row, accounts.get(row["account_id"], {}), products, ours) for row in rows)


def _upsell(
    row: Mapping[str, Any], account: Mapping[str, Any], products: Mapping[str, str], ours: Mapping[str, str]
) -> Upsell:
    owner = account.get("csm") or account.get("ae")
    named = {
        "account": account.get("name") or row["account_id"],
        "owner": ours.get(owner, owner) if owner else None,
        "product": products.get(row["product_id"], row["product_id"]),
    }
    return Upsell(**named, **{field: row[field] for field in Upsell.__slots__ if field not in named})
