"""A world of one account a case, every case told by the few rows that make it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from adjoin.domain.catalog import Catalog
from worlds import Rows, World, day

AS_OF = day(700)  # Monday, 4 December 2023; the last complete week ended the day before
Row = dict[str, Any]

CATALOG = Catalog.model_validate(
    {
        "products": [
            {
                "id": "base",
                "name": "Base",
                "adoption": {"metric": "people", "of": "seats"},
                "list_price": 1000.0,
            },
            {
                "id": "more",
                "name": "More",
                "list_price": 2000.0,
                "ceilings": [{"product": "base", "metric": "calls"}],
                "workarounds": [{"product": "base", "metric": "exports"}],
                "replaces": {"tools": ["Toolbox"], "categories": ["boxes"]},
                "solves": ["month end reports are stitched together from exported tables"],
                "buyers": {"titles": ["Head of Reports"]},
                "evaluators": {"titles": ["Report Engineer"]},
                "works_with": {"base": {"bridge": "One goes on where the other stops."}},
            },
            {
                "id": "here",
                "name": "Here",
                "list_price": 3000.0,
                "sold": {"countries": ["DE"], "requires": ["more"], "until": day(699)},
                "works_with": {"base": {"bridge": "Only here."}},
            },
        ],
        "metrics": {
            "people": {"kind": "distinct"},
            "calls": {"kind": "flow"},
            "exports": {"kind": "flow"},
        },
    }
)


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def ahead(days: int) -> date:
    return AS_OF + timedelta(days=days)


def line(**rest: Any) -> Row:
    """A contract for the base product that renews far away."""
    return {
        "product_id": "base", "started_on": day(0), "renews_on": ahead(200), "term_months": 12.0,
        "acv": 1000.0, "seats": 100.0, **rest,
    }  # fmt: skip


def weekly(metric: str, quantities: Sequence[float | None], product: str = "base") -> Rows:
    """Weekly rows, the last one of the last complete week; None leaves a week out."""
    rows: Rows = []
    for back, quantity in enumerate(reversed(quantities)):
        at = ago(1 + 7 * back)
        if quantity is not None:
            rows.append(
                {"product_id": product, "metric": metric, "day": at, "quantity": float(quantity),
                 "grain": "week", "known_on": at}
            )  # fmt: skip
    return rows


class SmallWorld:
    """Cases by name; each is one account with the rows given, a base contract unless it brings its own."""

    def __init__(self, used: bool = True) -> None:
        self.world = World(CATALOG)
        self.used = used

    def case(self, account: str, **tables: Row | Rows) -> str:
        own = {name: rows if isinstance(rows, list) else [rows] for name, rows in tables.items()}
        own.setdefault("accounts", [{}])
        own.setdefault("subscriptions", [line()])
        usage = own.setdefault("usage", [])
        if self.used and not any(row["metric"] == "people" for row in usage):
            own["usage"] = usage + weekly("people", [90.0] * 4)
        for name, rows in own.items():
            for number, row in enumerate(rows):
                keys = (
                    {"name": account, "country": "DE"} if name == "accounts" else _key(name, account, number)
                )
                self.world.rows.setdefault(name, []).append({"account_id": account, **keys, **row})
        return account


def _key(table: str, account: str, number: int) -> Row:
    names = {
        "subscriptions": "subscription_id", "tickets": "ticket_id", "interactions": "interaction_id",
        "events": "event_id", "contacts": "contact_id", "opportunities": "opportunity_id", "holds": "hold_id",
        "plays": "play_id",
    }  # fmt: skip
    return {names[table]: f"{account}-{number}"} if table in names else {}
