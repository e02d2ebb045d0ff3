"""Ratios around 1 with their intervals on one log scale: what lies right of the line happens more often."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.presentation.charts.chart import Spec
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.share import times

WIDEST = 50.0
"""Intervals are cut at this ratio and its inverse; the numbers beside them are whole."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of a forest: a ratio and its 95 % bounds; null bounds are open."""

    label: str
    ratio: float
    low: float | None
    high: float | None


def forest(ratios: Sequence[Ratio], axis: str) -> Spec:
    """Points with whiskers, the line at 1, and the numbers in words at the right."""
    values = [
        {
            "label": one.label,
            "ratio": _within(one.ratio),
            "low": _within(one.low or 0),
            "high": _within(WIDEST if one.high is None else one.high),
            "says": f"{times(one.ratio)} ({times(one.low)} {_above(one.high)})",
        }
        for one in ratios
    ]
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 340}}
    scale = {"type": "log", "domain": [1 / WIDEST, WIDEST]}
    ticks = {"values": [0.02, 0.1, 0.25, 0.5, 1, 2, 4, 10, 50], "format": "~g"}
    x = {"type": "quantitative", "scale": scale, "axis": ticks, "title": axis}
    line = {"type": "rule", "color": MUTED, "strokeDash": [4, 4]}
    point = {"type": "point", "filled": True, "size": 70, "color": ACCENT, "opacity": 1}
    said = {"type": "text", "align": "left", "x": 432, "color": MUTED}
    return {
        "data": {"values": values},
        "width": 420,
        "height": {"step": 28},
        "layer": [
            {"mark": line, "encoding": {"x": {"datum": 1, **x}}},
            {
                "mark": {"type": "rule", "color": ACCENT},
                "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {"mark": point, "encoding": {"y": y, "x": {"field": "ratio", **x}}},
            {"mark": said, "encoding": {"y": y, "text": {"field": "says"}}},
        ],
    }


def _above(high: float | None) -> str:
    return "and more" if high is None else f"to {times(high)}"


def _within(ratio: float) -> float:
    return min(max(ratio, 1 / WIDEST), WIDEST)
