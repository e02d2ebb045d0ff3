"""A bundle in words that a vice president understands, from its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.offers.settings import Settings
from adjoin.words.count import counted
from adjoin.words.share import percent

Row = Mapping[str, Any]
OFFER, TRY, AT_LIST_PRICE, CANNOT_TELL = "offer", "try", "at list price", "cannot tell"
TIED_FROM = 0.2
"""Shelfware risk from which terms tied to use belong to the offer."""
FEWEST = 1
"""Buyers at list price below which a change of theirs cannot be told from none."""


def tied_to_use(shelfware_risk: float | None) -> bool:
    """Whether so much would lie unused that terms tied to use are part of the offer."""
    return shelfware_risk is not None and shelfware_risk >= TIED_FROM


def advice(row: Row) -> str:
    """`offer` where the estimated demand pays for the discount beyond doubt and what is used of it still does, `try`
    where it does likely, `at list price` where no discount or no uplift does, else `cannot tell`."""
    if not row["dated"] or not row["worth"] or row["adoptions_at_list"] < FEWEST:
        return CANNOT_TELL
    if _at_list(row):
        return AT_LIST_PRICE
    if row["net_revenue"] is not None:
        if row["net_revenue"] <= 0:
            return AT_LIST_PRICE
        return OFFER if row["net_revenue_low"] > 0 and _pays_in_use(row) else TRY
    return CANNOT_TELL if row["break_even_uplift"] is not None else AT_LIST_PRICE


def _pays_in_use(row: Row) -> bool:
    in_use = row["net_revenue_in_use"]
    return not tied_to_use(row["shelfware_risk"]) if in_use is None else bool(in_use > 0)


def _at_list(row: Row) -> bool:
    """No discount, or one that rounds to none."""
    return bool(round(row["discount"], 3) == 0)


def says(row: Row, name: str, of_offers: Settings) -> str:
    """Whom it is for, and what it comes to."""
    if not row["accounts"]:
        return f"Nobody in the book holds a part of {name} and can be sold the rest."
    price = "list price" if _at_list(row) else f"{percent(row['discount'])} off{_beside(row, of_offers)}"
    whom = (
        f"{name} at {price} is for {counted(row['accounts'], 'account')} with part of it; {row['ready_now']:,} can be "
        "asked now."
    )
    return " ".join(filter(None, (whom, _money(row), _unused(row))))


def _beside(row: Row, of_offers: Settings) -> str:
    if row["discount"] > of_offers.discount_cap:
        return f" (over the cap of {percent(of_offers.discount_cap)}, approved by {row['approved_by']})"
    if row["discount"] < of_offers.least_discount:
        return f" (under the band, which begins at {percent(of_offers.least_discount)})"
    return ""


def _money(row: Row) -> str:
    if not row["dated"]:
        return "Nobody knows when products were begun, so how many will buy is not known either."
    if not row["worth"]:
        return "What they lack has no price, so nothing can be said of money."
    at_list = row["adoptions_at_list"]
    if at_list < FEWEST:
        return f"At list price {_about(at_list)} of them would buy: too few buyers to tell what a discount changes."
    if _at_list(row):
        return f"Nothing is given away, and {_about(at_list)} would buy."
    return _even(row) if row["net_revenue"] is None else _estimated(row)


def _even(row: Row) -> str:
    at_list, more = row["adoptions_at_list"], row["break_even_uplift"]
    if more is None:
        return "However many more buy, the discount costs more than it brings; sell it at list price."
    return (
        f"It pays once {percent(more)} more of them buy than would at list price ({_about(at_list * (1 + more))} "
        f"instead of {_about(at_list)}{_buyers_now(row)}); past discounts cannot tell whether they do."
    )


def _buyers_now(row: Row) -> str:
    """What of the buyers at list price can be asked now."""
    if row["ready_now"] == row["accounts"]:
        return ""
    return f", {_about(row['adoptions_at_list_now'])} of them among those that can be asked now"


def _estimated(row: Row) -> str:
    between = f"{_rounded(row['net_revenue_low'])} to {_rounded(row['net_revenue_high'])}"
    if row["net_revenue"] > 0:
        doubt = (
            "" if row["net_revenue_low"] > 0 else " It may also cost money: try it with some of them first."
        )
        return (
            f"Offered to all of them, it brings {_rounded(row['net_revenue'])} a year more than list price ({between})"
            f"{_now(row)}: {_about(row['expected_adoptions'])} buy instead of {_about(row['adoptions_at_list'])}."
            f"{doubt}"
        )
    return (
        f"Even the best discount allowed comes to {_rounded(row['net_revenue'])} a year against list price "
        f"({between}); sell it at list price."
    )


def _now(row: Row) -> str:
    """What of the net can be had now, where that is not all of it."""
    if row["ready_now"] == row["accounts"]:
        return ""
    if not row["ready_now"]:
        return ", none of it now"
    return f", {_rounded(row['net_revenue_now'])} of it from the {row['ready_now']:,} that can be asked now"


def _unused(row: Row) -> str | None:
    """That a share of the price would lie unused, and what of the net is left without it."""
    if not tied_to_use(row["shelfware_risk"]):
        return None
    share = percent(row["shelfware_risk"])
    said = f"{share} of its price would lie unused, so terms tied to use are part of the offer."
    if row["net_revenue"] is None or row["net_revenue"] <= 0:
        return said
    if row["net_revenue_in_use"] is None:
        return f"{said} The net counts the full price; how much of it is used is not known of every part."
    left = _rounded(row["net_revenue_in_use"])
    return f"{said} The net counts the full price; counting only what comes into use, it is {left} a year."


def because(products: Sequence[str], names: Mapping[str, str], pairs: Sequence[Row]) -> str:
    """Why these products: the strongest lift among them, else what the catalog links. `pairs`: those that fit."""
    inside = [p for p in pairs if p["first_product"] in products and p["second_product"] in products]
    seen = [p for p in inside if p["lift"] is not None]
    if seen:
        best = max(seen, key=lambda p: (p["lift"], p["first_product"], p["second_product"]))
        held = best["lift_from"]
        follows = best["second_product"] if held == best["first_product"] else best["first_product"]
        return f"Customers with {names[held]} start {names[follows]} {best['lift']:.1f} times as often as others."
    linked = [f"{names[p['first_product']]} with {names[p['second_product']]}" for p in inside if p["linked"]]
    return (
        f"The catalog links {', '.join(linked)}." if linked else "They are offered together by the company."
    )


def terms(part: Row) -> str | None:
    """What of a part's price should hang on its use; None where it is used often enough, or nothing is known."""
    if part["tied"] is None:
        return None
    compared = f" ({part['comparable']} compared)" if part["comparable"] is not None else ""
    return (
        f"{percent(part['tied'])} of the price of {part['name']} falls due only when it is in use: "
        f"{percent(part['activation'])} of accounts like these use it within 90 days{compared}."
    )


def _about(buyers: float) -> str:
    return f"{buyers:.1f}" if buyers < 10 else f"{buyers:,.0f}"


def _rounded(money: float) -> str:
    """To three significant digits, with thousands separators."""
    shown = float(f"{money:.3g}")
    sign = "−" if shown <= -0.5 else ""
    return f"{sign}{abs(shown):,.0f}"
