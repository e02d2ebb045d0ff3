"""What the catalog says of how products work together, and of what an account itself must have for it."""

from collections.abc import Iterator

from adjoin.domain.catalog import Catalog, Prerequisite, Product

ASPECTS = ("sign_on", "shared_data", "activation", "experience")
"""What pair readiness is made of."""

SHARE = {"none": 0.0, "partial": 0.5, "full": 1.0}


def pairs(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """One row per ordered pair (product, base, the aspects, bridge): what the product says of the base, else what the
    base says of it, aspect by aspect."""
    for base in catalog.products:
        for product in catalog.products:
            if base.id == product.id:
                continue
            said = (product.works_with.get(base.id), base.works_with.get(product.id))
            told = {
                word: next((getattr(one, word) for one in said if one and getattr(one, word)), None)
                for word in (*ASPECTS, "bridge")
            }
            shares = (SHARE.get(told[aspect] or "") for aspect in ASPECTS)
            yield product.id, base.id, *shares, told["bridge"]


def aspects(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """The same, one row per ordered pair and aspect: (product, base, aspect, how far it is there, null unknown)."""
    for product, base, *shares, _ in pairs(catalog):
        for aspect, share in zip(ASPECTS, shares, strict=True):
            yield product, base, aspect, share


def prerequisites(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """One row per way to meet a prerequisite: product, name, aspect, the way, and the prerequisite as one text."""
    for product in catalog.products:
        for asked in product.prerequisites:
            need = _need(product, asked)
            for way in _ways(asked):
                yield product.id, asked.name, asked.aspect, *way, need


def _ways(prerequisite: Prerequisite) -> Iterator[tuple[object, ...]]:
    """What meets it, one a row: (product of the metric, metric, tool, category); all null where nothing can tell."""
    ways: list[tuple[object, ...]] = [(m.product, m.metric, None, None) for m in prerequisite.metrics]
    ways += [(None, None, tool.strip().lower(), None) for tool in prerequisite.tools]
    ways += [(None, None, None, category.strip().lower()) for category in prerequisite.categories]
    yield from ways or [(None, None, None, None)]


def _need(product: Product, asked: Prerequisite) -> str:
    """The same text for the same prerequisite of several products: whether it is met is asked once an account.

    One that a product names twice is one, met by the ways of both.
    """
    same = [p for p in product.prerequisites if (p.name, p.aspect) == (asked.name, asked.aspect)]
    ways = {" ".join(str(word) for word in way if word) for each in same for way in _ways(each)}
    return f"{asked.aspect}: {asked.name} ({'; '.join(sorted(ways))})"
