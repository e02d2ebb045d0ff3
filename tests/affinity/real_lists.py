"""Real organisations adopting real infrastructure products, as canonical rows."""

import csv
from datetime import date
from pathlib import Path

import pytest

from adjoin.domain.catalog import Catalog
from worlds import Rows, World

LISTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "oss_adopters" / "listings.csv"


def oss_adopters() -> World:
    """Each listing a line; one that was there on the list's first day is a floor. Skips where absent."""
    if not LISTS.exists():
        pytest.skip("the real adopter lists are not in ../shared/data")
    with LISTS.open(encoding="utf-8") as file:
        listings = list(csv.DictReader(file))
    products = sorted({row["product"] for row in listings})
    world = World(Catalog.model_validate({"products": [{"id": p, "name": p} for p in products]}))
    world.rows["accounts"] = [{"account_id": a, "name": a} for a in sorted({r["org_id"] for r in listings})]
    lines: Rows = []
    for row in listings:
        ended = row["delisted_on"]
        lines.append(
            {
                "subscription_id": f"{row['org_id']}-{row['product']}",
                "account_id": row["org_id"],
                "product_id": row["product"],
                "started_on": date.fromisoformat(row["listed_on"]),
                "ended_on": date.fromisoformat(ended) if ended else None,
                "start_is_floor": row["in_initial_list"] == "True",
            }
        )
    world.rows["subscriptions"] = lines
    return world
