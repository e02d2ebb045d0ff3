"""Which features set the most moved accounts apart from the least moved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.features import Feature

Bools = npt.NDArray[np.bool_]
MOST = 5


def most_telling(features: Sequence[Feature], most: Bools, least: Bools) -> str:
    """JSON: at most five features by how many standard deviations apart the two groups are, the furthest first.

    Each has `feature`, and of a category `level`; `most_moved`, `least_moved` and `all`: the mean of a number (its
    known values), the share of a level.
    """
    found: list[tuple[float, dict[str, Any]]] = []
    for feature in features:
        told = [] if feature.levels is not None else [_of_number(feature, most, least)]
        for place, level in enumerate(feature.levels or ()):
            member = (feature.values == place).astype(np.float64)
            told.append(_compared({"feature": feature.name, "level": level}, member, most, least))
        best = max((one for one in told if one), key=lambda one: one[0], default=None)
        found += [best] if best else []
    found.sort(key=lambda one: (-one[0], one[1]["feature"]))
    return json.dumps([says for _, says in found[:MOST]])


def _of_number(feature: Feature, most: Bools, least: Bools) -> tuple[float, dict[str, Any]] | None:
    return _compared({"feature": feature.name}, feature.values, most, least)


def _compared(
    named: dict[str, Any], values: npt.NDArray[np.float64], most: Bools, least: Bools
) -> tuple[float, dict[str, Any]] | None:
    known = np.isfinite(values)
    if not (known & most).any() or not (known & least).any():
        return None
    one, other, everybody = values[known & most], values[known & least], values[known]
    spread = float(everybody.std())
    if spread == 0 or one.mean() == other.mean():
        return None
    told = {
        "most_moved": round(float(one.mean()), 4),
        "least_moved": round(float(other.mean()), 4),
        "all": round(float(everybody.mean()), 4),
    }
    return round(abs(float(one.mean() - other.mean())) / spread, 9), named | told
