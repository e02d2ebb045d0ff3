"""Every finding by a pair made for it; money by counting who holds the first and not the second."""

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from adjoin.affinity.paths.published import WORKFLOW
from adjoin.domain.catalog import Catalog
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

AS_OF = date(2024, 5, 1)
CATALOG = Catalog.model_validate(
    {
        "products": [
            {"id": "mill", "name": "Mill", "gives": ["flour"]},
            {"id": "oven", "name": "Oven", "takes": ["flour"], "gives": ["bread"], "list_price": 50.0},
            {
                "id": "shop",
                "name": "Shop",
                "takes": ["bread", "flour"],
                "works_with": {"cart": {"bridge": "One sells what the other brings."}},
            },
            {"id": "cart", "name": "Cart"},
        ]
    }
)
LIFTS: dict[tuple[str, str], tuple[float | None, float | None, float | None]] = {
    ("mill", "oven"): (2.0, 1.4, 3.0),
    ("mill", "shop"): (1.1, 0.9, 1.3),
    ("oven", "shop"): (1.2, 0.8, 1.6),
    ("shop", "cart"): (None, None, None),
    ("cart", "shop"): (None, 0.7, None),
    ("cart", "oven"): (1.5, 1.1, 2.0),
    ("oven", "mill"): (0.5, 0.3, 0.9),
    ("oven", "cart"): (None, 1.2, None),
}


def workflow(**settings: float) -> dict[tuple[str, str], dict[str, Any]]:
    rows = [
        {"from_product": a, "to_product": b, "horizon_days": horizon, "lift": lift, "lift_low": low, "lift_high": high}
        for (a, b), (lift, low, high) in LIFTS.items()
        for horizon in (30, 90)
    ]  # fmt: skip
    held = [("x", "mill", 10.0), ("y", "mill", 20.0), ("y", "oven", 30.0), ("z", "cart", None)]
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        for name, table in catalog_tables(CATALOG).items():
            warehouse.put(name, table)
        warehouse.put("affinity", pa.Table.from_pylist(rows))
        days = [AS_OF, date(2024, 4, 1)]
        holdings = [
            {"as_of": at, "account_id": a, "product_id": p, "acv": acv} for at in days for a, p, acv in held
        ]
        warehouse.put("holdings", pa.Table.from_pylist(holdings))
        found = queries_in("adjoin.affinity.paths")
        warehouse.build(found["prices_paid"], {"as_of": AS_OF})
        warehouse.build(found["workflow"], {"as_of": AS_OF, **settings})
        table = warehouse.read("workflow")
    assert tuple(table.column_names) == WORKFLOW
    return {(row["from_product"], row["to_product"]): row for row in table.to_pylist()}


def test_findings() -> None:
    assert {pair: row["finding"] for pair, row in workflow().items()} == {
        ("mill", "oven"): "agreement",
        ("mill", "shop"): "gap",
        ("oven", "shop"): "cannot tell",
        ("shop", "cart"): "cannot tell",
        ("cart", "shop"): "cannot tell",
        ("cart", "oven"): "question",
        ("oven", "cart"): "question",
    }


def test_what_matters_is_a_setting() -> None:
    assert workflow(matters=1.7)["oven", "shop"]["finding"] == "gap"
    assert workflow(matters=1.2)["mill", "shop"]["finding"] == "cannot tell"


def test_sentences_links_and_money() -> None:
    rows = workflow()
    assert rows["mill", "oven"]["carried"] == "flour"
    assert rows["cart", "shop"]["bridge"] == "One sells what the other brings."
    assert rows["mill", "shop"]["says"] == (
        "The catalog links Mill to Shop, yet accounts that hold the first begin the second hardly faster than others"
    )
    # Only x holds the mill and no oven; one account pays for an oven, so its list price stands.
    assert (rows["mill", "oven"]["open_accounts"], rows["mill", "oven"]["open_acv"]) == (1, 50.0)
    assert (rows["mill", "shop"]["open_accounts"], rows["mill", "shop"]["open_acv"]) == (2, None)
    assert rows["cart", "oven"]["open_acv"] == pytest.approx(50.0)
    assert rows["shop", "cart"]["open_accounts"] == 0
