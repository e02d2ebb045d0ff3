"""Which columns of an unpivot are which metrics: both directions of `metrics` are understood."""

from adjoin.domain.contract import Table
from adjoin.sources.mapping import Unpivot
from adjoin.sources.origin import Origin
from adjoin.sources.spelling import no_column, spelled

Metrics = tuple[tuple[str, str], ...]
"""Pairs of (canonical metric, source column)."""


def side_by_side(table: Table, unpivot: Unpivot | None, origin: Origin) -> tuple[Metrics, list[str]]:
    """The metrics of an unpivot, and its problems as sentences.

    `metrics` says {source column: canonical metric}; where not all of its keys are columns but all of its
    values are, it says {canonical metric: source column}.
    """
    if unpivot is None:
        return (), []
    if "metric" not in table.names or unpivot.value not in table.names:
        return (), [f"unpivot: {table.name} has no columns metric and {unpivot.value}"]
    written = list(unpivot.metrics.items())
    keys = [(metric, spelled(source, origin.columns)) for source, metric in written]
    values = [(metric, spelled(source, origin.columns)) for metric, source in written]
    for side in (keys, values):
        found = tuple((metric, column) for metric, column in side if column is not None)
        if len(found) == len(side):
            return found, []
    meant = list(unpivot.metrics.values() if _count(values) > _count(keys) else unpivot.metrics)
    return (), [
        f"unpivot.metrics: {no_column(origin, name)}; write {{source column: metric}}"
        for name in meant
        if spelled(name, origin.columns) is None
    ]


def _count(side: list[tuple[str, str | None]]) -> int:
    return sum(column is not None for _, column in side)
