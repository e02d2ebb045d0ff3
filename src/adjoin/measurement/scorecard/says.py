"""What a number of the scorecard says, and how it stands beside its target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adjoin.measurement.scorecard.metric import METRICS, Metric
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

Row = Mapping[str, Any]


def typical_text(metric: Metric, low: float | None, high: float | None) -> str | None:
    """`40–50 %`, `60–90 days`; None where unknown."""
    if low is None or high is None:
        return None
    return f"{low:.0f}–{high:.0f} days" if metric.unit == "days" else f"{interval(low, high)} %"


def state_of(row: Row) -> str | None:
    """reached, typical (or between it and the target) or below; None without a target.

    A cycle reaches its target below it, for that is what the target says; everything else at it.
    """
    value, target = row["value"], row["target"]
    if target is None or value is None:
        return None
    if row["better"] == "low":
        return "reached" if value < target else "typical" if value <= row["typical_high"] else "below"
    return "reached" if value >= target else "typical" if value >= row["typical_low"] else "below"


def says_of(row: Row, because: str | None) -> str:
    """One or two sentences. `because`: why nothing can be told, where that is so."""
    metric = METRICS[row["metric"]]
    if because is not None:
        return because if row["value"] is None else f"{because}. So far: {_stands(row, metric)}"
    return (
        f"{_stands(row, metric)}. {_judged(row, metric)}"
        if row["target"] is not None
        else _stands(row, metric)
    )


def said(metric: Metric, value: float | None) -> str:
    """A value in its unit."""
    if metric.unit == "days" and value is not None:
        return f"{value:.0f} days" if value == int(value) else f"{value:.1f} days"
    return percent(value)


def _stands(row: Row, metric: Metric) -> str:
    bounds = ""
    if row["low"] is not None:
        both = (
            f"{row['low']:.0f}–{row['high']:.0f}"
            if metric.unit == "days"
            else interval(row["low"], row["high"])
        )
        bounds = f" ({both})"
    units = counted(row["units"], *metric.counts)
    if metric.unit == "share":
        return f"{count(row['numerator'])} of {units}: {percent(row['value'])}{bounds}"
    if metric.unit == "days":
        quick = f"{count(row['numerator'])} took no longer than the {row['quick_days']:.0f} wanted"
        return f"Half of {units} took {said(metric, row['value'])}{bounds} or less; {quick}"
    return f"{percent(row['value'])}{bounds} over {units}"


def _judged(row: Row, metric: Metric) -> str:
    target, beside = said(metric, row["target"]), f"typical is {row['typical']}"
    low, high = row["low"], row["high"]
    sure = low is not None and (high < row["target"] if row["better"] == "low" else low >= row["target"])
    if row["state"] == "reached":
        return f"The target of {target} is reached{'' if sure else ', though not beyond doubt'}; {beside}"
    if row["state"] == "below":
        return f"Worse than what is typical ({row['typical']}); the target is {target}"
    past = (
        row["value"] > row["typical_high"] if row["better"] == "high" else row["value"] < row["typical_low"]
    )
    return f"{'Better than' if past else 'Within'} what is typical ({row['typical']}), short of the target of {target}"
