"""The pictures of a backtest: policies with their intervals, shares over time, predicted against observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.presentation.charts.chart import SCHEMA, Spec
from adjoin.presentation.charts.look import ACCENT, GRID, INK, MUTED
from adjoin.words.share import interval, percent

Row = Mapping[str, Any]
WIDTH, SAID_AT = 340, 352
OURS = "adjoin"
COLOUR = {"condition": {"test": "datum.ours", "value": ACCENT}, "value": MUTED}


def shares(rows: Sequence[Row], called: Mapping[str, str], axis: str) -> Spec | None:
    """A measure of every policy: a point with its 95 % interval and the numbers at the right; None without one.

    `rows`: of `backtest`, all dates together.
    """
    told = [row for row in rows if row["value"] is not None]
    if not told:
        return None
    values = [
        {
            "policy": called[row["policy"]], "ours": row["policy"] == OURS, "value": row["value"],
            "low": row["value"] if row["low"] is None else row["low"],
            "high": row["value"] if row["high"] is None else row["high"],
            "says": f"{percent(row['value'])} ({interval(row['low'], row['high']) or 'interval unknown'})",
        }
        for row in told
    ]  # fmt: skip
    y = {"field": "policy", "type": "nominal", "sort": None, "title": None}
    x = {
        "type": "quantitative",
        "title": axis,
        "scale": {"domainMin": 0},
        "axis": {"format": "~p", "tickCount": 5},
    }
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": 24},
        "encoding": {"y": y, "color": COLOUR},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
             "encoding": {"x": {"field": "value", **x},
                          "shape": {"condition": {"test": "datum.ours", "value": "diamond"}, "value": "circle"}}},
            {"mark": {"type": "text", "align": "left", "x": SAID_AT}, "encoding": {"text": {"field": "says"}}},
        ],
    }  # fmt: skip


def over_time(rows: Sequence[Row], called: Mapping[str, str], shown: Sequence[str]) -> Spec | None:
    """Foresight by date of the policies in `shown`, Adjoin's with its interval; None with fewer than two dates.

    `rows`: of `backtest`, those with a date.
    """
    told = [row for row in rows if row["policy"] in shown and row["value"] is not None]
    if len({row["as_of"] for row in told}) < 2:
        return None
    values = [
        {"policy": called[row["policy"]], "ours": row["policy"] == OURS, "on": row["as_of"].isoformat(),
         "value": row["value"], "low": row["low"], "high": row["high"]}
        for row in told
    ]  # fmt: skip
    x = {
        "field": "on",
        "type": "temporal",
        "title": "date of the picks",
        "axis": {"grid": False, "tickCount": 6},
    }
    y = {"type": "quantitative", "title": "started within 90 days", "axis": {"format": "~p", "tickCount": 4}}
    dash = {"field": "policy", "type": "nominal", "title": None, "sort": None}
    ours = {"filter": "datum.ours"}
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "width": 520,
        "height": 180,
        "layer": [
            {"transform": [ours], "mark": {"type": "area", "color": ACCENT, "opacity": 0.15},
             "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
            {"mark": {"type": "line", "point": True},
             "encoding": {"x": x, "y": {"field": "value", **y}, "strokeDash": dash, "color": COLOUR}},
        ],
    }  # fmt: skip


def reliability(rows: Sequence[Row], of: str) -> Spec | None:
    """Predicted against observed in tenths, with intervals and the line where they agree; None without a bin.

    `rows`: of `reliability`.
    """
    values = [dict(row) for row in rows if row["of"] == of]
    if not values:
        return None
    most = max(max(row["predicted"], row["high"] or row["observed"]) for row in values) * 1.05
    scale = {"scale": {"domain": [0, most]}, "axis": {"format": "~p", "tickCount": 5}, "type": "quantitative"}
    x, y = {"title": "predicted", **scale}, {"title": "observed", **scale}
    ends = [{"at": 0}, {"at": most}]
    return {
        "$schema": SCHEMA,
        "width": 230,
        "height": 230,
        "layer": [
            {"data": {"values": ends}, "mark": {"type": "line", "color": GRID, "strokeWidth": 2},
             "encoding": {"x": {"field": "at", **x}, "y": {"field": "at", **y}}},
            {"data": {"values": values}, "mark": {"type": "rule", "color": ACCENT},
             "encoding": {"x": {"field": "predicted", **x}, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
            {"data": {"values": values},
             "mark": {"type": "point", "filled": True, "size": 50, "color": INK, "opacity": 1},
             "encoding": {"x": {"field": "predicted", **x}, "y": {"field": "observed", **y}}},
        ],
    }  # fmt: skip
