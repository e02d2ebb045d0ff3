"""The catalog as small tables, so that SQL files can join what people wrote about products."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from adjoin.domain.catalog import Catalog, Partner, Product, Role
from adjoin.facts.catalog_readiness import ASPECTS, aspects, pairs, prerequisites

TEXT, NUMBER, FLAG, DATE = pa.string(), pa.float64(), pa.bool_(), pa.date32()

SCHEMAS: dict[str, pa.Schema] = {
    "catalog_products": pa.schema(
        [("product_id", TEXT), ("name", TEXT), ("list_price", NUMBER), ("complexity", TEXT),
         ("implementation", TEXT), ("sold_from", DATE), ("sold_until", DATE)]
    ),
    "catalog_metrics": pa.schema([("metric", TEXT), ("kind", TEXT), ("resets", TEXT)]),
    "catalog_adoption": pa.schema([("product_id", TEXT), ("metric", TEXT), ("of_what", TEXT)]),
    "catalog_features": pa.schema([("product_id", TEXT), ("place", pa.int64()), ("feature", TEXT)]),
    "catalog_ceilings": pa.schema([("product_id", TEXT), ("base_product_id", TEXT), ("metric", TEXT)]),
    "catalog_workarounds": pa.schema([("product_id", TEXT), ("base_product_id", TEXT), ("metric", TEXT)]),
    "catalog_replaces": pa.schema([("product_id", TEXT), ("tool", TEXT), ("category", TEXT)]),
    "catalog_links": pa.schema(
        [("from_product", TEXT), ("to_product", TEXT), ("linked", FLAG), ("carried", TEXT), ("bridge", TEXT)]
    ),
    "catalog_pairs": pa.schema(
        [("product_id", TEXT), ("base_product_id", TEXT), *[(aspect, NUMBER) for aspect in ASPECTS],
         ("bridge", TEXT)]
    ),
    "catalog_aspects": pa.schema(
        [("product_id", TEXT), ("base_product_id", TEXT), ("aspect", TEXT), ("share", NUMBER)]
    ),
    "catalog_prerequisites": pa.schema(
        [("product_id", TEXT), ("name", TEXT), ("aspect", TEXT), ("metric_product_id", TEXT), ("metric", TEXT),
         ("tool", TEXT), ("category", TEXT), ("need", TEXT)]
    ),
    "catalog_titles": pa.schema([("product_id", TEXT), ("role", TEXT), ("title", TEXT)]),
    "catalog_departments": pa.schema([("product_id", TEXT), ("role", TEXT), ("department", TEXT)]),
    "catalog_budgets": pa.schema([("product_id", TEXT), ("budget", TEXT)]),
    "catalog_sold": pa.schema([("product_id", TEXT), ("rule", TEXT), ("word", TEXT)]),
    "catalog_partners": pa.schema([("partner_id", TEXT), ("name", TEXT), ("part", TEXT)]),
    "catalog_partner_fits": pa.schema([("partner_id", TEXT), ("rule", TEXT), ("word", TEXT)]),
}  # fmt: skip
"""Every catalog table and its columns; texts that are matched are lower case."""


def catalog_tables(catalog: Catalog) -> dict[str, pa.Table]:
    """Each table of SCHEMAS, filled from the catalog."""
    rows: dict[str, Iterable[tuple[object, ...]]] = {
        "catalog_products": (
            (p.id, p.name, p.list_price, p.complexity, p.implementation, p.sold.since, p.sold.until)
            for p in catalog.products
        ),
        "catalog_metrics": _metrics(catalog),
        "catalog_adoption": (
            (p.id, p.adoption.metric, p.adoption.of) for p in catalog.products if p.adoption
        ),
        "catalog_features": (
            (p.id, place, feature)
            for p in catalog.products
            if p.adoption
            for place, feature in enumerate(p.adoption.key_features)
        ),
        "catalog_ceilings": ((p.id, m.product, m.metric) for p in catalog.products for m in p.ceilings),
        "catalog_workarounds": ((p.id, m.product, m.metric) for p in catalog.products for m in p.workarounds),
        "catalog_replaces": (row for p in catalog.products for row in _replaces(p)),
        "catalog_links": _links(catalog),
        "catalog_pairs": pairs(catalog),
        "catalog_aspects": aspects(catalog),
        "catalog_prerequisites": prerequisites(catalog),
        "catalog_titles": (row for p in catalog.products for row in _titles(p)),
        "catalog_departments": (row for p in catalog.products for row in _departments(p)),
        "catalog_budgets": ((p.id, p.buyers.budget) for p in catalog.products if p.buyers.budget),
        "catalog_sold": (row for p in catalog.products for row in _sold(p)),
        "catalog_partners": ((p.id, p.name, p.part) for p in catalog.partners),
        "catalog_partner_fits": (row for p in catalog.partners for row in _partner_fits(p)),
    }
    return {name: _table(rows[name], schema) for name, schema in SCHEMAS.items()}


def _table(rows: Iterable[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)


def _metrics(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """What the catalog says; a metric that measures adoption counts people, so by default it is distinct."""
    adoption = {p.adoption.metric for p in catalog.products if p.adoption}
    for name, metric in catalog.metrics.items():
        yield name, metric.kind, metric.resets
    for name in sorted(adoption - catalog.metrics.keys()):
        yield name, "distinct", None


def _replaces(product: Product) -> Iterator[tuple[object, ...]]:
    for tool in product.replaces.tools:
        yield product.id, tool.strip().lower(), None
    for category in product.replaces.categories:
        yield product.id, None, category.strip().lower()


def _links(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """One row per ordered pair: a workflow link is an output of one that the other takes in."""
    for source in catalog.products:
        for target in catalog.products:
            if source.id == target.id:
                continue
            carried = sorted(set(source.gives) & set(target.takes))
            there, back = target.works_with.get(source.id), source.works_with.get(target.id)
            bridge = (there.bridge if there else None) or (back.bridge if back else None)
            yield source.id, target.id, bool(carried), ", ".join(carried) or None, bridge


def _roles(product: Product) -> dict[str, Role]:
    return {"buyer": product.buyers, "evaluator": product.evaluators, "user": product.users}


def _titles(product: Product) -> Iterator[tuple[object, ...]]:
    for role, people in _roles(product).items():
        for title in people.titles:
            yield product.id, role, title.strip().lower()


def _departments(product: Product) -> Iterator[tuple[object, ...]]:
    for role, people in _roles(product).items():
        if people.department:
            yield product.id, role, people.department.strip().lower()


def _sold(product: Product) -> Iterator[tuple[object, ...]]:
    rules = {
        "requires": product.sold.requires,
        "excludes": product.sold.excludes,
        "country": tuple(word.lower() for word in product.sold.countries),
        "segment": tuple(word.lower() for word in product.sold.segments),
    }
    for rule, words in rules.items():
        for word in words:
            yield product.id, rule, word


def _partner_fits(partner: Partner) -> Iterator[tuple[object, ...]]:
    """What a partner is limited to: products by id, industries and countries in lower case."""
    rules = {
        "product": partner.products,
        "industry": tuple(word.strip().lower() for word in partner.industries),
        "country": tuple(word.strip().lower() for word in partner.countries),
    }
    for rule, words in rules.items():
        for word in words:
            yield partner.id, rule, word
