"""Pathways by money: where the next sales lie, and how few pathways hold most of it."""

from collections.abc import Mapping
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.share import percent

SHOWN = 20


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `pathways`. The first of them as bars, with the share that all up to each hold."""
    if not rows:
        raise ConfigurationError(
            "There is no pathway: nobody can begin another product, or no start has a date."
        )
    priced = any(row["expected_value"] is not None for row in rows)
    unit = f"expected within 90 days, {told.currency} a year" if priced else "expected starts within 90 days"
    values = [
        {
            "pathway": _label(row, told),
            "worth": row["expected_value"] if priced else row["probability"] * row["eligible_accounts"],
            "says": f"{percent(row['cumulative_share'])} of all",
        }
        for row in rows[:SHOWN]
    ]
    pathway = {
        "field": "pathway",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 380},
    }
    worth = {"field": "worth", "type": "quantitative", "title": unit, "axis": {"format": "~s"}}
    said = {
        "mark": {"type": "text", "align": "left", "dx": 6, "color": MUTED},
        "encoding": {"text": {"field": "says"}},
    }
    return titled(
        told,
        "Pathways by money" if priced else "Pathways by expected starts",
        [
            "Chance from now × price over the accounts that can take it; an account and product count once.",
            "Ranked by the lower bound of that; beside each bar, what it and all above it hold of the total.",
        ],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 26},
            "encoding": {"y": pathway, "x": worth},
            "layer": [{"mark": {"type": "bar", "color": ACCENT}}, said],
        },
    )


def _label(row: Mapping[str, Any], told: Told) -> str:
    condition = f" + {row['condition'].replace('_', ' ')}" if row["condition"] else ""
    return f"{told.name(row['from_product'])}{condition} → {told.name(row['to_product'])}"


CHART = Chart("pathways", "pathways by money with their cumulative share", draw)
