"""A bundle in words that a vice president understands, from its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.offers.settings import Settings
from adjoin.words.count import counted

Row = Mapping[str, Any]
OFFER, TRY, AT_LIST_PRICE, CANNOT_TELL = "offer", "try", "at list price", "cannot tell"


def advice(row: Row) -> str:
    """`offer` where the estimated demand pays for the discount beyond doubt, `try` where it does likely, `at list price`
    where no discount or no uplift does, else `cannot tell`."""
    if row["net_revenue"] is not None:
        if row["net_revenue"] <= 0:
            return AT_LIST_PRICE
        return OFFER if row["net_revenue_low"] > 0 else TRY
    pays = row["break_even_uplift"] is not None or not row["worth"] or not row["dated"]
    return CANNOT_TELL if pays else AT_LIST_PRICE


def says(row: Row, name: str, of_offers: Settings) -> str:
    """Whom it is for, and what it comes to."""
    if not row["accounts"]:
        return f"Nobody in the book holds a part of {name} and can be sold the rest."
    whom = (
        f"{name} at {row['discount']:.0%} off{_beside(row, of_offers)} is for "
        f"{counted(row['accounts'], 'account')} with part of it; {row['ready_now']:,} can be asked now."
    )
    return f"{whom} {_money(row)}"


def _beside(row: Row, of_offers: Settings) -> str:
    if row["discount"] > of_offers.discount_cap:
        return f" (over the cap of {of_offers.discount_cap:.0%}, approved by {row['approved_by']})"
    if row["discount"] < of_offers.least_discount:
        return f" (under the band, which begins at {of_offers.least_discount:.0%})"
    return ""


def _money(row: Row) -> str:
    if not row["dated"]:
        return "Nobody knows when products were begun, so how many will buy is not known either."
    if not row["worth"]:
        return "What they lack has no price, so nothing can be said of money."
    if row["net_revenue"] is not None:
        return _estimated(row)
    if row["break_even_uplift"] is None:
        return "However many more buy, the discount costs more than it brings; sell it at list price."
    at_list, more = row["adoptions_at_list"], row["break_even_uplift"]
    return (
        f"It pays once {more:.0%} more of them buy than would at list price ({_about(at_list * (1 + more))} instead of "
        f"{_about(at_list)}); past discounts cannot tell whether they do."
    )


def _estimated(row: Row) -> str:
    between = f"{_whole(row['net_revenue_low'])} to {_whole(row['net_revenue_high'])}"
    if row["net_revenue"] > 0:
        doubt = (
            "" if row["net_revenue_low"] > 0 else " It may also cost money: try it with some of them first."
        )
        return (
            f"Offered to all of them, it brings {_whole(row['net_revenue'])} a year more than list price ({between}): "
            f"{_about(row['expected_adoptions'])} buy instead of {_about(row['adoptions_at_list'])}.{doubt}"
        )
    return (
        f"Even the best discount allowed comes to {_whole(row['net_revenue'])} a year against list price "
        f"({between}); sell it at list price."
    )


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
        f"{part['tied']:.0%} of the price of {part['name']} falls due only when it is in use: "
        f"{part['activation']:.0%} of accounts like these use it within 90 days{compared}."
    )


def _about(buyers: float) -> str:
    return f"{buyers:.1f}" if buyers < 10 else f"{buyers:,.0f}"


def _whole(money: float) -> str:
    return f"{money:,.0f}"
