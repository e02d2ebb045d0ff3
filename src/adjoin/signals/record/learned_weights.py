"""What each kind of signal is worth by what accounts did afterwards, all kinds at once.

The log rate ratio of starting a product within 90 days of a firing at full strength, the other kinds being as they
are, drawn towards the expert's weight (normal, standard deviation 1): kinds that fire together share what followed
instead of each claiming all of it. It is an average over the 90 days, where the expert speaks of a fresh signal.
Shown beside the expert's weight; no score uses it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from adjoin.signals.record.exposure import Cells, Exposure, Flags, Floats
from adjoin.statistics.stratified_rates import LogRates, RateCells, stratified_rates


def learned_weights(
    exposed: Exposure, kinds: Sequence[str], prior: Floats
) -> tuple[tuple[str, ...], LogRates]:
    """The kinds, each once, and their posterior. `kinds`, `prior`: the kind and its weight, one a detector.

    The strength of a kind is that of its strongest firing. Days on which some detector may have fired before its
    watch began are left out. Where `information` is 0 nothing was learned and the weight is the prior.
    """
    once = tuple(dict.fromkeys(kinds))
    members = [[n for n, kind in enumerate(kinds) if kind == other] for other in once]
    known: Flags = np.all(exposed.strengths >= 0, axis=1)
    rows = [cells.where(known[cells.fired]) for cells in (exposed.days, exposed.starts)]
    features = np.concatenate([_features(exposed, cells, members) for cells in rows])
    days, starts = (cells.count for cells in rows)
    cells = RateCells(
        stratum=np.concatenate([cells.stratum for cells in rows]),
        days=np.concatenate([days, np.zeros(len(starts))]),
        starts=np.concatenate([np.zeros(len(days)), starts]),
        features=features,
    )
    means = np.array([prior[kinds.index(kind)] for kind in once], np.float64)
    return once, stratified_rates(cells, means)


def _features(exposed: Exposure, cells: Cells, members: Sequence[list[int]]) -> Floats:
    strengths = exposed.strengths[cells.fired] * exposed.watched[cells.stratum]
    columns = [strengths[:, own].max(axis=1) for own in members]
    return np.stack(columns, axis=1) if columns else np.zeros((len(cells.count), 0))
