"""What a brief shows: trusted words, numbers, days and names. A customer's text counts only where it may be quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from adjoin.domain.catalog import Catalog, Product
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker.product_names import ProductNames, product_names
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.checker.words_of_text import words_of
from adjoin.drafts.customer_text import clean_name, demands, harmless_part
from adjoin.words.figures import Figure, figures_in
from adjoin.words.moments import Moment, moment_of


@dataclass(frozen=True)
class Known:
    """A brief and its catalog with what follows from them, each computed once where it is asked for."""

    brief: Brief
    catalog: Catalog

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text of the brief that may prove a word or a number."""
        return tuple(text for text in _texts(self.brief) if text)

    @cached_property
    def evidence_texts(self) -> tuple[str, ...]:
        """What the evidence says, and the customer's words that may be quoted."""
        return tuple(text for text in _evidence(self.brief) if text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the trusted texts, in small letters."""
        return frozenset(word for text in self.texts for word in words_of(text))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(" ".join(self.texts))

    @cached_property
    def products(self) -> ProductNames:
        return product_names(self.brief, self.catalog)

    @cached_property
    def rivals(self) -> tuple[str, ...]:
        """The tools that products of the catalog replace."""
        return tuple(sorted({tool for product in self.catalog.products for tool in product.replaces.tools}))

    @cached_property
    def names(self) -> re.Pattern[str] | None:
        """The names of the account, of people and of products that may be named, as they are written."""
        brief = self.brief
        base = brief.base_product.name if brief.base_product else None
        found = {brief.product.name, base, *brief.uses, clean_name(brief.account)}
        found |= {clean_name(person.name) for person in brief.people} | {
            brief.sender.name if brief.sender else None
        }
        written = sorted((re.escape(name) for name in found if name), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)") if written else None

    @cached_property
    def demands(self) -> tuple[str, ...]:
        """Sentences in customer texts that ask a machine or a writer for something."""
        said = [found.quote for found in self.brief.evidence]
        said += [
            text
            for person in self.brief.people
            for text in (person.name, person.title)
            if not clean_name(text)
        ]
        said += [self.brief.account] if not clean_name(self.brief.account) else []
        return tuple(demand for text in said if text for demand in demands(text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers shown, those of the brief's fields in full precision."""
        return tuple(figure for figures, _ in self._read for figure in figures) + tuple(_fields(self.brief))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Days shown."""
        brief = self.brief
        days = [brief.as_of, brief.renews_on, brief.reopens_on, *(found.on for found in brief.evidence)]
        return tuple(moment for _, moments in self._read for moment in moments) + tuple(
            moment_of(day) for day in days if day is not None
        )

    @cached_property
    def _read(self) -> list[tuple[tuple[Figure, ...], tuple[Moment, ...]]]:
        return [figures_in(text) for text in self.texts]


def known(brief: Brief, catalog: Catalog) -> Known:
    """What the brief shows."""
    return Known(brief, catalog)


def _evidence(brief: Brief) -> Iterator[str | None]:
    for found in brief.evidence:
        yield found.says
        yield harmless_part(found.quote)


def _texts(brief: Brief) -> Iterator[str | None]:
    yield from _evidence(brief)
    yield clean_name(brief.account)
    yield from (brief.industry, brief.segment, brief.motion, brief.implementation)
    for person in brief.people:
        yield clean_name(person.name)
        yield clean_name(person.title)
    if brief.sender:
        yield brief.sender.name
    if brief.introduction:
        yield from (brief.introduction.says, brief.introduction.asks, brief.introduction.through)
    yield from (brief.give_get.name, brief.give_get.gives, brief.give_get.gets)
    yield from (*brief.uses, *brief.outcomes, brief.held_back)
    for name, value in brief.numbers.items():
        yield f"{name}: {value}"
    for product in (brief.product, brief.base_product):
        if product:
            yield from _product(product, brief)


def _product(product: Product, brief: Brief) -> Iterator[str | None]:
    """The catalog's words about it; not the rivals it replaces: that a rival exists proves nothing here."""
    value = product.value
    yield from (product.name, value.executive, value.manager, value.practitioner, value.technical)
    yield from (*product.solves, *product.takes, *product.gives, *product.champions)
    for role in (product.buyers, product.users, product.evaluators):
        yield from (*role.titles, role.department, role.budget)
    if product.adoption:
        yield from product.adoption.key_features
    others = {brief.product.id, brief.base_product.id if brief.base_product else ""}
    yield from (pair.bridge for other, pair in product.works_with.items() if other in others)


def _fields(brief: Brief) -> Iterator[Figure]:
    for share in (
        brief.probability,
        brief.probability_low,
        brief.probability_high,
        brief.give_get.discount or None,
    ):
        if share is not None:
            yield Figure("", 0, 0, (100 * share,), "%")
            yield Figure("", 0, 0, (share,))
    prices = (
        brief.potential,
        brief.product.list_price,
        brief.base_product.list_price if brief.base_product else None,
    )
    for money in prices:
        if money is not None:
            yield Figure("", 0, 0, (money,), brief.currency.upper())
    since = [(found.on - brief.as_of).days for found in brief.evidence if found.on]
    until = [(day - brief.as_of).days for day in (brief.renews_on, brief.reopens_on) if day]
    for days in (brief.horizon_days, brief.lead_days, brief.like_median_days, *since, *until):
        if days is not None:
            yield Figure("", 0, 0, (abs(float(days)),), "days")
    if brief.like_customers is not None:
        yield Figure("", 0, 0, (float(brief.like_customers),))
