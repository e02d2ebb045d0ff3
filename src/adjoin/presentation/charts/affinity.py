"""Heat map: which product follows which, chains down the diagonal."""

from collections.abc import Sequence
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.chain_order import in_chains, pull_of
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import AMOUNT, GRID, INK, MUTED, PAPER
from adjoin.words.share import percent

CELL = 64
SHOWN = 24
"""Most products a side."""
DARK = 0.55
"""Share of the highest probability above which a cell is so dark that its number is written in white."""


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `affinity`. The shrunk probability within `told.horizon` days, written into each cell."""
    here = [row for row in rows if row["horizon_days"] == told.horizon]
    if not here:
        horizons = ", ".join(str(days) for days in sorted({int(row["horizon_days"]) for row in rows}))
        raise ConfigurationError(f"No pair is measured at {told.horizon} days. Use one of: {horizons}.")
    products = _largest(here, told)
    here = [row for row in here if row["from_product"] in products and row["to_product"] in products]
    order = _chained(here, products, told)
    axes = {
        "x": {"field": "next", "type": "nominal", "sort": order, "title": "the product that follows",
              "axis": {"orient": "top", "labelAngle": -35, "labelAlign": "left"}},
        "y": {"field": "held", "type": "nominal", "sort": order, "title": "the product held"},
    }  # fmt: skip
    colour = {"field": "probability", "type": "quantitative", "legend": None,
              "scale": {"scheme": AMOUNT, "domainMin": 0}}  # fmt: skip
    ink = {"condition": {"test": "datum.dark", "value": PAPER}, "value": INK}
    return titled(
        told,
        f"What follows what within {told.horizon} days",
        [
            "Share of those who begin the one product that begin the other, drawn towards the others' owners.",
            "· not followed long enough to say.",
        ],
        {
            "data": {"values": _cells(here, told)},
            "width": {"step": CELL},
            "height": {"step": CELL // 2},
            "encoding": axes,
            "layer": [
                {
                    "transform": [{"filter": "datum.probability !== null"}],
                    "mark": {"type": "rect", "stroke": GRID},
                    "encoding": {"color": colour},
                },
                {
                    "mark": {"type": "text", "color": MUTED},
                    "encoding": {"text": {"field": "says"}, "color": ink},
                },
            ],
        },
    )


def _chained(rows: Rows, products: Sequence[str], told: Told) -> list[str]:
    pulls = {
        (row["from_product"], row["to_product"]): pull_of(
            row["probability_low"], row["lift_low"], enough=row["enough"]
        )
        for row in rows
    }
    return [told.name(p) for p in in_chains(products, lambda a, b: pulls.get((a, b), 0.0))]


def _cells(rows: Rows, told: Told) -> list[dict[str, Any]]:
    most = max((row["probability"] or 0 for row in rows), default=0) or 1
    return [
        {
            "held": told.name(row["from_product"]),
            "next": told.name(row["to_product"]),
            "probability": row["probability"] if row["enough"] else None,
            "says": percent(row["probability"]) if row["enough"] else "·",
            "dark": bool(row["enough"] and (row["probability"] or 0) > DARK * most),
        }
        for row in rows
    ]


def _largest(rows: Rows, told: Told) -> list[str]:
    """The products with the largest cohorts, in the catalog's order: more than SHOWN cannot be read."""
    cohort = {row["from_product"]: 0 for row in rows}
    for row in rows:
        cohort[row["from_product"]] = max(cohort[row["from_product"]], row["at_risk"] or 0)
    kept = sorted(cohort, key=lambda product: (-cohort[product], product))[:SHOWN]
    return [product for product in told.names if product in kept]


CHART = Chart("affinity", "heat map of what follows what", draw)
