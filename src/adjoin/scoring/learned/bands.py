"""Low, middle or high: what is shown instead of a per cent until there are outcomes enough, with what became of alike.

The edges are the terciles of the prior among past approaches (among `now` where fewer than nine are known), so that a
band says how a cell stands beside what was tried.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.scoring.learned.examples import Bools, Floats, Ints

NAMES = ("low", "middle", "high")
FEWEST_APPROACHES = 9


@dataclass(frozen=True)
class Bands:
    """`edges`: log-odds of the prior between bands. `count`, `adopted`: past approaches of each band, and starts."""

    edges: tuple[float, float]
    count: tuple[int, ...]
    adopted: tuple[int, ...]

    def of(self, prior_logit: Floats) -> Ints:
        """Positions in NAMES, one a cell; on an edge counts as above it."""
        return np.searchsorted(np.array(self.edges), prior_logit, side="right").astype(np.int64)


def draw_bands(prior_logit: Floats, outcome: Bools, now: Floats) -> Bands:
    """From the prior's log-odds and the outcome of matured approaches, and the prior's log-odds of cells `now`."""
    told = prior_logit if len(prior_logit) >= FEWEST_APPROACHES else now
    low, high = np.quantile(told, [1 / 3, 2 / 3]).tolist() if len(told) else (0.0, 0.0)
    empty = Bands((low, high), (0, 0, 0), (0, 0, 0))
    place = empty.of(prior_logit)
    count, adopted = np.bincount(place, minlength=3), np.bincount(place[outcome], minlength=3)
    return Bands((low, high), tuple(count.tolist()), tuple(adopted.tolist()))
