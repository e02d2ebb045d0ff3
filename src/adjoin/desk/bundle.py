"""One bundle: its parts, what it comes to at which discount, whom it fits, and how its demand was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.bundle_accounts import Fit, fits
from adjoin.desk.bundles import Bundle, bundle_of, products_of
from adjoin.desk.demand import Asked, Reason, asked_of, reasons
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError, nearest


@dataclass(frozen=True, slots=True)
class Part:
    """One product of a bundle. `accounts`: that lack it; `activation`: chance that such an account uses it within 90
    days, from at least `comparable` accounts that share `alike_by`; `terms`: what of its price hangs on its use."""

    product: str
    accounts: int
    list_price: float | None
    activation: float | None
    activation_low: float | None
    activation_high: float | None
    comparable: int | None
    alike_by: str | None
    terms: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """What a bundle comes to at one discount if `uplift` more buy than at list price, nobody with more than certainty.
    Money a year."""

    discount: float
    uplift: float
    adoptions: float
    cannibalised: float
    net: float


@dataclass(frozen=True, slots=True)
class OneBundle:
    """A bundle with what stands behind it. `refused`: why it may not be offered, and then there is nothing else.

    `cases`: by discount, then uplift, none where nobody knows how many will buy. `fits`: the best accounts first, at
    most fifty. `demand`: what past discounts say of each part, `reasons`: why discounts were given.
    """

    as_of: date
    bundle: Bundle | None
    name: str
    refused: str | None
    parts: tuple[Part, ...]
    cases: tuple[Case, ...]
    fits: tuple[Fit, ...]
    demand: tuple[Asked, ...]
    reasons: tuple[Reason, ...]


@on_one_publication
def bundle(desk: Desk, word: str) -> OneBundle:
    """The bundle with that id or name. ConfigurationError with the nearest one if none."""
    row = row_meant(desk, word)
    names = product_names(desk)
    if row["refused"] is not None:
        return OneBundle(desk.publication().as_of, None, row["name"], row["refused"], (), (), (), (), ())
    of_offers = desk.project.of_offers
    return OneBundle(
        as_of=desk.publication().as_of,
        bundle=bundle_of(row, names, (of_offers.least_discount, of_offers.most_discount)),
        name=row["name"],
        refused=None,
        parts=tuple(_part(part, names) for part in _about(desk, "bundle_parts", row)),
        cases=_cases(desk, row),
        fits=fits(desk, row["bundle"], names),
        demand=asked_of(desk, products_of(row), names, (0.0, *_discounts(desk, row))),
        reasons=reasons(desk),
    )


def row_meant(desk: Desk, word: str) -> dict[str, Any]:
    """The row of `bundles` called so, by id or name. ConfigurationError with the nearest one if none."""
    rows: list[dict[str, Any]] = desk.show("bundles").to_pylist()
    for row in rows:
        if word.casefold() in (row["bundle"].casefold(), row["name"].casefold()):
            return row
    known = [called for row in rows for called in (row["bundle"], row["name"])]
    if not known:
        raise ConfigurationError("No bundle could be made, see `adjoin bundles`.")
    raise ConfigurationError(f"There is no bundle '{word}'{nearest(word, known)}. See `adjoin bundles`.")


def _about(desk: Desk, table: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [found for found in desk.rows(table) if found["bundle"] == row["bundle"]]


def _part(row: Mapping[str, Any], names: Mapping[str, str]) -> Part:
    rest = {name: row[name] for name in Part.__slots__ if name != "product"}
    return Part(product=names.get(row["product_id"], row["product_id"]), **rest)


def _cases(desk: Desk, row: Mapping[str, Any]) -> tuple[Case, ...]:
    rows = sorted(
        _about(desk, "bundle_sensitivity", row), key=lambda case: (case["discount"], case["uplift"])
    )
    return tuple(Case(**{name: case[name] for name in Case.__slots__}) for case in rows)


def _discounts(desk: Desk, row: Mapping[str, Any]) -> Sequence[float]:
    """The discounts that the sensitivity tries and the bundle's own."""
    tried = {case["discount"] for case in _about(desk, "bundle_sensitivity", row)}
    return sorted(tried or {row["discount"]})
