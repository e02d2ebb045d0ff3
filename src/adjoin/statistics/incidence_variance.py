"""Delta-method variance of a cumulative incidence, exact for tied days.

With d all who leave by an event, d₁ the adopters and Y at risk on day s,

    Var F(t) = Σ_{s≤t} (F(t) − F(s))² · d / (Y (Y − d))
             + Σ_{s≤t} S(s−)² · d₁ (Y − d₁) / Y³
             − 2 Σ_{s≤t} (F(t) − F(s)) · S(s−) · d₁ / Y²

that is the delta method on the multinomial split of each day's risk set. Without censoring it is the
binomial F (1 − F) / n. Source: Marubini & Valsecchi (1995), formula 10.12; the same as the Greenwood-type
estimator of Allignol, Schumacher & Beyersmann (2010), Biometrical Journal 52, 126–137.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def incidence_variance(
    at_risk: Floats, adopt: Floats, leave: Floats, incidence: Floats, before: Floats
) -> Floats:
    """Var F(t); all arrays pairs × days. `leave` = adopters + competing, `before` = S(t−).

    The squares are expanded so that each sum over s is a running sum: linear in days, not quadratic.
    """
    safe = np.maximum(at_risk, 1.0)
    # A day that empties the risk set ends the curve: F(t) − F(s) is 0 from there on, so its term is too.
    stay = at_risk - leave
    ends = np.divide(leave, safe * stay, out=np.zeros_like(leave), where=stay > 0)
    hazard = adopt / safe
    both = before * hazard / safe
    starts = both * before * (1 - hazard)

    def running(term: Floats) -> Floats:
        total: Floats = np.cumsum(term, axis=1)
        return total

    square = incidence * (incidence * running(ends) - 2 * running(ends * incidence))
    square += running(ends * incidence * incidence)
    cross = incidence * running(both) - running(both * incidence)
    variance: Floats = np.maximum(square + running(starts) - 2 * cross, 0.0)
    return variance
