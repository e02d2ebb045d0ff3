"""What comes next to each set of held products.

Set H, product j outside it, a = the prior accounts of pulls.sql:

    share(j) ∝ Σ over i in H of (together(i, j) + a · uptake(j)) / (Σ over k of together(i, k) + a)

Each term is the posterior mean of a multinomial (what else holders of i take) under a Dirichlet prior at everybody's
recent starts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pulls:
    """Of one moment, over the products anybody ever held, in the order of their ids.

    `uptake`: share of everybody's recent starts. `pull`: products × products, what holders of the first take of the
    second besides it, shrunk, without the prior's part; `rest`: the prior's part under each first product.
    """

    uptake: Floats
    pull: Floats
    rest: Floats


@dataclass(frozen=True)
class Places:
    """One row per set and product outside it, set by set from the likeliest product on."""

    set_row: Ints
    product: Ints
    share: Floats
    times: Floats
    place: Ints


def places(held: npt.NDArray[np.bool_], by: Pulls, most: int) -> Places:
    """The first `most` products outside each set. `held`: sets × products. Equal shares: the lower number first."""
    members = held.astype(np.float64)
    weight = members @ by.pull + (members @ by.rest)[:, None] * by.uptake
    share = _over_open(weight, held)
    times = share / _over_open(np.broadcast_to(by.uptake, share.shape), held)
    # Sums of one set in another order or company differ in their last digits; equal must stay equal.
    share = np.round(share, 12)
    order = np.argsort(np.where(held, np.inf, -share), axis=1, kind="stable")[:, :most]
    row, column = np.nonzero(~np.take_along_axis(held, order, axis=1))
    product = order[row, column]
    return Places(row, product, share[row, product], np.round(times[row, product], 6), column + 1)


def _over_open(weight: Floats, held: npt.NDArray[np.bool_]) -> Floats:
    """The weights of what is not held, adding up to 1."""
    outside = np.where(held, 0.0, weight)
    whole = outside.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(outside, whole, out=np.full_like(outside, np.nan), where=~held & (whole > 0))
    return shares
