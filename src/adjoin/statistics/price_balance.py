"""Whether discounts were given by chance: inside a stratum nothing known before may foretell them.

Discount and covariates are taken free of strata and of what goes with the discount by design (Frisch & Waugh 1933);
u_g = Σ x̃ ẽ over the deals of a customer has mean zero when discounts are arbitrary. Hotelling's T² of the mean of
u_g, as an F with k and G − k degrees of freedom, holds whatever the spread of discounts in each stratum.
Sources: Hotelling (1931), Annals of Mathematical Statistics 2, 360–378; as a test of random assignment, Hansen &
Bowers (2008), Statistical Science 23, 219–236.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from adjoin.statistics.price_deals import Floats, Ints, PriceDeals, sums_by_group

NEGLIGIBLE = 1e-9
"""A direction of the covariates this much smaller than the largest is a copy of the others."""


class Balance(NamedTuple):
    """`chance`: the p-value, of so strong a relation by chance. `strongest`: the covariate that foretells most; None
    without covariates.
    """

    chance: float
    strongest: str | None = None


def balance(deals: PriceDeals) -> Balance:
    """How well the covariates of at least two deals foretell the discount inside strata."""
    columns = _free(deals.covariates, deals)
    spread = np.sqrt((columns**2).sum(axis=0))
    told = spread > 1e-6 * (1 + np.sqrt((deals.covariates**2).sum(axis=0)))
    if not told.any():
        return Balance(1.0)
    left = _free(deals.discount[:, None], deals)
    scaled = columns[:, told] / spread[told]
    each = sums_by_group(scaled * left, deals.group_codes)
    chance = _chance(each @ _directions(scaled))
    pull = each.sum(axis=0) / np.maximum(np.sqrt((each**2).sum(axis=0)), np.finfo(float).tiny)
    names = [name for name, is_told in zip(deals.names, told, strict=True) if is_told]
    return Balance(chance, names[int(np.abs(pull).argmax())])


def _directions(columns: Floats) -> Floats:
    """The directions in which the columns differ, [columns × directions]; copies of one another share one."""
    sizes, ways = np.linalg.eigh(columns.T @ columns)
    found: Floats = ways[:, sizes > NEGLIGIBLE * sizes[-1]]
    return found


def _chance(sums: Floats) -> float:
    groups, columns = sums.shape
    if groups <= columns + 1:
        return 1.0
    mean = sums.mean(axis=0)
    spread = np.atleast_2d(np.cov(sums, rowvar=False))
    squared = groups * float(mean @ np.linalg.pinv(spread, hermitian=True) @ mean)
    ratio = squared * (groups - columns) / ((groups - 1) * columns)
    return float(special.fdtrc(columns, groups - columns, ratio))


def _free(columns: Floats, deals: PriceDeals) -> Floats:
    """The columns free of strata and of what goes with the discount by design."""
    codes: Ints = np.unique(deals.strata, return_inverse=True)[1].astype(np.int64)
    inside, design = _centred(columns, codes), _centred(deals.known_by_design, codes)
    if design.shape[1] == 0:
        return inside
    weights = np.linalg.pinv(design.T @ design, rcond=NEGLIGIBLE, hermitian=True) @ (design.T @ inside)
    part: Floats = inside - design @ weights
    return part


def _centred(columns: Floats, codes: Ints) -> Floats:
    means = sums_by_group(columns, codes) / np.bincount(codes)[:, None]
    return columns - means[codes]
