"""The laws of the demo world: weekly hazards of a start, of a need, and what an approach does.

The simulation and the truth call the same functions, so the truth is the world's and not an estimate.
All arrays are accounts × products, or accounts.
"""

from typing import Final

import numpy as np

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats
from adjoin.demo.products import POPULARITY

STEPS: Final = 13  # weekly steps in the 90 days that a chance speaks of


def pull(held: Bools, matrix: Floats, spread: Floats) -> Floats:
    """Times the ordinary hazard: popularity × planted affinities of what is held × the account's own."""
    linked = np.exp(held.astype(np.float64) @ np.log(matrix))
    return np.asarray(np.minimum(linked, noise.AFFINITY_CAP) * POPULARITY * spread[:, None])


def need_rate(pulled: Floats) -> Floats:
    """Weekly hazard that a need for the product arises."""
    return noise.NEED_RATE * pulled


def alone(in_need: Bools, pulled: Floats, spread: Floats, standing: Floats) -> Floats:
    """Weekly hazard of a start without an approach.

    In a need the affinity has done its work already (it raised the need): the account's own part is left.
    """
    per_week_in_need = -np.log1p(-noise.ALONE_IN_NEED) / STEPS
    per_week = -np.log1p(-noise.ALONE_WITHOUT_NEED) / STEPS
    hazard = np.where(in_need, per_week_in_need * spread[:, None], per_week * pulled)
    return np.asarray(hazard * standing[:, None])


def standing(ill: Bools, low: Bools) -> Floats:
    """How much of its ordinary appetite an account has when it is unwell or barely uses what it has."""
    return np.where(ill, noise.ALONE_WHEN_ILL, 1.0) * np.where(low, noise.ALONE_WHEN_LOW, 1.0)


def approach_effect(ill: Bools, low: Bools, renewal: Bools, tired: Bools) -> Floats:
    """Times the hazard for the 13 weeks after an approach made now; at least 1."""
    kept = (
        np.where(ill, noise.SPOILED_BY_ILLNESS, 1.0)
        * np.where(low, noise.SPOILED_BY_LOW_ADOPTION, 1.0)
        * np.where(renewal, noise.SPOILED_BY_RENEWAL, 1.0)
        * np.where(tired, noise.SPOILED_BY_FATIGUE, 1.0)
    )
    return np.asarray(1.0 + (noise.APPROACH_EFFECT - 1.0) * kept)


def near_renewal(day: int, last: Floats, following: Floats) -> Bools:
    """Within 60 days before the anchor renewal or after the one before it (days; inf where none)."""
    return np.asarray((following - day <= 60) | (day - last <= 60))
