"""Which detector was watched on which days: those on which its silence would have told something."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pyarrow as pa

from adjoin.signals.detector import Detector

DETECTORS = pa.schema(
    [("number", pa.int64()), ("name", pa.string()), ("kind", pa.string()), ("weight", pa.float64()),
     ("because", pa.string())]
)  # fmt: skip
"""The relation `watched_detectors`: every detector, and why it could not be watched throughout, if so."""

WATCHES = pa.schema(
    [("name", pa.string()), ("as_of", pa.date32()), ("after_on", pa.date32()), ("is_first", pa.bool_())]
)
"""The relation `detector_watches`: the moments that tell of the days since the one before, a detector each."""

SEGMENTS = pa.schema([("segment", pa.int64()), ("after_on", pa.date32()), ("until_on", pa.date32())])
"""The relation `watch_segments`: days on which the same detectors are watched, numbered from 1."""


@dataclass(frozen=True)
class Moment:
    """A past moment, and the one before it."""

    as_of: date
    after_on: date


def watched_detectors(detectors: Sequence[Detector], because: Mapping[str, str]) -> pa.Table:
    """The detectors in their order, numbered from 0. A kind weighs what its first detector does."""
    weights: dict[str, float] = {}
    for detector in detectors:
        weights.setdefault(detector.kind, detector.weight)
    return pa.Table.from_pylist(
        [
            {
                "number": n,
                "name": d.name,
                "kind": d.kind,
                "weight": weights[d.kind],
                "because": because.get(d.name),
            }
            for n, d in enumerate(detectors)
        ],
        schema=DETECTORS,
    )


def detector_watches(
    names: Sequence[str], moments: Sequence[Moment], missing: Collection[tuple[date, str]]
) -> pa.Table:
    """A row per detector in `names` and moment, but those in `missing` (moment, name)."""
    rows = []
    for name in names:
        told = [moment for moment in moments if (moment.as_of, name) not in missing]
        ends = {moment.as_of for moment in told}
        rows += [
            {"name": name, "as_of": m.as_of, "after_on": m.after_on, "is_first": m.after_on not in ends}
            for m in told
        ]
    return pa.Table.from_pylist(rows, schema=WATCHES)


def watch_segments(watches: pa.Table) -> pa.Table:
    """The days of `watches`, cut where any detector's watch begins or ends."""
    rows = watches.to_pylist()
    begins = {row["after_on"] for row in rows if row["is_first"]}
    goes_on = {(row["name"], row["after_on"]) for row in rows}
    ends = {row["as_of"] for row in rows if (row["name"], row["as_of"]) not in goes_on}
    covered = {(row["after_on"], row["as_of"]) for row in rows}
    edges = sorted(begins | ends)
    segments = [
        (after_on, until_on)
        for after_on, until_on in pairwise(edges)
        if any(after_on <= a and u <= until_on for a, u in covered)
    ]
    return pa.Table.from_pylist(
        [{"segment": n, "after_on": a, "until_on": u} for n, (a, u) in enumerate(segments, start=1)],
        schema=SEGMENTS,
    )
