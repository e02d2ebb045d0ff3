"""The chance of a yes as a curve of the discount, and what that is worth in money.

q(d) = mean over the deals of σ(log-odds at list + slope · d). Variances by the delta method: of the weights, plus
that of the deals themselves, who are a sample of those to come. The answers at two discounts share both.
Source: standardisation as Lane & Nelder (1982), Biometrics 38, 613–621.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.statistics.price_deals import Flags, Floats, Ints, sums_by_group

WIDTH = 1.959963984540054
STEPS = 401


class Interval(NamedTuple):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Interval:
        """All three multiplied by a factor that is not negative."""
        return Interval(self.value * factor, self.low * factor, self.high * factor)


class Best(NamedTuple):
    """`discount`: the best in the band. `net_revenue`: what an offer at it nets over one at list, as a share of the
    list price. `none_better`: every discount of the band nets less than selling at list."""

    discount: float
    net_revenue: float
    none_better: bool


@dataclass(frozen=True)
class PriceResponse:
    """`slope`: log-odds for 1.00 of discount. `covariance` [weights × weights], the slope's first. `at_list` [n]: each
    deal's log-odds at list price. `columns` [n × weights − 1]: what multiplies the other weights. `groups` [n]: the
    customer of each deal, numbered from 0.
    """

    slope: float
    covariance: Floats
    at_list: Floats
    columns: Floats
    groups: Ints

    @property
    def n(self) -> int:
        """The deals that the curve is standardised over."""
        return len(self.at_list)

    @property
    def slope_interval(self) -> Interval:
        """The slope with its interval."""
        half = WIDTH * float(self.covariance[0, 0]) ** 0.5
        return Interval(self.slope, self.slope - half, self.slope + half)

    @property
    def take_rate_at_list(self) -> Interval:
        """The share of such deals that are won without a discount."""
        return self.take_rate(0.0)

    def over(self, rows: Flags) -> PriceResponse:
        """The same response standardised over some of the deals, at least one."""
        codes: Ints = np.unique(self.groups[rows], return_inverse=True)[1].astype(np.int64)
        return PriceResponse(self.slope, self.covariance, self.at_list[rows], self.columns[rows], codes)

    def lifted(self, chance: npt.ArrayLike, discount: npt.ArrayLike) -> Floats:
        """A chance at list price, 0–1, as it is with the discount: σ(logit chance + slope · discount)."""
        lifted: Floats = special.expit(special.logit(np.asarray(chance)) + self.slope * np.asarray(discount))
        return lifted

    def take_rate(self, discount: float) -> Interval:
        """q(discount), the interval on the scale of log-odds."""
        rate, moves = self._rate(discount)
        half = WIDTH * self._deviation(moves) / (rate * (1 - rate))
        low, high = special.expit(special.logit(rate) + np.array([-half, half]))
        return Interval(rate, float(low), float(high))

    def cannibalised_share(self, discount: float) -> Interval:
        """Of those who buy at the discount, the share who would have bought at list: q(0) / q(discount)."""
        (whole, moves), (kept, kept_moves) = self._rate(discount), self._rate(0.0)
        half = WIDTH * self._deviation(_minus(_times(kept_moves, 1 / kept), _times(moves, 1 / whole)))
        share = kept / whole
        return Interval(share, share * float(np.exp(-half)), share * float(np.exp(half)))

    def cannibalised(self, discount: float, price: float, offers: float) -> Interval:
        """Money given away, on average, to those who would have bought at list: offers · q(0) · discount · price."""
        return self.take_rate(0.0).times(offers * discount * price)

    def net_revenue(self, discount: float, price: float = 1.0) -> Interval:
        """What an offer at the discount brings over one at list: q(d)(1 − d)·price − q(0)·price."""
        (whole, moves), (kept, kept_moves) = self._rate(discount), self._rate(0.0)
        net = whole * (1 - discount) - kept
        half = WIDTH * self._deviation(_minus(_times(moves, 1 - discount), kept_moves))
        return Interval(net * price, (net - half) * price, (net + half) * price)

    def best(self, band: tuple[float, float]) -> Best:
        """The discount that nets most in the band (least, most), to a 400th of it."""
        discounts = np.linspace(band[0], band[1], STEPS)
        net = np.array([self._mean(d) * (1 - d) for d in discounts]) - self._mean(0.0)
        most = int(net.argmax())
        return Best(float(discounts[most]), float(net[most]), bool(net[most] <= 0))

    def _mean(self, discount: float) -> float:
        return float(np.mean(special.expit(self.at_list + self.slope * discount)))

    def _rate(self, discount: float) -> tuple[float, _Moves]:
        """q, and how it moves with the weights and with each deal."""
        chance = special.expit(self.at_list + self.slope * discount)
        bend = chance * (1 - chance)
        rate = float(chance.mean())
        by_weight = np.concatenate([[discount * bend.mean()], bend @ self.columns / self.n])
        return rate, _Moves(by_weight, (chance - rate) / self.n)

    def _deviation(self, moves: _Moves) -> float:
        by_group = sums_by_group(moves.by_deal[:, None], self.groups)
        return float(np.sqrt(moves.by_weight @ self.covariance @ moves.by_weight + (by_group**2).sum()))


class _Moves(NamedTuple):
    by_weight: Floats
    by_deal: Floats


def _times(moves: _Moves, factor: float) -> _Moves:
    return _Moves(moves.by_weight * factor, moves.by_deal * factor)


def _minus(one: _Moves, other: _Moves) -> _Moves:
    return _Moves(one.by_weight - other.by_weight, one.by_deal - other.by_deal)
