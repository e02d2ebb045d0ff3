"""Log-odds bent to what came true among cells that were not learned from: a line with two knees.

Platt's line (1999, Probabilistic outputs for support vector machines) with one slope below a chance of a fifth, one up
to a half and one above, for it is the few high chances that boosting overstates; shrunk towards leaving all as it is.
"""

from __future__ import annotations

import numpy as np

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.blend import Doubles, shrunk_logistic

KNEES = (float(np.log(0.2 / 0.8)), 0.0)
TRUST = 0.3
"""Standard deviation of the slopes and of the level around leaving all as it is, before anything is seen."""
FLATTEST = 0.05
"""The order of cells is kept: no slope falls below."""


def fit_bend(logit: Floats, held: Floats, offset: float) -> Doubles:
    """Level and the changes of slope: at the left, at each knee. `offset`: what the sampling of cells added."""
    towards = np.array([0.0, 1.0, *(0.0 for _ in KNEES)])
    found = shrunk_logistic(_parts(logit), held, offset, towards, np.full(len(towards), TRUST**-2))
    slopes = np.maximum(np.cumsum(found[1:]), FLATTEST)
    return np.array([found[0], *np.diff(slopes, prepend=0.0)])


def bent(logit: Floats, bend: Doubles) -> Floats:
    """The log-odds as they came true; any shape."""
    found = np.float32(bend[0]) + np.float32(bend[1]) * logit
    for knee, change in zip(KNEES, bend[2:], strict=True):
        found += np.float32(change) * np.maximum(logit - np.float32(knee), 0)
    return found


def _parts(logit: Floats) -> Doubles:
    told = logit.astype(np.float64)
    return np.column_stack([np.ones(len(told)), told, *(np.maximum(told - knee, 0) for knee in KNEES)])
