"""The relations that bundles are made of, told by hand or drawn, and what is built from them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb
import numpy as np
import psycopg
import pyarrow as pa

from adjoin.offers.bundles.own import NONE, OwnBundles
from adjoin.offers.bundles.propose import propose
from adjoin.offers.settings import Settings
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse

AS_OF = date(2026, 3, 2)
TEXT, NUMBER, WHOLE, FLAG, DAY = pa.string(), pa.float64(), pa.int64(), pa.bool_(), pa.date32()
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

SCHEMAS = {
    "dates": [("as_of", DAY)],
    "catalog_products": [("product_id", TEXT), ("name", TEXT), ("list_price", NUMBER), ("sold_from", DAY),
                         ("sold_until", DAY)],
    "catalog_links": [("from_product", TEXT), ("to_product", TEXT), ("linked", FLAG), ("bridge", TEXT)],
    "catalog_sold": [("product_id", TEXT), ("rule", TEXT), ("word", TEXT)],
    "affinity": [("from_product", TEXT), ("to_product", TEXT), ("horizon_days", WHOLE), ("lift", NUMBER),
                 ("lift_low", NUMBER), ("lift_high", NUMBER), ("enough", FLAG)],
    "holdings": [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("acv", NUMBER)],
    "scored": [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("base_product_id", TEXT),
               ("probability", NUMBER), ("probability_low", NUMBER), ("probability_high", NUMBER),
               ("horizon_days", WHOLE), ("expected_acv", NUMBER)],
    "gates": [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("base_product_id", TEXT), ("gate", TEXT),
              ("reason_code", TEXT), ("counts_as", TEXT)],
    "size_bands": [("as_of", DAY), ("account_id", TEXT), ("segment", TEXT), ("size", TEXT)],
    "activation_rates": [("as_of", DAY), ("product_id", TEXT), ("segment", TEXT), ("size", TEXT),
                         ("probability", NUMBER), ("probability_low", NUMBER), ("probability_high", NUMBER),
                         ("comparable", WHOLE), ("alike_by", TEXT)],
    "price_responses": [("as_of", DAY), ("product_id", TEXT), ("slope", NUMBER), ("slope_low", NUMBER),
                        ("slope_high", NUMBER), ("estimated", FLAG), ("says", TEXT)],
}  # fmt: skip
"""What `propose` reads, by relation: the columns it needs of each."""


LEFT = ("bundles", "bundle_parts", "bundle_accounts", "bundle_sensitivity", "bundle_notes")


def empty() -> Tables:
    """No row of anything but the moment."""
    return {name: [] for name in SCHEMAS} | {"dates": [{"as_of": AS_OF}]}


def built(
    tables: Mapping[str, Rows | pa.Table],
    own: OwnBundles = NONE,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
    of_offers: Settings | None = None,
) -> Tables:
    """What `propose` leaves, its rows by key."""
    with duckdb.connect() as connection:
        return _left(DuckWarehouse(connection), tables, own, settings or {}, of_offers or Settings())


def built_on_postgres(url: str, tables: Tables) -> Tables:
    """The same on a server."""
    with psycopg.connect(url, autocommit=True) as connection:
        return _left(PostgresWarehouse(connection), tables, NONE, {}, Settings())


def _left(
    warehouse: Warehouse,
    tables: Mapping[str, Rows | pa.Table],
    own: OwnBundles,
    settings: Mapping[str, Mapping[str, Value]],
    of_offers: Settings,
) -> Tables:
    put(warehouse, tables)
    left = propose(warehouse, columns(), settings, own, of_offers)
    found = {name: warehouse.read(name) for name in LEFT}
    assert all(list(left[name]) == table.column_names or not table.num_rows for name, table in found.items())
    return {name: sorted(table.to_pylist(), key=_key) for name, table in found.items()}


def put(warehouse: Warehouse, tables: Mapping[str, Rows | pa.Table]) -> None:
    for name, rows in tables.items():
        table = (
            rows
            if isinstance(rows, pa.Table)
            else pa.Table.from_pylist(rows, schema=pa.schema(SCHEMAS[name]))
        )
        warehouse.put(name, table)


def columns() -> dict[str, tuple[str, ...]]:
    return {name: tuple(column for column, _ in kept) for name, kept in SCHEMAS.items()}


def _key(row: dict[str, Any]) -> list[str]:
    return [str(row.get(name)) for name in ("bundle", "account_id", "product_id", "discount", "uplift")]


def drawn(rng: np.random.Generator, accounts: int, products: int, *, demand: bool = True) -> Tables:
    """A small world in which everything that may be missing sometimes is."""
    ids = [f"p{i:02d}" for i in range(products)]
    book = [f"a{i:03d}" for i in range(accounts)]
    tables = empty()
    for place, product in enumerate(ids):
        tables["catalog_products"].append(
            {"product_id": product, "name": f"Product {place}",
             "list_price": None if rng.random() < 0.2 else float(rng.integers(1, 90)) * 100,
             "sold_until": date(2026, 1, 1) if rng.random() < 0.1 else None,
             "sold_from": date(2026, 9, 1) if rng.random() < 0.05 else None}
        )  # fmt: skip
        if demand and rng.random() < 0.8:
            slope = float(rng.normal(4, 3))
            tables["price_responses"].append(
                {"as_of": AS_OF, "product_id": product, "slope": slope, "slope_low": slope - 2, "slope_high": slope + 2,
                 "estimated": bool(rng.random() < 0.9), "says": f"of {product}."}
            )  # fmt: skip
        for other in ids:
            if other == product:
                continue
            low, high = sorted(rng.uniform(0.5, 2.0, 2).tolist())
            tables["affinity"] += [
                {"from_product": product, "to_product": other, "horizon_days": days, "lift": (low + high) / 2,
                 "lift_low": low, "lift_high": high, "enough": bool(rng.random() < 0.7)}
                for days in (90, 180)
            ]  # fmt: skip
            tables["catalog_links"].append(
                {"from_product": product, "to_product": other, "linked": bool(rng.random() < 0.15),
                 "bridge": "so" if rng.random() < 0.05 else None}
            )  # fmt: skip
            for rule in ("requires", "excludes"):
                if rng.random() < 0.07:
                    tables["catalog_sold"].append({"product_id": product, "rule": rule, "word": other})
    for account in book:
        _account(rng, tables, account, ids)
    for product in ids:
        for segment in ("small", "large", "?"):
            chance = float(rng.uniform(0.1, 1))
            tables["activation_rates"].append(
                {"as_of": AS_OF, "product_id": product, "segment": segment, "size": None, "probability": chance,
                 "probability_low": chance / 2, "probability_high": min(1.0, chance * 1.2),
                 "comparable": int(rng.integers(3, 50)), "alike_by": "segment"}
            )  # fmt: skip
    return tables


def _account(rng: np.random.Generator, tables: Tables, account: str, ids: list[str]) -> None:
    key = {"as_of": AS_OF, "account_id": account}
    held = [product for product in ids if rng.random() < 0.35] or [ids[0]]
    tables["size_bands"].append({**key, "segment": str(rng.choice(["small", "large", "?"])), "size": None})
    if rng.random() < 0.3:
        tables["gates"].append({**key, "gate": "renewal", "reason_code": "soon", "counts_as": "block"})
    if rng.random() < 0.2:
        tables["gates"].append(
            {
                **key,
                "base_product_id": held[0],
                "gate": "adoption",
                "reason_code": "low",
                "counts_as": "block",
            }
        )
    for product in held:
        acv = None if rng.random() < 0.2 else float(rng.integers(1, 90)) * 100
        tables["holdings"].append({**key, "product_id": product, "acv": acv})
    for product in sorted(set(ids) - set(held)):
        _cell(rng, tables, {**key, "product_id": product}, str(rng.choice(held)), held)


def _cell(rng: np.random.Generator, tables: Tables, cell: dict[str, Any], base: str, held: list[str]) -> None:
    chance = float(rng.choice([0.0, 1.0, *rng.uniform(0, 1, 20)]))
    tables["scored"].append(
        {**cell, "base_product_id": base, "probability": None if rng.random() < 0.03 else chance,
         "probability_low": chance * 0.5, "probability_high": min(1.0, chance * 1.5), "horizon_days": 90,
         "expected_acv": None if rng.random() < 0.05 else float(rng.integers(1, 90)) * 100}
    )  # fmt: skip
    needed = {
        r["word"]
        for r in tables["catalog_sold"]
        if (r["product_id"], r["rule"]) == (cell["product_id"], "requires")
    }
    tables["gates"] += [
        {**cell, "gate": "eligibility", "reason_code": "prerequisite_missing", "counts_as": "block"}
        for _ in sorted(needed - set(held))
    ]
    for chance, gate, code, of_base, counts in (
        (0.05, "eligibility", "opportunity_open", None, "block"),
        (0.05, "competitor_bought", "rival_bought", None, "block"),
        (0.05, "adjacency", "follows_less_than_chance", base, "block"),
        (0.1, "adjacency", "thin_evidence", base, "warn"),
        (0.05, "objectives", "no_need", None, "block"),
    ):
        if rng.random() < chance:
            tables["gates"].append(
                {**cell, "base_product_id": of_base, "gate": gate, "reason_code": code, "counts_as": counts}
            )


def large(
    rng: np.random.Generator, accounts: int, products: int, *, held: float = 4.0
) -> dict[str, Rows | pa.Table]:
    """A book of that size: popular and rare products, about `held` each."""
    ids = np.array([f"product-{i:02d}" for i in range(products)])
    book = np.array([f"account-{i:06d}" for i in range(accounts)])
    popular = 1 / (1 + np.arange(products)) ** 0.7
    has = rng.random((accounts, products)) < np.minimum(popular * held / popular.sum(), 0.9)
    has[:, 0] |= ~has.any(axis=1)
    who, what = np.nonzero(has)
    tables: dict[str, Rows | pa.Table] = dict(drawn(rng, 0, products, demand=False))
    tables["catalog_products"] = [
        {"product_id": p, "name": p.title(), "list_price": 1000.0} for p in ids.tolist()
    ]
    for name, ends in (("affinity", ("from_product", "to_product")), ("catalog_links", ("from_product", "to_product")),
                       ("catalog_sold", ("product_id", "word")), ("activation_rates", ("product_id",))):  # fmt: skip
        rows: Any = tables[name]
        tables[name] = [{**row, **{end: f"product-{row[end][1:]}" for end in ends}} for row in rows]
    tables["price_responses"] = [
        {"as_of": AS_OF, "product_id": p, "slope": 5.0, "slope_low": 4.0, "slope_high": 6.0, "estimated": True}
        for p in ids.tolist()
    ]  # fmt: skip
    tables["holdings"] = _columns(
        {"account_id": book[who], "product_id": ids[what], "acv": rng.uniform(500, 2000, len(who))}
    )
    who, what = np.nonzero(~has)
    base = has.argmax(axis=1)
    chance = np.round(rng.beta(1, 20, len(who)), 9)
    tables["scored"] = _columns(
        {"account_id": book[who], "product_id": ids[what], "base_product_id": ids[base[who]], "probability": chance,
         "probability_low": chance / 2, "probability_high": np.minimum(chance * 2, 1),
         "horizon_days": np.full(len(who), 90), "expected_acv": np.round(rng.uniform(500, 2000, len(who)), 2)}
    )  # fmt: skip
    tables["size_bands"] = _columns(
        {
            "account_id": book,
            "segment": rng.choice(["small", "large"], accounts),
            "size": np.full(accounts, "?"),
        }
    )
    tables["gates"] = _gates(rng, book, ids, who, what, base)
    return tables


def _gates(rng: np.random.Generator, book: Any, ids: Any, who: Any, what: Any, base: Any) -> pa.Table:
    early = rng.random(len(book)) < 0.3
    wrong = rng.random(len(who)) < 0.1
    thin = rng.random(len(who)) < 0.5
    parts = [
        _columns({"account_id": book[early], "gate": np.full(early.sum(), "renewal")}),
        _columns({"account_id": book[who[wrong]], "product_id": ids[what[wrong]],
                  "gate": np.full(wrong.sum(), "eligibility")}),
        _columns({"account_id": book[who[thin]], "product_id": ids[what[thin]],
                  "base_product_id": ids[base[who[thin]]], "gate": np.full(thin.sum(), "adjacency")}),
    ]  # fmt: skip
    counted = [
        part.append_column("counts_as", pa.array([word] * part.num_rows, TEXT)).append_column(
            "reason_code", pa.array(["x"] * part.num_rows, TEXT)
        )
        for part, word in zip(parts, ("block", "block", "warn"), strict=True)
    ]
    schema = pa.schema(SCHEMAS["gates"])
    return pa.concat_tables(counted, promote_options="default").select(schema.names).cast(schema)


def _columns(found: dict[str, Any]) -> pa.Table:
    table = pa.table({name: pa.array(values) for name, values in found.items()})
    return table.add_column(0, "as_of", pa.array([AS_OF] * table.num_rows, DAY))
