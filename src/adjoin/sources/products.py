"""Which product a source means: by id, suite, order line or name; one distinct value at a time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from adjoin.domain.catalog import Catalog, Product, Suite
from adjoin.domain.errors import nearest


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product that a raw value stands for, and its share of the line's money.

    Where `verdict` is not `sold` there is no product; `hint` ends the sentence about an unknown one.
    """

    raw: str
    product_id: str | None
    share: float
    verdict: Literal["sold", "ignored", "unknown"]
    hint: str = ""


class ProductNames:
    """All the ways in which a catalog's products are written."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._ids = {product.id: product.id for product in catalog.products}
        folded = {product.name.casefold(): product.id for product in catalog.products}
        self._folded = folded | {product.id.casefold(): product.id for product in catalog.products}
        globs = [(sku.casefold(), product.id) for product in catalog.products for sku in product.skus]
        self._globs = sorted(globs, key=lambda pair: -len(pair[0]))
        self._suites = {name.casefold(): suite for name, suite in catalog.suites.items()}
        self._ignored = tuple(sku.casefold() for sku in catalog.ignore_skus)

    def lines(self, raw: str, splits: bool) -> list[ProductLine]:
        """What a value of a product column stands for; a suite is split only where `splits`."""
        folded = raw.casefold()
        if raw not in self._ids:
            suite = next((s for name, s in self._suites.items() if fnmatchcase(folded, name)), None)
            if suite is not None:
                return self._split(raw, suite) if splits else [ProductLine(raw, None, 1.0, "sold")]
            if any(fnmatchcase(folded, glob) for glob in self._ignored):
                return [ProductLine(raw, None, 0.0, "ignored")]
        product = self.product(raw)
        if product is None:
            return [ProductLine(raw, None, 1.0, "unknown", self._nearest(raw))]
        return [ProductLine(raw, product, 1.0, "sold")]

    def product(self, raw: str) -> str | None:
        """The id of the one product that a word names: its id, else an order line's glob, else its name."""
        folded = raw.casefold()
        if raw in self._ids:
            return raw
        by_glob = next((product for glob, product in self._globs if fnmatchcase(folded, glob)), None)
        return by_glob or self._folded.get(folded)

    def mentioned(self, raw: str) -> str:
        """A list of products in words, comma separated, each as its id where one matches."""
        words = [word.strip() for word in re.split(r"[,;|]", raw) if word.strip()]
        return ",".join(dict.fromkeys(self.product(word) or word for word in words))

    def _split(self, raw: str, suite: Suite) -> list[ProductLine]:
        products: list[Product] = [self._catalog.product(name) for name in suite.products]
        prices = [product.list_price or 0.0 for product in products]
        by_price = suite.split == "list_price" and all(prices)
        weights = prices if by_price else [1.0] * len(products)
        return [
            ProductLine(raw, product.id, weight / sum(weights), "sold")
            for product, weight in zip(products, weights, strict=True)
        ]

    def _nearest(self, raw: str) -> str:
        spellings: Iterable[str] = [p.id for p in self._catalog.products] + [
            p.name for p in self._catalog.products
        ]
        return nearest(raw, spellings)
