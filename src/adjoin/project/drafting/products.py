"""The catalog: products from a list of products, else from what is sold; every way they are written."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from adjoin.project.drafting.folder import Folder
from adjoin.project.drafting.reading import ask
from adjoin.project.drafting.recognise import Recognised
from adjoin.project.drafting.vocabulary import plain, squeezed
from adjoin.sources.template import quoted

RARE = 0.001
"""A value on a smaller share of rows is more likely a mistake than a product."""
_CODE = re.compile(r"^([A-Za-z]{2,}[A-Za-z0-9]*)[-_./][A-Za-z0-9][\w./-]*$")
SPELLED_IN = ("subscriptions", "opportunities", "usage")


@dataclass
class DraftedProduct:
    """One entry of catalog.yaml."""

    id: str
    name: str
    reason: str
    list_price: float | None = None
    skus: list[str] = field(default_factory=list)

    def means(self, word: str) -> bool:
        """Whether the load takes the word for this product."""
        names = {self.id.casefold(), self.name.casefold(), *(sku.casefold() for sku in self.skus)}
        fronts = tuple(sku[:-1].casefold() for sku in self.skus if sku.endswith("*"))
        return word.casefold() in names or (bool(fronts) and word.casefold().startswith(fronts))


@dataclass(frozen=True)
class DraftedCatalog:
    """The products, and what is said of words that are none."""

    products: list[DraftedProduct]
    source: str
    left_out: tuple[str, ...]


def draft_catalog(folder: Folder, found: dict[str, Recognised]) -> DraftedCatalog:
    """Products of the list if there is one, then what subscriptions and deals name beside it."""
    products = _listed(folder, found["products"]) if "products" in found else []
    source = f"the list {found['products'].file.name}" if products else ""
    left_out: list[str] = []
    for table in SPELLED_IN:
        sold = _words(found.get(table))
        fresh = not products
        total = sum(sold.values())
        unknown: Counter[str] = Counter()
        for word, rows in sold.items():
            if not _alias(products, word, found[table].file.name):
                unknown[word] = rows
        if not fresh and table != "subscriptions":
            left_out += [
                f"'{word}': {rows} of {total} rows of {found[table].file.name}"
                for word, rows in unknown.items()
            ]
            continue
        kept = {word: rows for word, rows in unknown.items() if rows >= RARE * total}
        left_out += [
            f"'{word}': {unknown[word]} of {total} rows of {found[table].file.name}"
            for word in unknown
            if word not in kept
        ]
        products += _from_words(kept, f"in {found[table].file.name}") if kept else []
        source = source or (f"what {found[table].file.name} names" if kept else "")
    return DraftedCatalog(_with_unique_ids(products), source, tuple(left_out))


def _words(found: Recognised | None) -> Counter[str]:
    if found is None or "product_id" not in found.columns:
        return Counter()
    return Counter(dict(found.file.columns[found.columns["product_id"].source].values))


def _listed(folder: Folder, found: Recognised) -> list[DraftedProduct]:
    columns = ", ".join(
        f"adjoin_text({quoted(found.columns[name].source)})" if name in found.columns else "NULL"
        for name in ("id", "name", "sku", "list_price")
    )
    price = found.columns.get("list_price")
    commas = price is not None and found.file.columns[price.source].has_decimal_commas
    products = []
    for key, name, sku, money in ask(
        folder.connection, "product_rows", columns=columns, relation=found.file.relation
    ):
        title = name or key or sku
        product = DraftedProduct(_slug(key or title), title, f"a row of {found.file.name}")
        product.list_price = _amount(money, commas)
        product.skus = [word for word in dict.fromkeys((key, sku)) if word and not product.means(word)]
        products.append(product)
    return products


def _amount(written: str | None, commas: bool) -> float | None:
    if written is None:
        return None
    plain_number = written.replace(".", "").replace(",", ".") if commas else written.replace(",", "")
    try:
        value = float(plain_number)
    except ValueError:
        return None
    return value if value >= 0 else None


def _alias(products: Iterable[DraftedProduct], word: str, where: str) -> bool:
    """Whether the word is a product; a spelling that differs by spaces and signs only is added to it."""
    for product in products:
        if product.means(word):
            return True
    for product in products:
        if squeezed(word) in {squeezed(product.name), squeezed(product.id)}:
            product.skus.append(word)
            product.reason += f"; written '{word}' in {where}"
            return True
    return False


def _from_words(words: dict[str, int], where: str) -> list[DraftedProduct]:
    fronts = Counter(match[1] for word in words if (match := _CODE.match(word)))
    coded = sum(fronts.values()) == len(words) and max(fronts.values(), default=0) > 1
    if coded:
        return [
            DraftedProduct(
                _slug(front), front, f"{n} codes {where} begin so; write its name", skus=[f"{front}-*"]
            )
            for front, n in fronts.items()
        ]
    return [DraftedProduct(_slug(word), word, f"on {rows} rows {where}") for word, rows in words.items()]


def _slug(name: str) -> str:
    """An id as people would write it: `Argo CD` is argo-cd, `CloudNativePG` cloudnativepg."""
    return plain(name.lower()).replace("_", "-")


def _with_unique_ids(products: list[DraftedProduct]) -> list[DraftedProduct]:
    taken: set[str] = set()
    for product in products:
        base, place = product.id or "product", 2
        product.id = base
        while product.id in taken:
            product.id, place = f"{base}-{place}", place + 1
        taken.add(product.id)
    return products
