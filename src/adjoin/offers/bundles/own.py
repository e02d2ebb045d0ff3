"""The company's own bundles, as written in a file of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from adjoin.domain.catalog import Text
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile, Written, no_such
from adjoin.offers.settings import Settings
from adjoin.words.share import percent

FILE = "offers/bundles.yaml"
SHARE = "must be a share of the price from 0 to less than 1, such as 0.2 for 20 % off"
SHAPES = {
    "tuple_type": "must be a list, such as [one, other]",
    "too_short": "a bundle needs at least 2 products",
    "model_type": "must have a name and products, such as {name: Start, products: [one, other]}",
    "model_attributes_type": "must have a name and products, such as {name: Start, products: [one, other]}",
    "float_type": SHARE,
    "float_parsing": SHARE,
    "less_than": SHARE,
    "greater_than_equal": SHARE,
    "string_type": "must be text; put it in quotes",
}
"""What is wrong with the shape of a file, in words, by the kind of error that pydantic tells."""


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
    written = {key: value for key, value in (file.data or {}).items() if (key, value) != ("bundles", None)}
    known = tuple(products)
    try:
        found = OwnBundles.model_validate(written)
    except ValidationError as error:
        told = [*_shapes(file, error), *_unknown_of(file, written.get("bundles"), known)]
        raise ConfigurationError(*map(_placed, told)) from None
    problems = [
        problem
        for place, bundle in enumerate(found.bundles)
        for problem in _problems(file, place, bundle, known)
    ]
    for name, times in Counter(bundle.name for bundle in found.bundles).items():
        if times > 1:
            problems.append(file.problem(("bundles",), f"the name '{name}' is there {times} times"))
    if problems:
        raise ConfigurationError(*map(_placed, problems))
    return found


def _placed(problem: str) -> str:
    """With the folder, which a reader that knows only the file's name leaves out."""
    name = PurePosixPath(FILE).name
    return f"{FILE}{problem.removeprefix(name)}" if problem.startswith(name) else problem


def _shapes(file: OwnFile, error: ValidationError) -> list[str]:
    known = (*OwnBundles.model_fields, *OwnBundle.model_fields)
    sentences = zip(error.errors(), file.problems(error, known), strict=True)
    return [
        file.problem(item["loc"], SHAPES[item["type"]]) if item["type"] in SHAPES else sentence
        for item, sentence in sentences
    ]


def _unknown_of(file: OwnFile, bundles: object, known: tuple[str, ...]) -> list[str]:
    """Of bundles as written, whatever else is wrong with them."""
    return [
        problem
        for place, bundle in enumerate(bundles if isinstance(bundles, list) else [])
        if isinstance(bundle, dict) and isinstance(bundle.get("products"), list)
        for problem in _unknown(file, place, bundle["products"], known)
    ]


def _unknown(file: OwnFile, place: int, products: Sequence[object], known: tuple[str, ...]) -> list[str]:
    where = ("bundles", place, "products")
    return [
        file.problem(where, no_such(each, known, "product")) for each in products if str(each) not in known
    ]


def _problems(file: OwnFile, place: int, bundle: OwnBundle, known: tuple[str, ...]) -> list[str]:
    where: tuple[int | str, ...] = ("bundles", place, "products")
    problems = _unknown(file, place, bundle.products, known)
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
            f"{percent(bundle.discount)} off is more than the cap of {percent(of_offers.discount_cap)}: "
            f"name who approved it under approved_by in {FILE}, or offer less."
        )
    for product in bundle.products:
        if product not in ground.on_sale:
            return f"{ground.names.get(product, product)} is not on sale: take it out, or correct its dates of sale."
    for pair in sorted(sorted(pair) for pair in ground.apart if pair <= set(bundle.products)):
        one, other = (ground.names.get(product, product) for product in pair)
        return f"{one} and {other} cannot be held beside each other: take one of them out."
    return None
