"""The detectors: what each watches, how often it fired, and what it was worth so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about


@dataclass(frozen=True, slots=True)
class DetectorLine:
    """One detector and its record.

    `open_now`: signals open now, at `accounts`. `fired`: firings over the past that the record covers, `converted` of
    those old enough that were followed by a start of the product within 90 days, `precision` their share. `lift`: rate
    ratio of starts within 90 days of a firing against all other days, like for like. `lead_days`: median from firing to
    start. `prior_weight`, `learned_weight`: log-odds at full strength. `reason`: why there is no record, or what it
    lacks. `off_because`: why it does not run. `threshold`: in force, of the setting `threshold_name`, that can be
    tried between `threshold_loosest` and `threshold_strictest`; None where nothing can be tried.
    """

    name: str
    kind: str
    watches: str | None
    own: bool
    open_now: int
    accounts: int
    half_life_days: float | None
    fired: int | None
    followed: int | None
    converted: int | None
    precision: float | None
    precision_low: float | None
    precision_high: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    lead_days: float | None
    lead_low: float | None
    lead_high: float | None
    prior_weight: float | None
    learned_weight: float | None
    learned_low: float | None
    learned_high: float | None
    watched_from: date | None
    reason: str | None
    off_because: str | None
    threshold: float | None
    threshold_name: str | None
    threshold_loosest: float | None
    threshold_strictest: float | None
    threshold_unit: str | None

    @property
    def recorded(self) -> bool:
        """Whether any of its firings could be judged so far."""
        return self.precision is not None or self.lift_high is not None


@dataclass(frozen=True, slots=True)
class Detectors:
    """All detectors, those that run first, by open signals."""

    as_of: date
    detectors: tuple[DetectorLine, ...]
    notes: tuple[str, ...]


@on_one_publication
def detectors(desk: Desk) -> Detectors:
    """Every detector, also those that are off."""
    lines = [line_of(row) for row in desk.show("detectors").to_pylist()]
    return Detectors(
        as_of=desk.publication().as_of,
        detectors=tuple(sorted(lines, key=lambda one: (bool(one.off_because), -one.open_now, one.name))),
        notes=notes_about(desk, "signals"),
    )


def line_of(row: Mapping[str, Any]) -> DetectorLine:
    """One row of `detectors`."""
    return DetectorLine(**{field: row[field] for field in DetectorLine.__slots__})
