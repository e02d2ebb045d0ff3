"""When past deals say nothing about the price: too few, too alike, or discounted because they were reluctant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.statistics.price_balance import balance
from adjoin.statistics.price_deals import PriceDeals


@dataclass(frozen=True)
class Guards:
    """The least that is asked of past deals.

    `deals`, `won`, `lost`, `customers`: numbers of them. `spread`: standard deviation of the discounts inside strata,
    as a share of the price. `values`: different discounts. `near_list`: some deals had no more than this off, or the
    take rate at list would be guessed. `chance`: how often a test may refuse arbitrary discounts by bad luck.
    """

    deals: int = 200
    won: int = 30
    lost: int = 30
    customers: int = 50
    spread: float = 0.03
    values: int = 3
    near_list: float = 0.10
    near_list_share: float = 0.05
    chance: float = 0.01


@dataclass(frozen=True)
class Refused:
    """No estimate: `why` is one sentence. `reluctance`: discounts look as if the reluctant got them, which more
    deals of the same kind do not heal."""

    why: str
    reluctance: bool = False


def too_little(deals: PriceDeals, guards: Guards) -> Refused | None:
    """Why so few deals cannot speak about the price; None when there are enough."""
    n, won = len(deals.won), int(deals.won.sum())
    if n < guards.deals:
        return Refused(
            f"Only {n} closed deals had a discount for an arbitrary reason; {guards.deals} are needed to tell what a "
            "discount changes."
        )
    if won < guards.won or n - won < guards.lost:
        return Refused(
            f"Of {n} such deals {won} were won and {n - won} lost; at least {guards.won} won and {guards.lost} lost "
            "are needed."
        )
    customers = int(deals.group_codes.max()) + 1
    if customers < guards.customers:
        return Refused(
            f"These {n} deals come from only {customers} customers; at least {guards.customers} are needed."
        )
    return None


def too_alike(deals: PriceDeals, guards: Guards) -> Refused | None:
    """Why discounts that hardly vary cannot speak about the price; None when they vary."""
    values = len(np.unique(np.round(deals.discount, 3)))
    spread = _spread_inside(deals)
    if values < guards.values or spread < guards.spread:
        return Refused(
            f"Discounts hardly vary among deals of one product and reason ({values} different, spread "
            f"{100 * spread:.1f} points; at least {guards.values} and {100 * guards.spread:.0f} are needed), so "
            "nothing can be compared."
        )
    if float(np.mean(deals.discount <= guards.near_list)) < guards.near_list_share:
        return Refused(
            f"Hardly any of these deals was sold near list price (at most {100 * guards.near_list:.0f} % off), so "
            "what would have sold at list is unknown; record the reason on deals that were left at list, too."
        )
    return None


def foretold(deals: PriceDeals, guards: Guards) -> Refused | None:
    """Why discounts that could be foretold were not arbitrary; None when nothing known before foretells them."""
    found = balance(deals)
    if found.chance >= guards.chance:
        return None
    return Refused(
        f"These discounts were not arbitrary whatever their reason says: they go with {found.strongest}, known before "
        f"the deal ({_told(found.chance)}), so no best discount can be named.",
        reluctance=True,
    )


def sells_less(slope: float, deviation: float) -> Refused | None:
    """Why a slope that falls is no demand; None when it rises."""
    if slope > 0:
        return None
    sure = "clearly" if slope < -2.33 * deviation else "if anything"
    return Refused(
        f"Larger discounts {sure} sold less often in these deals, which a price cannot do: they look as if the "
        "reluctant were given them, so no best discount can be named.",
        reluctance=True,
    )


def _told(chance: float) -> str:
    return "under 1 in 1,000 by chance" if chance < 0.001 else f"{1000 * chance:.0f} in 1,000 by chance"


def _spread_inside(deals: PriceDeals) -> float:
    codes = np.unique(deals.strata, return_inverse=True)[1]
    means = np.bincount(codes, deals.discount) / np.bincount(codes)
    return float(np.sqrt(np.mean((deals.discount - means[codes]) ** 2)))
