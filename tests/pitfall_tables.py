"""Pitfalls and losses as a run leaves them, written into a finished publication for pages, commands and reports."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa

from adjoin.domain.published import PUBLISHED, Published
from adjoin.measurement.pitfalls.pitfalls_table import pitfalls_table
from adjoin.measurement.pitfalls.symptoms import SYMPTOMS
from adjoin.measurement.portfolio.losing import LOSSES

Row = dict[str, Any]
ORDERS = {
    "pitfalls": ("place",),
    "pitfall_accounts": ("pitfall", "symptom", "rank"),
    "losses": ("base_product_id", "product_id", "reason"),
}
MAPPED = ("interactions", "interactions.contact_id", "interactions.rep", "contacts.title", "health", "usage",
          "subscriptions.list_acv", "subscriptions.acv", "subscriptions.ended_on")  # fmt: skip
"""Not mapped: tickets, and the discounts of opportunities."""
COUNTS = {
    "several_at_once": (30, 100, None, 0), "no_signal": (12, 100, 48000.0, 11),
    "unstable_pitch": (11, 100, 90000.0, 10),
    "no_buyer": (2, 100, 1000.0, 2), "unused_after_start": (1, 12, 700.0, 1), "above_cap": (0, 100, None, 0),
    "rising_discount": (50, 100, 5000.0, 50),
}  # fmt: skip


@contextmanager
def pitfalls_published() -> Iterator[None]:
    """The names of these tables among the published ones, also before a run writes them."""
    more = {name: Published(name, "", order) for name, order in ORDERS.items() if name not in PUBLISHED}
    with patch.dict(PUBLISHED, more):
        yield


def write_pitfalls(
    state: Path, says: str = "More was pitched on 2026-09-01, and nothing pointed to it"
) -> list[str]:
    """Put the tables into the newest publication under `state`; gives its accounts. `says`: of each account."""
    file = sorted((state / "runs").glob("*.duckdb"))[-1]
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        found = connection.execute("SELECT account_id FROM accounts ORDER BY account_id").fetchall()
        products = connection.execute("SELECT product_id FROM products ORDER BY product_id").fetchall()
        as_of = connection.execute("SELECT max(as_of) FROM recommendations").fetchall()[0][0]
        accounts = [account for (account,) in found]
        tables = {
            "pitfalls": _pitfalls(as_of),
            "pitfall_accounts": _accounts(as_of, accounts, says, products[0][0]),
            "losses": _losses(as_of, products[0][0], products[-1][0]),
        }
        for name, table in tables.items():
            connection.register("_pitfalls", table)
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM _pitfalls")
            connection.unregister("_pitfalls")
    return accounts


def _pitfalls(as_of: date) -> pa.Table:
    counts = [
        {"as_of": as_of, "symptom": name, "accounts": accounts, "of_accounts": of, "cells": accounts, "money": money,
         "priced": priced}
        for name, (accounts, of, money, priced) in COUNTS.items()
    ]  # fmt: skip
    limits = [{"symptom": one.name, "least": 10, "watch": 0.1, "bad": 0.25} for one in SYMPTOMS]
    return pitfalls_table([as_of], counts, limits, MAPPED)


def _accounts(as_of: date, accounts: list[str], says: str, product: str) -> pa.Table:
    rows = [
        {"as_of": as_of, "pitfall": "catalog_selling", "symptom": symptom, "account_id": account, "product_id": product,
         "seen_on": date(2026, 9, 1), "money": None if symptom == "several_at_once" else 1000.0 - place, "says": says,
         "rank": place}
        for symptom in ("several_at_once", "no_signal")
        for place, account in enumerate(accounts[:7], 1)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def _losses(as_of: date, base: str, product: str) -> pa.Table:
    def row(
        pair: tuple[str, str], reason: str, deals: int, rivals: list[Row], words: list[Row] | None
    ) -> Row:
        return {"as_of": as_of, "base_product_id": pair[0], "product_id": pair[1], "reason": reason, "deals": deals,
                "priced": deals, "money": 1000.0 * deals, "closed": 40, "won": 20, "share": deals / 40, "low": 0.01,
                "high": 0.4, "rivals": json.dumps(rivals), "words": json.dumps(words) if words else None,
                "first_on": date(2025, 1, 2), "last_on": date(2026, 8, 3)}  # fmt: skip

    acme, weird = [{"rival": "Acme", "deals": 3}], [{"words": "weird", "deals": 2}]
    told: tuple[tuple[str, int, list[Row], list[Row] | None], ...] = (
        ("integration", 5, [], None), ("rival", 3, acme, None), ("other", 2, [], weird),
    )  # fmt: skip
    rows = [row(pair, *one) for pair in ((base, product), ("", "")) for one in told]
    return pa.Table.from_pylist(rows, schema=LOSSES)
