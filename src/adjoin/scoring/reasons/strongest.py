"""The features that moved each cell's learned number most, as rows."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.scoring.learned.examples import Feature
from adjoin.scoring.learned.learned import Predictions

MOST = 8
LEAST = 0.02
"""Log-odds below which a feature moved nothing worth a word."""

KEY = ("as_of", "account_id", "product_id")


def strongest(cells: pa.Table, told: Predictions) -> pa.Table:
    """The relation `learned_moves`: KEY, place (1 = strongest), feature, number, level, log_odds.

    `cells`: KEY of the rows predicted, in their order. Ties go by the feature's place.
    """
    most = min(MOST, len(told.features))
    order = np.argsort(-np.abs(told.contributions).round(9), axis=1, kind="stable")[:, :most]
    row = np.repeat(np.arange(len(told.probability)), most)
    which = order.ravel()
    moved = told.contributions[row, which]
    kept = np.abs(moved) >= LEAST
    row, which, moved = row[kept], which[kept], moved[kept]
    place = np.tile(np.arange(1, most + 1), len(told.probability))[kept]
    value = told.values[row, which].astype(np.float64)
    keys = {name: cells[name].take(pa.array(row)) for name in KEY}
    return pa.table(
        {
            **keys,
            "place": pa.array(place, pa.int64()),
            "feature": pa.array([feature.name for feature in told.features], pa.string()).take(
                pa.array(which)
            ),
            "number": pa.array(value, pa.float64(), mask=np.isnan(value)),
            "level": _levels(told.features, which, value),
            "log_odds": pa.array(moved.round(9), pa.float64()),
        }
    )


def _levels(
    features: tuple[Feature, ...], which: npt.NDArray[np.int64], value: npt.NDArray[np.float64]
) -> pa.Array:
    """The name of a category's value; null for numbers and where it is unknown."""
    starts, names = np.full(len(features), -1), list[str]()
    for place, feature in enumerate(features):
        if feature.levels:
            starts[place] = len(names)
            names += feature.levels
    known = (starts[which] >= 0) & ~np.isnan(value)
    at = np.where(known, starts[which] + np.nan_to_num(value).astype(np.int64), 0)
    return pa.array(names or [""], pa.string()).take(pa.array(at, pa.int64(), mask=~known))
