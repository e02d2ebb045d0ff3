"""Pair readiness among the features: what its columns are called there, and what is thought of each aspect before
outcomes tell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from adjoin.warehouse.query import queries_in

READINESS = "readiness: "
OF_READINESS = "readiness_"
"""How the columns of `features` begin that say how ready a pair is."""


def feature_of(column: str) -> str:
    """What a column of `features` is called as a feature."""
    return READINESS + column.removeprefix(OF_READINESS) if column.startswith(OF_READINESS) else column


def readiness_weights(settings: Mapping[str, Any] | None = None) -> dict[str, float]:
    """Opinions about pair readiness by feature, log-odds from none to full, as `readiness_weights.sql` has them.

    `settings`: those of its name that a project changed.
    """
    times = {**queries_in("adjoin.facts")["readiness_weights"].parameters, **(settings or {})}
    return {READINESS + aspect: -math.log(max(float(str(odds)), 0.001)) for aspect, odds in times.items()}
