"""Journeys as a flow: one line a journey, its products in the order they were begun."""

import json

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, INK, MUTED, PAPER
from adjoin.words.share import percent

SHOWN = 20
STEP = 190


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `journeys`. Filled where the order holds beyond chance, outlined where chance alone could give it."""
    if not rows:
        raise ConfigurationError(
            "No order of three products is common enough; `adjoin show journeys` is empty."
        )
    shown = rows[:SHOWN]
    steps = [
        {"rank": row["rank"], "step": step, "product": told.name(product), "holds": bool(row["holds"])}
        for row in shown
        for step, product in enumerate(json.loads(row["journey"]))
    ]
    longest = 1 + max(step["step"] for step in steps)
    ends = [
        {"rank": row["rank"], "says": f"{row['accounts']} of {row['among']} accounts, {percent(row['share'])}; "
         f"median {row['median_days']:.0f} days"}
        for row in shown
    ]  # fmt: skip
    y = {"field": "rank", "type": "ordinal", "title": None, "axis": None}
    x = {"field": "step", "type": "ordinal", "title": None, "axis": None}
    ink = {"condition": {"test": "datum.holds", "value": PAPER}, "value": INK}
    fill = {"condition": {"test": "datum.holds", "value": ACCENT}, "value": PAPER}
    box = {"type": "rect", "stroke": ACCENT, "cornerRadius": 4, "width": STEP - 26, "height": 24}
    return titled(
        told,
        "Journeys of three products and more",
        [
            "Accounts that began these products in this order, of those that began all of them on different days.",
            "Filled: the order is more common than chance would make it.",
        ],
        {
            "width": {"step": STEP},
            "height": {"step": 36},
            "encoding": {"y": y},
            "layer": [
                {"data": {"values": steps},
                 "layer": [{"mark": box, "encoding": {"x": x, "color": {**fill, "type": "nominal"}}},
                           {"mark": {"type": "text", "limit": STEP - 34},
                            "encoding": {"x": x, "text": {"field": "product"}, "color": ink}}]},
                {"data": {"values": ends},
                 "mark": {"type": "text", "align": "left", "x": longest * STEP, "color": MUTED},
                 "encoding": {"text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


CHART = Chart("journeys", "frequent orders of three and more products", draw)
