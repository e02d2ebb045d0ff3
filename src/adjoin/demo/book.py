"""Who the customers are: what never changes about an account."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats, Ints, Words, pick
from adjoin.demo.products import ENTRY, INDEX, LIST_PRICE, PRODUCTS, SOLD_IN, SOLD_TO

SEGMENTS: Final = np.array(["SMB", "mid-market", "enterprise"])
INDUSTRIES: Final = (
    "Manufacturing", "Healthcare", "Financial Services", "Logistics", "Retail", "Professional Services",
)  # fmt: skip
COUNTRIES: Final = np.array(["US", "GB", "DE", "FR", "CA", "NL", "SE", "ES"])
COUNTRY_SHARE: Final = (0.44, 0.14, 0.12, 0.08, 0.07, 0.06, 0.05, 0.04)
_PRICE_OF_SEGMENT: Final = np.array([1.0, 1.6, 2.5])
_SEATS: Final = np.array([18.0, 80.0, 320.0])

_FIRST: Final = (
    "Al", "Bran", "Cor", "Dal", "El", "Fen", "Gar", "Hal", "Is", "Jor", "Kel", "Lor", "Mar", "Nor", "Or",
    "Pel", "Quin", "Ros", "Sel", "Tor", "Ul", "Var", "Wes", "Yar", "Zen", "Ash", "Birch", "Clar", "Dun",
    "Ever",
)  # fmt: skip
_SECOND: Final = (
    "den", "ford", "wick", "mere", "stead", "ton", "by", "vale", "crest", "holm", "gate", "brook", "more",
    "lund", "field", "burn", "well", "haven", "stone", "ridge",
)  # fmt: skip
_LAST: Final = (
    ("Metals", "Works", "Plastics", "Tooling", "Components"),
    ("Health", "Clinics", "Care", "Medical", "Diagnostics"),
    ("Capital", "Insurance", "Finance", "Credit", "Advisors"),
    ("Freight", "Logistics", "Shipping", "Cargo", "Transport"),
    ("Stores", "Retail", "Outfitters", "Markets", "Goods"),
    ("Partners", "Consulting", "Associates", "Legal", "Engineering"),
)


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts, one entry of each array an account; the two-dimensional ones are accounts × products."""

    account_id: Words
    name: Words
    segment: Ints  # index into SEGMENTS
    industry: Ints  # index into INDUSTRIES
    country: Words
    employees: Ints
    joined_week: Ints  # step of the first purchase
    legacy: Bools  # a customer before the history begins
    parent: Ints  # row of the parent account, or -1
    spread: Floats  # the account's own readiness to buy, around 1
    entry: Bools  # products bought first
    sold: Bools  # country and segment allow it
    covers: Bools  # what this account holds covers its children
    seats: Ints
    price: Floats  # per year before discount
    term: Ints  # months

    @property
    def size(self) -> int:
        return len(self.account_id)


def draw_book(rng: np.random.Generator, size: int) -> Book:
    """`size` accounts that joined over the years of the history."""
    segment = rng.choice(3, size, p=(0.55, 0.32, 0.13)).astype(np.int64)
    industry = rng.integers(0, len(INDUSTRIES), size)
    legacy = rng.random(size) < 0.12
    joined = np.where(legacy, 0, (noise.HISTORY_WEEKS - 4) * rng.random(size) ** 0.85).astype(np.int64)
    country = rng.choice(COUNTRIES, size, p=COUNTRY_SHARE)
    sold = _sold(country, segment)
    employees = np.exp(rng.normal(np.log(np.array([60.0, 420.0, 3800.0]))[segment], 0.5)).astype(np.int64)
    seats = _SEATS[segment][:, None] * np.exp(rng.normal(0.0, 0.4, (size, len(PRODUCTS))))
    scale = (seats / _SEATS[segment][:, None]) ** 0.4
    parent = _parents(rng, segment)
    is_parent = np.isin(np.arange(size), parent)
    return Book(
        account_id=np.char.add("A", np.char.zfill(np.arange(1, size + 1).astype(str), 5)),
        name=_names(rng, industry),
        segment=segment,
        industry=industry,
        country=country,
        employees=employees,
        joined_week=joined,
        legacy=legacy,
        parent=parent,
        spread=np.exp(rng.normal(0.0, noise.ACCOUNT_SPREAD, size)),
        entry=_entry(rng, sold, legacy),
        sold=sold,
        covers=is_parent[:, None] & (rng.random((size, len(PRODUCTS))) < 0.1),
        seats=np.maximum(seats, 3).astype(np.int64),
        price=np.round(LIST_PRICE * _PRICE_OF_SEGMENT[segment][:, None] * scale, -1),
        term=_terms(rng, segment),
    )


def _sold(country: Words, segment: Ints) -> Bools:
    sold = np.ones((len(country), len(PRODUCTS)), dtype=np.bool_)
    for product, countries in SOLD_IN.items():
        sold[:, INDEX[product]] &= np.isin(country, countries)
    for product, segments in SOLD_TO.items():
        sold[:, INDEX[product]] &= np.isin(SEGMENTS[segment], segments)
    return sold


def _entry(rng: np.random.Generator, sold: Bools, legacy: Bools) -> Bools:
    """One product to begin with, for some two on the same day; old customers often have more."""
    weights = np.where(sold, ENTRY, 0.0)
    weights[:, INDEX["guard"]] *= 0.0  # launched later than most accounts joined
    keys = np.log(np.maximum(weights, 1e-12)) + rng.gumbel(size=sold.shape)
    rank = np.argsort(np.argsort(-keys, axis=1), axis=1)
    wanted = 1 + (rng.random(len(sold)) < np.where(legacy, 0.6, 0.14)).astype(np.int64)
    chosen = (rank < wanted[:, None]) & (weights > 0)
    return np.asarray(chosen, dtype=np.bool_)


def _terms(rng: np.random.Generator, segment: Ints) -> Ints:
    shares = np.array([[0.14, 0.72, 0.08, 0.06], [0.03, 0.62, 0.17, 0.18], [0.0, 0.45, 0.2, 0.35]])
    steps = np.cumsum(shares, axis=1)[segment]
    draw = rng.random((len(segment), len(PRODUCTS)))
    place = (draw[:, :, None] > steps[:, None, :3]).sum(axis=2)
    return np.asarray(np.array([1, 12, 24, 36], dtype=np.int64)[place], dtype=np.int64)


def _parents(rng: np.random.Generator, segment: Ints) -> Ints:
    size = len(segment)
    heads = np.flatnonzero((segment == 2) & (rng.random(size) < 0.25))
    parent = np.full(size, -1, dtype=np.int64)
    if len(heads):
        children = np.flatnonzero((rng.random(size) < 0.085) & ~np.isin(np.arange(size), heads))
        parent[children] = rng.choice(heads, len(children))
    return parent


def _names(rng: np.random.Generator, industry: Ints) -> Words:
    size = len(industry)
    stems = np.array([first + second for first in _FIRST for second in _SECOND])
    stem = stems[rng.permutation(size) % len(stems)]
    last = np.array(_LAST)[industry, rng.integers(0, len(_LAST[0]), size)]
    names = np.char.add(np.char.add(stem, " "), last)
    _, first_seen = np.unique(names, return_index=True)
    repeated = np.ones(size, dtype=np.bool_)
    repeated[first_seen] = False
    town = pick(rng, ("North", "South", "East", "West", "Group", "Holdings", "Union", "& Sons"), size)
    return np.where(repeated, np.char.add(np.char.add(names, " "), town), names)
