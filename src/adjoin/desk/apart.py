"""Lists that stand apart from the recommendations: readiness before any signal, and launches."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.ground import BASES, SOURCES
from adjoin.desk.recommendation import product_names, team_names

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Apart:
    """One account and one product, outside the ranking. `worth`: None where the list does not say; `slot`: this_week or
    queued, for launches; `why`: what moved the probability, or what the number is."""

    account_id: str
    account: str
    owner_name: str | None
    product_id: str
    product: str
    rank: int
    probability: float | None
    worth: float | None
    ground: str | None
    slot: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class List:
    """One list, the first by rank. `there`: whether the publication has it; `found`: how long it is."""

    currency: str
    as_of: date
    there: bool
    found: int
    rows: tuple[Apart, ...]


@on_one_publication
def readiness(desk: Desk, limit: int = SHOWN) -> List:
    """Accounts by predicted readiness, before any signal."""
    return _list(desk, "readiness", limit)


@on_one_publication
def launches(desk: Desk, limit: int = SHOWN) -> List:
    """Accounts in which a new product is tried: a launch, not evidence."""
    return _list(desk, "launches", limit)


def _list(desk: Desk, name: str, limit: int) -> List:
    table = desk.show_if_there(name)
    as_of, currency = desk.publication().as_of, desk.project.configuration.currency
    if table is None:
        return List(currency, as_of, False, 0, ())
    return List(currency, as_of, True, table.num_rows, _rows(desk, table, limit))


def _rows(desk: Desk, table: pa.Table, limit: int) -> tuple[Apart, ...]:
    keys = [("rank", "ascending"), ("account_id", "ascending")]
    listed: list[dict[str, Any]] = table.sort_by(keys).slice(0, limit).to_pylist()
    book = {row["account_id"]: row for row in desk.rows_of("accounts", (row["account_id"] for row in listed))}
    products, team = product_names(desk), team_names(desk)
    return tuple(_apart(row, book.get(row["account_id"], {}), products, team) for row in listed)


def _apart(
    row: Mapping[str, Any], account: Mapping[str, Any], products: Mapping[str, str], team: Mapping[str, str]
) -> Apart:
    owner = account.get("ae") or account.get("csm")
    said = [
        words for words in (BASES.get(row.get("basis") or ""), SOURCES.get(row.get("source") or "")) if words
    ]
    return Apart(
        account_id=row["account_id"],
        account=account.get("name") or row["account_id"],
        owner_name=team.get(owner, owner) if owner else None,
        product_id=row["product_id"],
        product=products.get(row["product_id"], row["product_id"]),
        rank=row["rank"],
        probability=row["probability"],
        worth=row.get("expected_value"),
        ground="; ".join(said) or None,
        slot=row.get("slot"),
        why=_why(row),
    )


def _why(row: Mapping[str, Any]) -> tuple[str, ...]:
    reasons = [str(reason["says"]) for reason in json.loads(row.get("reasons") or "[]") if reason.get("says")]
    return tuple(reasons[:3]) or ((row["says"],) if row.get("says") else ())
