"""Bundles: what could be offered together, what it would bring net of what is given away, and what may stay unused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.break_even import more_buyers
from adjoin.desk.bundles_sold import Sold, bundles_sold
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.offers.bundles.sentences import tied_to_use

KINDS = ("land", "expand")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One bundle, as published, with names. Money a year, shares as fractions.

    `parts`: names in the order of its products; `band_low`, `band_high`: its price between the discounts of the band;
    `buyers`: break-even in words, None where no uplift makes it pay; `riskiest`: the part least likely to be used;
    `tied`: so much would lie unused that terms tied to use are part of the offer. `…_now`: of the accounts that can be
    asked now; `net_revenue_in_use`: counting only what comes into use of what is added.
    """

    bundle: str
    name: str
    parts: tuple[str, ...]
    kind: str
    source: str
    list_price: float | None
    price: float | None
    band_low: float | None
    band_high: float | None
    discount: float
    accounts: int
    ready_now: int
    best_for: int
    worth: float | None
    adoptions_at_list: float | None
    adoptions_at_list_low: float | None
    adoptions_at_list_high: float | None
    adoptions_at_list_now: float | None
    expected_adoptions: float | None
    expected_adoptions_low: float | None
    expected_adoptions_high: float | None
    cannibalised: float | None
    cannibalised_low: float | None
    cannibalised_high: float | None
    net_revenue: float | None
    net_revenue_low: float | None
    net_revenue_high: float | None
    net_revenue_now: float | None
    net_revenue_in_use: float | None
    break_even_uplift: float | None
    break_even_uplift_on_all: float | None
    buyers: str | None
    demand_basis: str
    demand_says: str | None
    advice: str | None
    shelfware_risk: float | None
    riskiest: str | None
    tied: bool
    terms: str | None
    because: str | None
    approved_by: str | None
    says: str


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A bundle of the company's own that may not be offered, and why."""

    name: str
    parts: tuple[str, ...]
    discount: float | None
    refused: str


@dataclass(frozen=True, slots=True)
class Bundles:
    """Those that could be offered, worth most first. `there`: whether the publication says.

    `kind`, `product`: what was asked for; `products`: (id, name) of those in any bundle; `all_of`: how many there are
    whatever was asked for. `unknown_demand`: why what a discount changes cannot be told, each reason once with the
    names of the bundles. `sold`: those sold so far, examined. `least`, `most`: the band of discounts. `notes`: what the
    run says about bundles, such as why there are none.
    """

    as_of: date
    there: bool
    kind: str | None
    product: str | None
    products: tuple[tuple[str, str], ...]
    all_of: int
    bundles: tuple[Bundle, ...]
    not_offered: tuple[NotOffered, ...]
    unknown_demand: tuple[tuple[str, tuple[str, ...]], ...]
    sold: tuple[Sold, ...]
    least: float
    most: float
    notes: tuple[str, ...]


@on_one_publication
def bundles(desk: Desk, kind: str | None = None, product: str | None = None) -> Bundles:
    """All bundles, those of one kind or those with a product (id or name). ConfigurationError for an unknown kind or
    product."""
    if kind and kind not in KINDS:
        raise ConfigurationError(f"A bundle is of kind land or expand, not '{kind}'{nearest(kind, KINDS)}.")
    wanted = desk.product(product).id if product else None
    rows, names = desk.rows("bundles"), product_names(desk)
    band = (desk.project.of_offers.least_discount, desk.project.of_offers.most_discount)
    offered = [row for row in rows if row["refused"] is None]
    inside = {product for row in offered for product in products_of(row)}
    found = [row for row in offered if _asked(row, kind, wanted)]
    return Bundles(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("bundles") is not None,
        kind=kind or None,
        product=wanted,
        products=tuple((key, name) for key, name in names.items() if key in inside),
        all_of=len(offered),
        bundles=tuple(bundle_of(row, names, band) for row in sorted(found, key=lambda row: row["rank"])),
        not_offered=tuple(_not_offered(row, names) for row in rows if row["refused"] is not None),
        unknown_demand=_unknown_demand(found),
        sold=bundles_sold(desk),
        least=band[0],
        most=band[1],
        notes=notes_about(desk, "bundles"),
    )


def products_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the products in a row of `bundles`."""
    return tuple(json.loads(row["products"]))


def bundle_of(row: Mapping[str, Any], names: Mapping[str, str], band: tuple[float, float]) -> Bundle:
    """A row of `bundles` that may be offered."""
    listed, (least, most) = row["list_price"], band
    derived = {
        "parts": tuple(names.get(product, product) for product in products_of(row)),
        "band_low": None if listed is None else listed * (1 - most),
        "band_high": None if listed is None else listed * (1 - least),
        "buyers": more_buyers(row["break_even_uplift"]),
        "tied": tied_to_use(row["shelfware_risk"]),
        "riskiest": names.get(row["riskiest_product_id"], row["riskiest_product_id"]),
    }
    rest: dict[str, Any] = {name: row.get(name) for name in Bundle.__slots__ if name not in derived}
    return Bundle(**derived, **rest)


def _asked(row: Mapping[str, Any], kind: str | None, product: str | None) -> bool:
    return (not kind or row["kind"] == kind) and (not product or product in products_of(row))


def _not_offered(row: Mapping[str, Any], names: Mapping[str, str]) -> NotOffered:
    parts = tuple(names.get(product, product) for product in products_of(row))
    return NotOffered(row["name"], parts, row["discount"], row["refused"])


def _unknown_demand(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Reasons in the order of the bundles; the one that most bundles have first."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row["demand_basis"] == "not_estimated" and row["demand_says"]:
            reasons.setdefault(row["demand_says"], []).append(row["name"])
    told = sorted(reasons.items(), key=lambda told: -len(told[1]))
    return tuple((says, tuple(names)) for says, names in told)
