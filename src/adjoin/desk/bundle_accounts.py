"""Whom a bundle fits: what each account lacks of it, how likely it buys all of that, and why not now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.words.names import GATES, spoken


@dataclass(frozen=True, slots=True)
class Fit:
    """One account that holds a part of the bundle. Money a year.

    `chance`: that it buys all it lacks at list price; `price`: of that, at the discount; `best`: no other bundle is
    worth more there. `gate`, `why_not`, `reopens_on`: what stands in the way now, None where nothing does.
    """

    account_id: str
    account: str
    missing: tuple[str, ...]
    chance: float
    list_price: float
    price: float
    worth: float
    ready_now: bool
    best: bool
    gate: str | None
    why_not: str | None
    reopens_on: date | None


def fits(desk: Desk, bundle: str, names: Mapping[str, str]) -> tuple[Fit, ...]:
    """Those that the run kept of one bundle, worth most first."""
    rows = [row for row in desk.rows("bundle_accounts") if row["bundle"] == bundle]
    ids = [row["account_id"] for row in rows]
    called = {row["account_id"]: row["name"] for row in desk.rows_of("accounts", ids)}
    held = [row["account_id"] for row in rows if not row["ready_now"]]
    ways = _blocks(desk, held)
    bases = {
        (row["account_id"], row["product_id"]): row["base_product_id"] for row in desk.rows_of("scores", held)
    }
    ranked = sorted(rows, key=lambda row: (-row["worth"], row["account_id"]))
    return tuple(_fit(row, called, names, _first_of(row, ways, bases)) for row in ranked)


def _fit(
    row: Mapping[str, Any],
    called: Mapping[str, str | None],
    names: Mapping[str, str],
    way: Mapping[str, Any] | None,
) -> Fit:
    return Fit(
        account_id=row["account_id"],
        account=called.get(row["account_id"]) or row["account_id"],
        missing=tuple(names.get(product, product) for product in json.loads(row["missing"])),
        chance=row["chance_at_list"],
        list_price=row["list"],
        price=row["price"],
        worth=row["worth"],
        ready_now=row["ready_now"],
        best=row["place"] == 1,
        gate=spoken(way["gate"], GATES) if way else None,
        why_not=way["reason"] if way else None,
        reopens_on=way["reopens_on"] if way else None,
    )


def _blocks(desk: Desk, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in desk.rows_of("gates", ids):
        if row.get("counts_as", row["verdict"]) == "block":
            found.setdefault(row["account_id"], []).append(row)
    return found


def _first_of(
    row: Mapping[str, Any],
    ways: Mapping[str, Sequence[Mapping[str, Any]]],
    bases: Mapping[tuple[str, str], str | None],
) -> Mapping[str, Any] | None:
    """What stands in the way longest of what the account lacks: a gate that opens on no known day, else the latest."""
    if row["ready_now"]:
        return None
    account = row["account_id"]
    about = [
        (product, bases.get((account, product), way["base_product_id"]), way)
        for way in ways.get(account, ())
        for product in json.loads(row["missing"])
        if way["product_id"] in (None, product)
    ]
    matching = [way for _, base, way in about if way["base_product_id"] in (None, base)]
    return max(
        matching,
        key=lambda way: (way["reopens_on"] is None, way["reopens_on"] or date.min, way["gate"]),
        default=None,
    )
