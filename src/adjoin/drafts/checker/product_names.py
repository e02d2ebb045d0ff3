"""How the products of a catalog may be called in a text, and which of them a draft may name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from adjoin.domain.catalog import Catalog, Product
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker.words_of_text import words_of

_GENERIC = frozenset(
    [
        "cloud",
        "suite",
        "pro",
        "plus",
        "enterprise",
        "platform",
        "system",
        "software",
        "service",
        "services",
        "manager",
        "hub",
        "studio",
    ]
)


@dataclass(frozen=True)
class Called:
    """A product and its names: `full` in any case, `short` (the words of its own) only with a capital."""

    product: Product
    full: re.Pattern[str]
    short: re.Pattern[str] | None
    first: re.Pattern[str] | None

    def find(self, text: str) -> re.Match[str] | None:
        """Where the text names it first. An ordinary word, such as `desk`, counts only as a name is written."""
        found = [match for match in (self.full.search(text), self.short and self.short.search(text)) if match]
        return min(found, key=lambda match: match.start()) if found else None

    def begins(self, text: str) -> re.Match[str] | None:
        """Whether the text begins with a word of its own; at the beginning an ordinary word cannot be told apart."""
        return self.first.match(text) if self.first else None


@dataclass(frozen=True)
class ProductNames:
    """The product recommended, and those that the account does not hold."""

    own: Called
    others: tuple[Called, ...]


def product_names(brief: Brief, catalog: Catalog) -> ProductNames:
    """Held are the base product and what the account uses, by name or id."""
    held = {name.casefold() for name in brief.uses}
    base = brief.base_product
    others: list[Product] = []
    allowed = [brief.product, *([base] if base else [])]
    for product in catalog.products:
        is_held = {product.id.casefold(), product.name.casefold()} & held or (base and product.id == base.id)
        if is_held:
            allowed.append(product)
        elif product.id != brief.product.id:
            others.append(product)
    shared = {word for product in allowed for word in words_of(product.name)}
    shared.update(words_of(brief.account), _GENERIC)
    shared.update(
        word for person in brief.people for word in words_of(f"{person.name or ''} {person.title or ''}")
    )
    if brief.introduction:
        # The titles of people on the way to the buyer: a Head of Billing is no product.
        shared.update(words_of(f"{brief.introduction.says} {brief.introduction.asks or ''}"))
    apart = {
        word
        for product in (*others, *allowed[1:])
        if product.id != brief.product.id
        for word in words_of(product.name)
    }
    common = _common(tuple(product.name for product in catalog.products))
    return ProductNames(
        _called(brief.product, apart | _GENERIC | set(words_of(brief.account))),
        tuple(_called(product, shared | common) for product in others),
    )


@lru_cache(maxsize=16)
def _common(names: tuple[str, ...]) -> frozenset[str]:
    """Words in more than one product's name: the company's own."""
    seen: dict[str, int] = {}
    for name in names:
        for word in set(words_of(name)):
            seen[word] = seen.get(word, 0) + 1
    return frozenset(word for word, times in seen.items() if times > 1)


def _called(product: Product, shared: set[str]) -> Called:
    own = frozenset(word for word in words_of(product.name) if word in shared)
    return Called(product, *_patterns(product.name.strip(), product.id, own))


@lru_cache(maxsize=1024)
def _patterns(
    name: str, product_id: str, shared: frozenset[str]
) -> tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]:
    """Of the full name, of the words that are no other's, and of them at the beginning of a text."""
    words = name.split()
    single = len(words) == 1
    names = [rf"(?-i:{re.escape(name)})" if single else re.escape(name).replace(r"\ ", r"[\s_-]*")]
    if re.search(r"[\d_-]", product_id):
        names.append(re.escape(product_id))
    own = [
        word for word in words if len(word) > 2 and word[0].isupper() and not set(words_of(word)) <= shared
    ]
    short = "|".join(re.escape(word) for word in own)
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<=[\w,;:)][ \"'“(])(?<![.!?:] )(?:{short})(?![\w])") if short else None,
        re.compile(rf"[\"'“(]?(?:{short})(?!\w)") if short else None,
    )
