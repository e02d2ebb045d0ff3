"""Opportunities as owners log them: land deals, approaches that led somewhere or did not, inbound."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import Ints, Words, as_dates, pick
from adjoin.demo.book import Book
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import PRODUCTS, REPLACED
from adjoin.demo.tables.companies import Staff
from adjoin.demo.tables.prices import Asked, discounts_and_reasons

_FAR = 10**6
_LOST = ("no budget", "no need", "timing", "competitor", "price")


@dataclass(frozen=True, slots=True)
class _Deals:
    account: Ints
    product: Ints
    created: Ints
    closed: Ints
    won: Ints
    sort: Words


def opportunities_table(
    rng: np.random.Generator, prices: np.random.Generator, book: Book, history: History, staff: Staff
) -> pa.Table:
    """`deals.csv`: won deals close on the day the product starts, lost ones one to three months on.

    `prices`: a stream of its own for what is on record about discounts.
    """
    groups = (_won(rng, history), _unsuccessful(rng, history))
    account, product, created, closed, won = (
        np.concatenate([getattr(group, name) for group in groups])
        for name in ("account", "product", "created", "closed", "won")
    )
    sort = np.concatenate([group.sort for group in groups])
    order = np.lexsort((product, account, created))
    account, product, created, closed, won, sort = (
        x[order] for x in (account, product, created, closed, won, sort)
    )
    size, over = len(account), closed <= history.as_of
    lost = over & (won == 0)
    reason = np.where(lost, pick(rng, _LOST, size), "")
    rivals = np.array([REPLACED[one][1] for one in PRODUCTS])[product, rng.integers(0, 3, size)]
    usual = np.where(rng.random(size) < 0.4, np.round(rng.uniform(0.05, 0.25, size), 2), 0.0)
    discount, why = discounts_and_reasons(
        prices, Asked(product, created, won == 1, sort == "approached", sort == "land", usual)
    )
    stage = np.where(
        over, np.where(won == 1, "Closed Won", "Closed Lost"), pick(rng, ("Discovery", "Proposal"), size)
    )
    return table(
        {
            "deal_id": np.char.add("D", np.char.zfill(np.arange(1, size + 1).astype(str), 5)),
            "company_id": book.account_id[account],
            "product": np.array(PRODUCTS)[product],
            "deal_type": np.where(sort == "land", "new business", "expansion"),
            "created": as_dates(created),
            "close_date": as_dates(closed),
            "stage_name": stage,
            "lost_reason": reason,
            "competitor": np.where(reason == "competitor", rivals, ""),
            "amount": np.round(book.price[account, product] * (1 - discount)),
            "discount": discount,
            "discount_reason": why,
            "motion": np.where(sort == "inbound", "inbound", "outbound"),
            "owner": staff.ae[account],
        }
    )


def _won(rng: np.random.Generator, history: History) -> _Deals:
    spells = history.spells
    logged = (rng.random(len(spells["day"])) < noise.WON_DEAL_LOGGED) & (spells["legacy"] == 0)
    account, product, day = (spells[name][logged] for name in ("account", "product", "day"))
    approached = spells["approached"][logged] == 1
    first = np.full(history.open.shape[0], _FAR, dtype=np.int64)
    np.minimum.at(first, spells["account"], spells["day"])
    made = _last_approach(history, account, product, day)
    earliest = np.where(approached, made + 2, day - 75)
    created = np.minimum(np.maximum(day - rng.integers(10, 76, len(day)), earliest), day)
    sort = np.where(day == first[account], "land", np.where(approached, "approached", "inbound"))
    return _Deals(account, product, created, day, np.ones(len(day), dtype=np.int64), sort)


def _last_approach(history: History, account: Ints, product: Ints, day: Ints) -> Ints:
    """The day of the last approach for this account and product on or before `day`, else far back."""
    made = history.approaches
    keys = np.sort((made["account"] * len(PRODUCTS) + made["product"]) * _FAR + made["day"])
    if not len(keys):
        return np.full(len(day), -_FAR, dtype=np.int64)
    wanted = (account * len(PRODUCTS) + product) * _FAR + day
    place = np.maximum(np.searchsorted(keys, wanted, side="right") - 1, 0)
    same = keys[place] // _FAR == wanted // _FAR
    return np.where(same, keys[place] % _FAR, -_FAR)


def _unsuccessful(rng: np.random.Generator, history: History) -> _Deals:
    """Approaches that no start followed within 13 weeks: two in five were logged as a deal."""
    made = history.approaches
    account, product, day = made["account"], made["product"], made["day"]
    spells = history.spells
    keys = np.sort((spells["account"] * len(PRODUCTS) + spells["product"]) * _FAR + spells["day"])
    wanted = (account * len(PRODUCTS) + product) * _FAR + day
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    followed = (
        (keys[place] // _FAR == wanted // _FAR) & (keys[place] - wanted <= 98) & (keys[place] >= wanted)
    )
    created = day + rng.integers(1, 18, len(day))
    chosen = ~followed & (rng.random(len(day)) < noise.LOST_DEAL_LOGGED) & (created <= history.as_of)
    account, product, created = account[chosen], product[chosen], created[chosen]
    closed = created + rng.integers(25, 90, len(created))
    sort = np.repeat("approached", len(created))
    return _Deals(account, product, created, closed, np.zeros(len(created), dtype=np.int64), sort)
