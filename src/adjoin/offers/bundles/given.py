"""What the queries of bundles are given as relations: the company's own bundles, the discounts, the uplifts."""

from __future__ import annotations

import pyarrow as pa

from adjoin.offers.bundles.own import Ground, OwnBundle
from adjoin.offers.settings import Settings
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import Warehouse

UPLIFTS = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
TEXT, NUMBER = pa.string(), pa.float64()
OWN = pa.schema([("bundle", TEXT), ("kind", TEXT), ("same_as", TEXT), ("discount", NUMBER)])
PARTS = pa.schema([("bundle", TEXT), ("product_id", TEXT)])
BAND = pa.schema([("discount", NUMBER)])
GRID = pa.schema([("discount", NUMBER), ("uplift", NUMBER)])


def put_given(warehouse: Warehouse, own: list[OwnBundle], of_offers: Settings) -> Schema:
    """Put `own_bundles`, `own_bundle_parts`, `band_discounts` and `sensitivity_grid`; gives their columns.

    `own`: those that may be offered.
    """
    tables = {
        "own_bundles": pa.Table.from_pylist([_row(bundle) for bundle in own], schema=OWN),
        "own_bundle_parts": pa.Table.from_pylist(
            [{"bundle": bundle.id, "product_id": product} for bundle in own for product in bundle.products],
            schema=PARTS,
        ),
        "band_discounts": pa.Table.from_pylist([{"discount": d} for d in band(of_offers)], schema=BAND),
        "sensitivity_grid": pa.Table.from_pylist(
            [{"discount": d, "uplift": uplift} for d in ends_and_middle(of_offers) for uplift in UPLIFTS],
            schema=GRID,
        ),
    }
    for name, table in tables.items():
        warehouse.put(name, table)
    return {name: tuple(table.column_names) for name, table in tables.items()}


def _row(bundle: OwnBundle) -> dict[str, object]:
    return {
        "bundle": bundle.id,
        "kind": "land" if len(bundle.products) == 2 else "expand",
        "same_as": bundle.same_as,
        "discount": bundle.discount,
    }


def band(of_offers: Settings) -> list[float]:
    """The discounts that are tried: both ends of the band and every whole per cent between them."""
    least, most = of_offers.least_discount, of_offers.most_discount
    whole = (percent / 100 for percent in range(100) if least < percent / 100 < most)
    return sorted({least, *whole, most})


def ends_and_middle(of_offers: Settings) -> list[float]:
    """The discounts of the sensitivity: 15, 20 and 25 % of the default band."""
    least, most = of_offers.least_discount, of_offers.most_discount
    return sorted({least, round((least + most) / 2, 6), most})


def ground(warehouse: Warehouse) -> Ground:
    """What own bundles are judged on, from the catalog and what is on sale at the moment (`bundle_products`)."""
    products = warehouse.read("catalog_products").to_pylist()
    sold = warehouse.read("catalog_sold").to_pylist()
    return Ground(
        names={row["product_id"]: row["name"] or row["product_id"] for row in products},
        on_sale=frozenset(warehouse.read("bundle_products")["product_id"].to_pylist()),
        apart=frozenset(
            frozenset((row["product_id"], row["word"])) for row in sold if row["rule"] == "excludes"
        ),
    )
