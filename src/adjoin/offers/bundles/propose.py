"""Proposes bundles: counts them in SQL over every account, then says each in words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from adjoin.offers.bundles.given import ground, put_given
from adjoin.offers.bundles.own import Ground, OwnBundles, why_refused
from adjoin.offers.bundles.sentences import advice, because, says, terms
from adjoin.offers.bundles.why_none import why_none
from adjoin.offers.settings import Settings
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PAIR = ("as_of", "first_product", "second_product")
TEXT, NUMBER, WHOLE, DAY = pa.string(), pa.float64(), pa.int64(), pa.date32()


def _with_bounds(name: str) -> list[tuple[str, pa.DataType]]:
    return [(name, NUMBER), (f"{name}_low", NUMBER), (f"{name}_high", NUMBER)]


BUNDLES = pa.schema(
    [("as_of", DAY), ("rank", WHOLE), ("bundle", TEXT), ("name", TEXT), ("products", TEXT), ("kind", TEXT),
     ("source", TEXT), ("list_price", NUMBER), ("price", NUMBER), ("discount", NUMBER), ("accounts", WHOLE),
     ("ready_now", WHOLE), ("best_for", WHOLE), ("worth", NUMBER), *_with_bounds("adoptions_at_list"),
     *_with_bounds("expected_adoptions"), *_with_bounds("cannibalised"), *_with_bounds("net_revenue"),
     ("adoptions_at_list_now", NUMBER), ("net_revenue_now", NUMBER), ("net_revenue_in_use", NUMBER),
     ("break_even_uplift", NUMBER), ("break_even_uplift_on_all", NUMBER), ("demand_basis", TEXT),
     ("demand_says", TEXT), ("advice", TEXT), ("shelfware_risk", NUMBER), ("riskiest_product_id", TEXT),
     ("terms", TEXT), ("because", TEXT), ("approved_by", TEXT), ("refused", TEXT), ("says", TEXT)]
)  # fmt: skip
"""The relation `bundles`: `bundle_numbers` in words. A bundle of the company's own that is refused has its discount,
why, and no numbers. `products`: JSON list of ids. `advice`: offer, try, at list price or cannot tell."""

BUNDLE_PARTS = pa.schema(
    [("as_of", DAY), ("bundle", TEXT), ("product_id", TEXT), ("accounts", WHOLE), *_with_bounds("activation"),
     ("comparable", WHOLE), ("alike_by", TEXT), ("list_price", NUMBER), ("terms", TEXT)]
)  # fmt: skip
"""The relation `bundle_parts`: `bundle_part_numbers` with what of the price should hang on use."""

BUNDLE_NOTES = pa.schema([("as_of", DAY), ("says", TEXT)])
"""The relation `bundle_notes`: why no bundle could be made, one row where that is so."""


def propose(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    own_bundles: OwnBundles,
    of_offers: Settings,
) -> Schema:
    """Build `bundles`, `bundle_parts`, `bundle_accounts`, `bundle_sensitivity`, `bundle_notes` and what they are made
    of; gives their columns.

    Reads `dates`, `scored`, `holdings`, `gates`, `size_bands`, `affinity`, the catalog, `activation_rates` and
    `price_responses`. `settings`: parameters by SQL file. ConfigurationError names a relation that is missing.
    """
    queries = dict(queries_in("adjoin.offers.bundles"))
    left = build_all(warehouse, {"bundle_products": queries.pop("bundle_products")}, schema, settings)
    on = ground(warehouse)
    refused = {bundle.id: why_refused(bundle, of_offers, on) for bundle in own_bundles.bundles}
    offered = [bundle for bundle in own_bundles.bundles if refused[bundle.id] is None]
    left |= put_given(warehouse, offered, of_offers)
    left |= build_all(warehouse, queries, {**schema, **left}, settings)
    parts = warehouse.read("bundle_part_numbers", ("as_of", "bundle", "product_id")).to_pylist()
    told = _told(warehouse, parts, own_bundles, of_offers, on)
    told += _refused(warehouse, own_bundles, refused, on)
    parts_told = [{**part, "terms": terms(part)} for part in parts]
    warehouse.put("bundles", pa.Table.from_pylist(told, schema=BUNDLES))
    warehouse.put("bundle_parts", pa.Table.from_pylist(parts_told, schema=BUNDLE_PARTS))
    warehouse.put("bundle_notes", pa.Table.from_pylist(_notes(warehouse), schema=BUNDLE_NOTES))
    kept = {"bundles": BUNDLES, "bundle_parts": BUNDLE_PARTS, "bundle_notes": BUNDLE_NOTES}
    return left | {name: tuple(schema.names) for name, schema in kept.items()}


def _notes(warehouse: Warehouse) -> list[dict[str, Any]]:
    why = why_none(warehouse)
    moments = warehouse.read("dates", ("as_of",))["as_of"].to_pylist()
    return [{"as_of": moments[-1], "says": why}] if why else []


def _told(
    warehouse: Warehouse, parts: list[dict[str, Any]], own: OwnBundles, of_offers: Settings, on: Ground
) -> list[dict[str, Any]]:
    written = {bundle.id: bundle for bundle in own.bundles}
    pairs = [row for row in warehouse.read("bundle_pairs", PAIR).to_pylist() if row["fits"]]
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in parts:
        inside[part["bundle"]].append(part)
    rows = []
    for row in warehouse.read("bundle_numbers", ("as_of", "rank")).to_pylist():
        ids = [part["product_id"] for part in inside[row["bundle"]]]
        mine = written.get(row["bundle"])
        name = mine.name if mine else _joined(ids, on)
        row |= {
            "name": name,
            "products": json.dumps(ids, ensure_ascii=False),
            "approved_by": mine.approved_by if mine else None,
        }
        row |= {"advice": advice(row) if row["accounts"] else None, "because": because(ids, on.names, pairs)}
        row["terms"] = " ".join(filter(None, map(terms, inside[row["bundle"]]))) or None
        rows.append({**row, "says": says(row, name, of_offers)})
    return rows


def _joined(products: list[str], on: Ground) -> str:
    return " + ".join(on.names[product] for product in products)


def _refused(
    warehouse: Warehouse, own: OwnBundles, refused: dict[str, str | None], on: Ground
) -> list[dict[str, Any]]:
    return [
        {
            "as_of": moment, "bundle": bundle.id, "name": bundle.name, "source": "own",
            "products": json.dumps(sorted(bundle.products), ensure_ascii=False),
            "kind": "land" if len(bundle.products) == 2 else "expand", "discount": bundle.discount,
            "approved_by": bundle.approved_by, "refused": refused[bundle.id],
            "says": f"{bundle.name} ({_joined(sorted(bundle.products), on)}) is not offered: {refused[bundle.id]}",
        }
        for moment in warehouse.read("dates", ("as_of",))["as_of"].to_pylist()
        for bundle in own.bundles
        if refused[bundle.id] is not None
    ]  # fmt: skip
