"""Cells that the stack learns from: samples of those held and those open, with what that did to the odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import telling

MOST_CELLS = 80_000
"""Sampled from one fold."""


@dataclass(frozen=True)
class Cells:
    """One row a cell. `scores`: cells × components; `offset`: log-odds that the sampling added."""

    account: npt.NDArray[np.int64]
    product: npt.NDArray[np.int64]
    held: Floats
    scores: Floats
    offset: float


@dataclass(frozen=True)
class Rates:
    """Shares of the held and of the open cells that are sampled."""

    held: float
    open: float

    @property
    def offset(self) -> float:
        return float(np.log(self.held / self.open))


def rates(held: Floats, folds: int) -> Rates:
    """The same for every fold, so that one offset holds for all."""
    positives = max(float(held.sum()) / folds, 1.0)
    negatives = max((held.size - float(held.sum())) / folds, 1.0)
    of_held = min(1.0, MOST_CELLS / 2 / positives)
    return Rates(of_held, min(1.0, (MOST_CELLS - of_held * positives) / negatives))


def sample(
    held: Floats, rows: npt.NDArray[np.int64], scores: Floats, rate: Rates, rng: np.random.Generator
) -> Cells:
    """Cells of the accounts `rows` with their scores (rows × products × components)."""
    here = held[rows]
    drawn = rng.random(here.shape) < np.where(here > 0, rate.held, rate.open)
    row, product = np.nonzero(drawn & telling(here))
    return Cells(rows[row], product, here[row, product], scores[row, product], rate.offset)


def together(parts: Sequence[Cells]) -> Cells:
    return Cells(
        np.concatenate([part.account for part in parts]),
        np.concatenate([part.product for part in parts]),
        np.concatenate([part.held for part in parts]),
        np.concatenate([part.scores for part in parts]),
        parts[0].offset,
    )
