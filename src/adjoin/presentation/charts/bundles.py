"""Bundles by what they net a year, with intervals; where demand is not estimated, by the uplift that they need."""

from collections.abc import Sequence
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.money import money
from adjoin.words.share import percent

SHOWN = 20
NAMES = {"field": "bundle", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 380}}


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `bundles`; those refused, and those of which neither is known, are left out."""
    offered = sorted((row for row in rows if row["refused"] is None), key=lambda row: row["rank"])
    estimated = [row for row in offered if row["net_revenue"] is not None]
    if estimated:
        return _net(estimated[:SHOWN], told, len(offered) - len(estimated))
    known = [row for row in offered if row["break_even_uplift"] is not None]
    if not known:
        raise ConfigurationError("There is no bundle whose money could be told; `adjoin bundles` says why.")
    return _break_even(known[:SHOWN], told)


def _net(rows: Sequence[Any], told: Told, left_out: int) -> Spec:
    values = [
        {
            "bundle": row["name"],
            "net": row["net_revenue"], "low": row["net_revenue_low"], "high": row["net_revenue_high"],
            "says": f"{money(row['net_revenue'], told.currency)} at {percent(row['discount'])} off",
        }
        for row in rows
    ]  # fmt: skip
    x = {"type": "quantitative", "title": f"net revenue, {told.currency} a year", "axis": {"format": "~s"}}
    beside = f" {left_out} more are not estimated." if left_out else ""
    return titled(
        told,
        "What bundles would bring",
        ["What further buyers pay less what is given away on those who would have bought at list price." + beside],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 30},
            "encoding": {"y": NAMES},
            "layer": [
                {"mark": {"type": "rule", "color": ACCENT},
                 "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True, "size": 80, "color": ACCENT, "opacity": 1},
                 "encoding": {"x": {"field": "net", **x}}},
                {"mark": {"type": "rule", "color": MUTED}, "encoding": {"x": {"datum": 0}, "y": None}},
                {"mark": {"type": "text", "align": "left", "x": 432, "color": MUTED},
                 "encoding": {"text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


def _break_even(rows: Sequence[Any], told: Told) -> Spec:
    values = [
        {"bundle": row["name"], "more": row["break_even_uplift"],
         "says": f"+{percent(row['break_even_uplift'])} at {percent(row['discount'])} off"}
        for row in rows
    ]  # fmt: skip
    x = {
        "field": "more",
        "type": "quantitative",
        "title": "more buyers than at list price",
        "axis": {"format": "%"},
    }
    return titled(
        told,
        "How many more must buy before a bundle pays",
        ["What a discount changes cannot be told from past deals, so this is all that can be said of money."],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 26},
            "encoding": {"y": NAMES, "x": x},
            "layer": [
                {"mark": {"type": "bar", "color": ACCENT}},
                {"mark": {"type": "text", "align": "left", "dx": 6, "color": MUTED},
                 "encoding": {"text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


CHART = Chart("bundles", "bundles by net revenue, or by break-even", draw)
