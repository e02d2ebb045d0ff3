"""Closed deals as numbers: what was offered, what came of it, and what was known before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PriceDeals:
    """One number a deal, n deals.

    `won`: whether the answer was yes. `discount`: off the list price, 0–1. `strata`: which set of deals of one
    product and one recorded reason it belongs to; each has a take rate of its own, and discounts are compared inside
    it alone. `covariates` [n × k]: known before the discount was given; they must not foretell it. `names` [k]: what
    each is, in the words of a sentence ("the number of products held"). `adjusted` [n × m]: may go with the discount
    by design, such as the year; adjusted for, not tested. `groups`: deals of one customer, whose answers are not
    independent; None takes each deal by itself.

    Raises ValueError on unequal lengths, discounts outside 0–1, and covariates that are not finite.
    """

    won: Flags
    discount: Floats
    strata: Ints
    covariates: Floats
    names: tuple[str, ...]
    adjusted: Floats | None = None
    groups: Ints | None = None

    def __post_init__(self) -> None:
        n = len(self.won)
        if self.covariates.shape != (n, len(self.names)):
            raise ValueError(f"covariates are {self.covariates.shape}, not {(n, len(self.names))}")
        beside = [
            part for part in (self.discount, self.strata, self.adjusted, self.groups) if part is not None
        ]
        if any(len(part) != n for part in beside):
            raise ValueError(f"every deal has one row in each array, {n} rows")
        if not bool(np.all((self.discount >= 0) & (self.discount <= 1))):
            raise ValueError("a discount is a share from 0 to 1")
        if not bool(np.isfinite(self.covariates).all() and np.isfinite(self.known_by_design).all()):
            raise ValueError("covariates are finite numbers; fill in what is missing and flag it")

    @property
    def known_by_design(self) -> Floats:
        """`adjusted`, without columns where there is none."""
        return np.zeros((len(self.won), 0)) if self.adjusted is None else self.adjusted

    @property
    def group_codes(self) -> Ints:
        """The group of each deal, numbered from 0 without gaps."""
        if self.groups is None:
            return np.arange(len(self.won), dtype=np.int64)
        codes: Ints = np.unique(self.groups, return_inverse=True)[1].astype(np.int64)
        return codes

    def take(self, rows: npt.NDArray[np.bool_]) -> PriceDeals:
        """Some of the deals."""
        return PriceDeals(
            self.won[rows],
            self.discount[rows],
            self.strata[rows],
            self.covariates[rows],
            self.names,
            None if self.adjusted is None else self.adjusted[rows],
            None if self.groups is None else self.groups[rows],
        )


def sums_by_group(rows: Floats, codes: Ints) -> Floats:
    """Sums of `rows` [n × k] over each group, [groups × k]."""
    sums = np.zeros((int(codes.max(initial=-1)) + 1, rows.shape[1]))
    np.add.at(sums, codes, rows)
    return sums
