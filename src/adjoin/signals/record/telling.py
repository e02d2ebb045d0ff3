"""The numbers of one record, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.signals.record.exposure import Flags, Floats, Ints
from adjoin.statistics.rate_ratio import LimitsFrom, RateRatio, clustered_rate_ratio
from adjoin.statistics.share_interval import share_interval
from adjoin.statistics.strata import Contributions

LEAST_FIRED = 10
"""Firings below which a record tells nothing but their number."""

Numbers = dict[str, float | int | str | None]
NOTHING: Numbers = dict.fromkeys(
    ("precision", "precision_low", "precision_high", "lift", "lift_low", "lift_high",
     "lead_days", "lead_low", "lead_high")
)  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """The firings that count, one number a row: detector, product, whether the days within which a start counts have
    passed, and the days to the start (NaN if none came within them)."""

    detector: Ints
    product: Ints
    is_followed: Flags
    lead_days: Floats

    def where(self, keep: Flags) -> Outcomes:
        """The firings that are kept."""
        return Outcomes(**{name: values[keep] for name, values in vars(self).items()})

    def leads(self) -> Floats:
        """Days to the start, of the firings that were followed long enough and converted."""
        days = self.lead_days[self.is_followed]
        converted: Floats = days[~np.isnan(days)]
        return converted


def tell(outcomes: Outcomes, contributions: Contributions) -> Numbers:
    """Counts, precision, lift and lead time with limits (lead: quartiles), and `reason` where something is null."""
    leads, followed = outcomes.leads(), int(outcomes.is_followed.sum())
    counts: Numbers = {"fired": len(outcomes.detector), "followed": followed, "converted": len(leads)}
    if len(outcomes.detector) < LEAST_FIRED:
        return {**NOTHING, **counts, "reason": _fired(len(outcomes.detector))}
    ratio = clustered_rate_ratio(contributions)
    told = {**NOTHING, **counts, **_lift(ratio), **_precision(len(leads), followed), **_lead(leads)}
    return {**told, "reason": _reason(ratio, len(leads), followed)}


def _fired(times: int) -> str:
    if times == 0:
        return "has not fired so far"
    return f"fired {times} {'time' if times == 1 else 'times'} so far; a record needs {LEAST_FIRED}"


def _lift(ratio: RateRatio) -> Numbers:
    if ratio.limits_from is LimitsFrom.NOTHING:
        return {}
    estimate = ratio.ratio if ratio.events_exposed else None
    return {"lift": estimate, "lift_low": ratio.low, "lift_high": ratio.high}


def _precision(converted: int, followed: int) -> Numbers:
    if not followed:
        return {}
    low, high = share_interval(converted, followed)
    return {"precision": converted / followed, "precision_low": low, "precision_high": high}


def _lead(leads: Floats) -> Numbers:
    if not len(leads):
        return {}
    low, middle, high = (float(value) for value in np.quantile(leads, (0.25, 0.5, 0.75)))
    return {"lead_days": middle, "lead_low": low, "lead_high": high}


def _reason(ratio: RateRatio, converted: int, followed: int) -> str | None:
    if not followed:
        return "no firing is 90 days old yet"
    if ratio.limits_from is LimitsFrom.NOTHING:
        return "no product was started on days that can be compared"
    if not ratio.events_exposed:
        return "no product was started within 90 days of a firing"
    if not converted:
        return "none of the firings that are 90 days old was followed by a start"
    if ratio.ratio is None:
        return "no product was started but within 90 days of a firing"
    return None
