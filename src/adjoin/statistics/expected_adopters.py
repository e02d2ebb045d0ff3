"""Adopters to expect of B among A's accounts if they adopted it as owners of other products do.

For each pair A → B the other products' owners give a daily rate by time since start, leaving A out,

    λ(t) = Σ_{A'≠A} adopters_{A'B} / Σ_{A'≠A} at risk_{A'B}      over the band of days that t lies in

and A's own follow-up turns it into E(h) = Σ_{t≤h} Y_AB(t) λ(t). Daily rates are noise, hence the bands. The
pooled probability uses the same λ beside A's own competing ends: F(h) = Σ_{t≤h} S(t−) λ(t) with
S(t) = Π_{s≤t} (1 − λ(s) − competing_AB(s)/Y_AB(s)). It is the pair's own Aalen–Johansen curve with its
adoption hazard replaced, so probability_raw / pooled ≈ adopters / E while few adopt.

Source: indirect standardisation, Breslow & Day (1987), Statistical Methods in Cancer Research II, 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FIRST_BANDS = (0, 31, 91, 181, 366)
"""First day of each band of the first two years (days 0–30, 31–90, 91–180, 181–365, 366–730)."""


@dataclass(frozen=True)
class Expected:
    """What the pool says of each pair, pairs × days.

    `rate`: leave-one-out daily rate. `adopters`: expected up to and including the day. `incidence`: the
    pooled F. `smoothed`: the daily rate with each band drawn towards the rate over all bands by the weight of half an
    adopter, so that a band without adopters, or without anybody, expects some. NaN throughout where no other
    product's owners were ever at risk of B: nothing to pool.
    """

    rate: Floats
    smoothed: Floats
    adopters: Floats
    incidence: Floats


def band_starts(days: int, first: tuple[int, ...] = FIRST_BANDS) -> Ints:
    """First day of each band on a grid of `days` days: `first`, then a year each."""
    return np.array(sorted({*first, *range(first[-1] + 365, days, 365)}), dtype=np.int64)


def expected_adopters(
    adopted_product: npt.ArrayLike,
    at_risk: Floats,
    events: Floats,
    competing: Floats,
    starts: Ints | None = None,
) -> Expected:
    """Leave-one-out expectation of every ordered pair at once.

    `adopted_product`: which B each pair leads to, one integer ≥ 0 a pair; each pair is another A.
    `at_risk`, `events`, `competing`: pairs × days, as in `cumulative_incidence`. `starts`: first day of each
    band, ascending from 0 (default `band_starts`). A band in which no other owners were at risk takes the
    rate of the nearest earlier band that has one, else of the nearest later one.
    """
    days = at_risk.shape[1]
    begin = band_starts(days) if starts is None else np.asarray(starts, dtype=np.int64)
    begin = begin[begin < days]
    if not len(begin) or begin[0] != 0 or (np.diff(begin) <= 0).any():
        raise ValueError(f"bands start on days {begin.tolist()}: give ascending days, the first of them 0")
    product = np.asarray(adopted_product, dtype=np.int64)
    others = [_others(np.add.reduceat(counts, begin, axis=1), product) for counts in (events, at_risk)]
    band = np.searchsorted(begin, np.arange(days), side="right") - 1
    rate, smoothed = (rates(*others)[:, band] for rates in (_filled, _smoothed))
    ends = competing / np.maximum(at_risk, 1.0)
    free = np.cumprod(np.maximum(1 - rate - ends, 0.0), axis=1)
    before = np.concatenate([np.ones((len(free), 1)), free[:, :-1]], axis=1)
    # The clipping of S at 0 can only bind where a day's hazards add up to more than 1.
    incidence = np.cumsum(before * np.minimum(rate, 1 - ends), axis=1)
    adopters = np.cumsum(at_risk * rate, axis=1)
    return Expected(rate=rate, smoothed=smoothed, adopters=adopters, incidence=incidence)


def _others(by_band: Floats, product: Ints) -> Floats:
    """Totals over all pairs into the same product, less the pair's own: pairs × bands."""
    totals = np.zeros((int(product.max(initial=-1)) + 1, by_band.shape[1]))
    np.add.at(totals, product, by_band)
    rest: Floats = totals[product] - by_band
    return rest


def _filled(events: Floats, at_risk: Floats) -> Floats:
    """Rate by band, gaps filled from the nearest earlier band, else the nearest later; NaN without any."""
    rate = np.divide(events, at_risk, out=np.full_like(events, np.nan), where=at_risk > 0)
    for band in range(1, rate.shape[1]):
        rate[:, band] = np.where(np.isnan(rate[:, band]), rate[:, band - 1], rate[:, band])
    for band in range(rate.shape[1] - 2, -1, -1):
        rate[:, band] = np.where(np.isnan(rate[:, band]), rate[:, band + 1], rate[:, band])
    return rate


def _smoothed(events: Floats, at_risk: Floats) -> Floats:
    """Rate by band, (adopters + ½) / (at risk + ½ / overall rate); the overall rate itself where that is 0."""
    total, followed = events.sum(axis=1, keepdims=True), at_risk.sum(axis=1, keepdims=True)
    overall = np.divide(total, followed, out=np.full_like(total, np.nan), where=followed > 0)
    drawn = (events + 0.5) * overall / (at_risk * overall + 0.5)
    smoothed: Floats = np.where(overall > 0, drawn, overall)
    return smoothed
