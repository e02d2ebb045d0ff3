"""What changes after a signal: a pair's chance once something was signalled at an account that holds the first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class AfterSignal:
    """The pair after one kind of signal, within the horizon from the signal on. `condition`: the kind; `at_risk`:
    accounts that held the first when it was signalled; `reason`: why it is not enough. Probabilities are fractions."""

    condition: str
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    at_risk: int
    adopters: int
    median_days: float | None
    enough: bool
    reason: str | None


def after_signals(desk: Desk, pair: tuple[str, str], horizon: int) -> tuple[AfterSignal, ...]:
    """The pair of these ids within `horizon` days after each kind: enough evidence first, then by lower bound."""
    here = (
        (pc.field("from_product") == pair[0])
        & (pc.field("to_product") == pair[1])
        & (pc.field("horizon_days") == horizon)
    )
    found = [_after(row) for row in desk.show("triggered_chances").filter(here).to_pylist()]
    return tuple(
        sorted(found, key=lambda one: (not one.enough, -(one.probability_low or 0.0), one.condition))
    )


def _after(row: Mapping[str, Any]) -> AfterSignal:
    return AfterSignal(**{field: row[field] for field in AfterSignal.__slots__})
