"""Discounts of deals and why they were given: some by lot, which change who buys, the rest by how a deal went.

Drawn after who won is known, so that the world stays as it is; Bayes' rule then plants the response. With outcome
y and a discount d given by lot, drawing d with P(d | y) ∝ P(d) P(y | d) makes P(won | d) the curve that was written
down, for any mix of deals.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats, Ints, Words
from adjoin.demo.products import PRODUCTS

ARMS: Final = np.round(np.arange(6) * 0.05, 2)
"""The discounts that are drawn by lot, each as likely as the next."""
BY_LOT: Final = ("price test", "spring campaign")
_SPRING: Final = (2, 3, 4)  # March to May, months counted from 0
_STEEPEST: Final = 30.0  # log odds that stand for "all won" and "none won"


@dataclass(frozen=True, slots=True)
class Asked:
    """Deals, one entry each: what a discount depends on."""

    product: Ints
    created: Ints
    won: Bools
    approached: Bools  # a rep began it; only of these the lost ones are logged too
    land: Bools  # the account's first purchase
    usual: Floats  # what was off the price of a land deal


def discounts_and_reasons(rng: np.random.Generator, asked: Asked) -> tuple[Floats, Words]:
    """Each deal's share off the price, and the reason on record ("" where there is none).

    Lots are drawn for deals that a rep began: of the others only won ones are logged, so whether a deal was inbound
    would foretell its discount. Land deals keep the usual one.
    """
    size = len(asked.product)
    chance, which, style, why = (rng.random(size) for _ in range(4))
    lot = _by_lot(rng, asked)
    reluctance = rng.standard_normal(size) + np.where(asked.won, 0.0, noise.RELUCTANCE_OF_THE_LOST)
    talked = np.clip(np.round(0.1 + 0.05 * reluctance, 2), 0.01, 0.25)
    month = asked.created.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    campaign = asked.approached & np.isin(month, _SPRING) & (chance < noise.CAMPAIGN_SHARE)
    test = asked.approached & ~campaign & (which < noise.PRICE_TEST_SHARE)
    given = np.where(asked.land, asked.usual > 0, ~campaign & ~test & (style < noise.TALKED_DOWN_SHARE))
    rival = given & (why < noise.RIVAL_SHARE)
    negotiated = given & ~rival & (why < 1 - noise.UNEXPLAINED_SHARE)
    reason = np.select([test, campaign, rival, negotiated], [*BY_LOT, "competitor", "negotiated"], "")
    discount = np.select([test | campaign, given & ~asked.land, asked.land], [lot, talked, asked.usual], 0.0)
    return discount, reason


def _by_lot(rng: np.random.Generator, asked: Asked) -> Floats:
    """A discount of `ARMS` for each deal, given whether it was won."""
    counted = np.bincount(asked.product[asked.approached], minlength=len(PRODUCTS))
    won = np.bincount(asked.product[asked.approached & asked.won], minlength=len(PRODUCTS))
    chance = _chance_at(_intercepts(won / np.maximum(counted, 1)))[asked.product]
    weight = np.where(asked.won[:, None], chance, 1 - chance)
    steps = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    place = (rng.random(len(steps))[:, None] > steps).sum(axis=1)
    return np.asarray(ARMS[np.minimum(place, len(ARMS) - 1)])


def _chance_at(intercept: Floats) -> Floats:
    """The chance to win at each of `ARMS` (… × arms)."""
    return np.asarray(1 / (1 + np.exp(-(intercept[:, None] + noise.PRICE_SLOPE * ARMS))))


def _intercepts(share: Floats) -> Floats:
    """Log odds at list price with which `share` of the deals is won over all arms, by bisection."""
    low, high = np.full(len(share), -_STEEPEST), np.full(len(share), _STEEPEST)
    for _ in range(60):
        middle = (low + high) / 2
        short = _chance_at(middle).mean(axis=1) < share
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray((low + high) / 2)
