"""How the chance of a yes answers a discount, from past deals whose discounts were arbitrary.

logit P(won) = α_stratum + slope · discount + γ · covariates, by maximum likelihood with a weak normal prior that
draws small strata to their mean (`ridge_logistic`). With several deals a customer the covariance is the sandwich over
customers. Sources: McCullagh & Nelder (1989), Generalized Linear Models, ch. 4; Liang & Zeger (1986), Biometrika 73.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from adjoin.statistics.price_curve import Best, Interval, PriceResponse
from adjoin.statistics.price_deals import Flags, Floats, Ints, PriceDeals, sums_by_group
from adjoin.statistics.price_guards import Guards, Refused, foretold, sells_less, too_alike, too_little
from adjoin.statistics.ridge_logistic import ridge_logistic

__all__ = ["Best", "Guards", "Interval", "PriceDeals", "PriceResponse", "Refused", "price_response"]

FREE, LOOSE, STRATUM, COVARIATE = 1000.0, 50.0, 1.5, 2.5
"""Prior standard deviations in log-odds: the intercept, the slope for 1.00 off, a stratum, a covariate's deviation."""


def price_response(deals: PriceDeals, guards: Guards = Guards()) -> PriceResponse | Refused:  # noqa: B008 - frozen
    """The response to a discount, standardised over the deals; or why these deals cannot tell it."""
    refused = too_little(deals, guards) or too_alike(deals, guards) or foretold(deals, guards)
    if refused:
        return refused
    response = fitted(deals)
    return sells_less(response.slope, float(response.covariance[0, 0]) ** 0.5) or response


def fitted(deals: PriceDeals) -> PriceResponse:
    """The response without any question asked: how the deals were discounted is for the caller to know."""
    columns, loose = _columns(deals)
    start = np.zeros(columns.shape[1])
    fit = ridge_logistic(columns, deals.won, np.zeros(len(deals.won)), start, loose)
    codes = deals.group_codes
    alone = deals.groups is None or int(codes.max()) + 1 == len(codes)
    covariance = fit.covariance if alone else _sandwich(columns, fit.weight, fit.covariance, deals.won, codes)
    at_list = columns.copy()
    at_list[:, 0] = 0.0
    return PriceResponse(float(fit.weight[0]), covariance, at_list @ fit.weight, at_list[:, 1:], codes)


def _columns(deals: PriceDeals) -> tuple[Floats, Floats]:
    """The columns of the regression, the discount first, and how loose each weight is."""
    beside = np.column_stack([deals.covariates, deals.known_by_design])
    spread = beside.std(axis=0)
    told = spread > 1e-9 * (1 + np.abs(beside).max(axis=0, initial=0))
    scaled = (beside[:, told] - beside[:, told].mean(axis=0)) / spread[told]
    strata = np.unique(deals.strata, return_inverse=True)[1]
    kinds = int(strata.max()) + 1
    own = np.eye(kinds)[strata] if kinds > 1 else np.zeros((len(strata), 0))
    columns = np.column_stack([deals.discount, np.ones(len(strata)), own, scaled])
    loose = [LOOSE, FREE, *[STRATUM] * own.shape[1], *[COVARIATE] * scaled.shape[1]]
    return columns, np.array(loose)


def _sandwich(columns: Floats, weight: Floats, inverse: Floats, won: Flags, codes: Ints) -> Floats:
    left = won - special.expit(columns @ weight)
    scores = sums_by_group(columns * left[:, None], codes)
    groups = len(scores)
    spread: Floats = inverse @ (scores.T @ scores) @ inverse * groups / max(groups - 1, 1)
    return spread
