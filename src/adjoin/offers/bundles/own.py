"""The company's own bundles, as written in a file of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from adjoin.domain.catalog import Text
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile, Written, no_such
from adjoin.offers.settings import Settings

FILE = "offers/bundles.yaml"


def _said(words: str) -> str:
    if not words.strip():
        raise ValueError("write a name, or leave the line out")
    return words.strip()


Said = Annotated[Text, AfterValidator(_said)]
"""Words that say something: blanks alone are none."""


class OwnBundle(Written):
    """One bundle as written. `discount`: share off the price; without one it is priced as a proposed bundle is.

    `approved_by`: who agreed to a discount over the cap.
    """

    name: Said
    products: tuple[Text, ...] = Field(min_length=2)
    discount: float | None = Field(default=None, ge=0, lt=1)
    approved_by: Said | None = None

    @property
    def id(self) -> str:
        """As relations call it; no proposed bundle is called so."""
        return f"own:{self.name}"

    @property
    def same_as(self) -> str:
        """What a proposed bundle of these products is called."""
        return "+".join(sorted(self.products))


class OwnBundles(Written):
    """All of them, in the order of the file."""

    bundles: tuple[OwnBundle, ...] = ()


NONE = OwnBundles()


@dataclass(frozen=True, slots=True)
class Ground:
    """What an own bundle is judged on: names by product, those on sale, and pairs that cannot be held together."""

    names: dict[str, str]
    on_sale: frozenset[str]
    apart: frozenset[frozenset[str]]


def own_bundles_from(file: OwnFile, products: Sequence[str]) -> OwnBundles:
    """Those of a file; `products`: the ids of the catalog. ConfigurationError lists every problem at once."""
    try:
        found = OwnBundles.model_validate(file.data)
    except ValidationError as error:
        known = (*OwnBundles.model_fields, *OwnBundle.model_fields)
        raise ConfigurationError(*file.problems(error, known)) from None
    problems = [
        problem
        for place, bundle in enumerate(found.bundles)
        for problem in _problems(file, place, bundle, tuple(products))
    ]
    for name, times in Counter(bundle.name for bundle in found.bundles).items():
        if times > 1:
            problems.append(file.problem(("bundles",), f"the name '{name}' is there {times} times"))
    if problems:
        raise ConfigurationError(*problems)
    return found


def _problems(file: OwnFile, place: int, bundle: OwnBundle, known: tuple[str, ...]) -> list[str]:
    where: tuple[int | str, ...] = ("bundles", place, "products")
    problems = [
        file.problem(where, no_such(product, known, "product"))
        for product in bundle.products
        if product not in known
    ]
    for product, times in Counter(bundle.products).items():
        if times > 1:
            problems.append(
                file.problem(where, f"'{product}' is there {times} times; name each product once")
            )
    return problems


def why_refused(bundle: OwnBundle, of_offers: Settings, ground: Ground) -> str | None:
    """Why it may not be offered, as a sentence that says what to do; None if it may."""
    if (bundle.discount or 0) > of_offers.discount_cap and not bundle.approved_by:
        return (
            f"{bundle.discount:.0%} off is more than the cap of {of_offers.discount_cap:.0%}: "
            f"name who approved it under approved_by in {FILE}, or offer less."
        )
    for product in bundle.products:
        if product not in ground.on_sale:
            return f"{ground.names.get(product, product)} is not on sale: take it out, or correct its dates of sale."
    for pair in sorted(sorted(pair) for pair in ground.apart if pair <= set(bundle.products)):
        one, other = (ground.names.get(product, product) for product in pair)
        return f"{one} and {other} cannot be held beside each other: take one of them out."
    return None
