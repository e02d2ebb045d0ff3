"""Exact mid-P limits of a rate ratio common to all strata, when one side has few events.

Given each stratum's total m_k, its exposed events are binomial(m_k, p_k) with odds θ·T1_k/T0_k. A, their sum,
has the generating function Π_k (1 + θ (T1_k/T0_k) z)^{m_k} up to a constant. Limits of θ solve

    low:  P(A > a) + ½ P(A = a) = α/2         high:  P(A < a) + ½ P(A = a) = α/2

Only the first a + 1 coefficients are needed where a is small, which keeps thousands of strata cheap; with
few *unexposed* events the sides are swapped. Source: Rothman, Greenland & Lash (2008), Modern Epidemiology,
3rd ed., ch. 14–15; Martin & Austin (1996), Exact estimates for a rate ratio, Epidemiology 7.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from adjoin.statistics.strata import Strata

Floats = npt.NDArray[np.float64]

MOST_EVENTS = 10
"""Events on the smaller side above which nothing exact is needed, nor cheap."""
WIDEST = 30.0
"""Limits are searched within e^±30 of the ratio of person-days: beyond it nothing is measurable."""


def mid_p_limits(strata: Strata, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper limit of the common rate ratio; (0, inf) without any event.

    0 exposed events give a lower limit of 0, 0 unexposed ones an upper limit of inf. Raises ValueError with
    more than `MOST_EVENTS` events on both sides.
    """
    told = strata.informative()
    exposed, unexposed = told.events_exposed.sum(), told.events_unexposed.sum()
    if exposed + unexposed == 0:
        return 0.0, np.inf
    if min(exposed, unexposed) > MOST_EVENTS:
        raise ValueError(f"{exposed:g} and {unexposed:g} events: take limits from the variance (rate_ratio)")
    total = told.events_exposed + told.events_unexposed
    odds = told.days_exposed / told.days_unexposed
    tail = (1 - level) / 2
    if exposed <= unexposed:
        return _limits(int(exposed), total, odds, tail)
    low, high = _limits(int(unexposed), total, 1 / odds, tail)
    return (1 / high if high > 0 else np.inf), (1 / low if low > 0 else np.inf)


def _limits(few: int, total: Floats, odds: Floats, tail: float) -> tuple[float, float]:
    """Limits of the factor on `odds`, given `few` events out of `total` on the side that `odds` favour."""
    used = total > 0
    total, odds = total[used], odds[used]

    def below(log_ratio: float) -> float:
        chances = _first_chances(few, total, odds * np.exp(log_ratio))
        return float(chances[:few].sum() + chances[few] / 2)

    middle = -float(np.log(np.average(odds, weights=total)))
    edges = (middle - WIDEST, middle + WIDEST)
    high = np.exp(optimize.brentq(lambda x: below(x) - tail, *edges, xtol=1e-10))
    if few == 0:
        return 0.0, float(high)
    low = np.exp(optimize.brentq(lambda x: below(x) - (1 - tail), *edges, xtol=1e-10))
    return float(low), float(high)


def _first_chances(few: int, total: Floats, odds: Floats) -> Floats:
    """P(A = 0..few) for A a sum of binomials(total, odds / (1 + odds))."""
    # Powers relative to the largest odds stay finite however far the search goes.
    largest = odds.max()
    degrees = np.arange(few + 1)
    coefficients = _product(special.binom(total[:, None], degrees) * (odds[:, None] / largest) ** degrees)
    # Exponents are added before the exponential is taken: either factor alone may under- or overflow.
    logs = np.log(coefficients, out=np.full(few + 1, -np.inf), where=coefficients > 0)
    chances: Floats = np.exp(logs + degrees * np.log(largest) - float((total * np.log1p(odds)).sum()))
    return chances


def _product(polynomials: Floats) -> Floats:
    """Product of the rows, each a polynomial with coefficients ≥ 0, cut at the same degree.

    Rows are multiplied two by two: nothing is subtracted, so no digit is lost however the odds differ.
    """
    while len(polynomials) > 1:
        left, right = polynomials[0 : len(polynomials) // 2 * 2 : 2], polynomials[1::2]
        pairs = left[:, :1] * right
        for degree in range(1, polynomials.shape[1]):
            pairs[:, degree:] += left[:, degree : degree + 1] * right[:, :-degree]
        odd_one = polynomials[len(polynomials) // 2 * 2 :]
        polynomials = np.concatenate([pairs, odd_one])
    only: Floats = polynomials[0]
    return only
