"""The detectors of a run as a table: those built in, the user's own, and the own ones that are refused."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from adjoin.signals.detector import Detector
from adjoin.signals.own.reading import Own, left_out

TEXT = pa.string()
LISTED = pa.schema(
    [("name", TEXT), ("kind", TEXT), ("watches", TEXT), ("own", pa.bool_()), ("prior_weight", pa.float64()),
     ("half_life_days", pa.float64()), ("off_because", TEXT)]
)  # fmt: skip
"""The relation `listed_detectors`."""


def listed_detectors(watching: Sequence[Detector], own: Own, resting: Mapping[str, str]) -> pa.Table:
    """One row a detector. `resting`: those that do not run, by name, and why."""
    why = {**resting, **left_out(own, resting)}
    rows = [
        {
            "name": detector.name,
            "kind": detector.kind,
            "watches": detector.what,
            "own": not detector.ours,
            "prior_weight": detector.weight,
            "half_life_days": detector.half_life_days,
            "off_because": why.get(detector.name),
        }
        for detector in watching
    ]
    rows += [
        {"name": refusal.name, "kind": refusal.name, "own": True, "off_because": refusal.why}
        for refusal in own.refused
    ]
    return pa.Table.from_pylist(rows, schema=LISTED)


def resting_rows(watching: Sequence[Detector], own: Own, resting: Mapping[str, str]) -> list[dict[str, str]]:
    """What is off among the detectors, each with why, as rows of `switched_off`."""
    why = {name: reason for name, reason in resting.items() if name in {one.name for one in watching}}
    return [
        {"what": f"signal {name}", "why": reason}
        for name, reason in {**why, **left_out(own, resting)}.items()
    ]
