"""The scorecard as bullets: each number with its interval, what is typical, and the target."""

from collections.abc import Mapping
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, GRID, INK, MUTED
from adjoin.words.metric_names import METRICS
from adjoin.words.share import percent

MARKS = {
    "reached": "✓ reached",
    "typical": "◐ short of target",
    "below": "✕ below typical",
    "cannot_tell": "? cannot tell",
}


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `scorecard`. Only shares and ratios stand in the picture, for days have another axis."""
    shown = [row for row in rows if row["unit"] != "days" and row["value"] is not None]
    if not shown:
        raise ConfigurationError("No number of the scorecard is known; `adjoin scorecard` says why.")
    values = [
        {
            "number": METRICS[row["metric"]],
            **{name: row[name] for name in ("value", "low", "high", "target", "typical_low", "typical_high")},
            "says": f"{percent(row['value'])} {_mark(row)}".strip(),
        }
        for row in sorted(shown, key=lambda row: row["place"])
    ]
    warned = [f"{METRICS[row['metric']]}: {row['warning']}." for row in shown if row["warning"]]
    names = {"field": "number", "type": "nominal", "sort": [one["number"] for one in values], "title": None,
             "axis": {"labelLimit": 320}}  # fmt: skip
    x = {"type": "quantitative", "title": "share", "axis": {"format": "%"}}
    return titled(
        told,
        "Scorecard",
        ["Band: typical, as told in the trade. Upright: target. Line: 95 % interval.", *warned],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 30},
            "encoding": {"y": names},
            "layer": [
                {"mark": {"type": "bar", "color": GRID, "height": 18},
                 "encoding": {"x": {"field": "typical_low", **x}, "x2": {"field": "typical_high"}}},
                {"mark": {"type": "rule", "color": ACCENT, "strokeWidth": 2},
                 "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True, "size": 80, "color": ACCENT, "opacity": 1},
                 "encoding": {"x": {"field": "value", **x}}},
                {"mark": {"type": "tick", "color": INK, "thickness": 3, "size": 22},
                 "encoding": {"x": {"field": "target", **x}}},
                {"mark": {"type": "text", "align": "left", "x": 432, "color": MUTED},
                 "encoding": {"text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


def _mark(row: Mapping[str, Any]) -> str:
    """A warning takes the good out of a state."""
    if row["warning"] and row["state"] != "below":
        return "! doubtful"
    return MARKS.get(row["state"] or "", "")


CHART = Chart("scorecard", "each number beside its target and what is typical", draw)
