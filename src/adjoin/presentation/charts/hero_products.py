"""Entry products by how many further products those who begin with them go on to."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `hero_products`; those without enough follow-up are left out and counted."""
    known = [row for row in rows if row["enough"] and row["further"] is not None]
    if not known:
        raise ConfigurationError(
            "No entry product is followed long enough; `adjoin show hero_products` says why."
        )
    values = [
        {
            "product": told.name(row["product_id"]) + (" (hero)" if row["hero"] else ""),
            "further": row["further"], "low": row["further_low"], "high": row["further_high"],
            "says": f"{row['further']:.2f} ({row['further_low']:.2f} to {row['further_high']:.2f}), "
            f"{row['accounts']} accounts",
        }
        for row in known
    ]  # fmt: skip
    most = max(value["high"] for value in values)
    x = {"type": "quantitative", "title": "further products per account after 24 months",
         "scale": {"domain": [0, most * 1.05]}}  # fmt: skip
    left_out = len(rows) - len(known)
    return titled(
        told,
        "Which product to begin with",
        [
            "Mean number of further products, accounts that have left still counted, weighted to the book's segments."
            + (f" {left_out} products are not followed long enough." if left_out else "")
        ],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 30},
            "encoding": {"y": {"field": "product", "type": "nominal", "sort": None, "title": None}},
            "layer": [
                {"mark": {"type": "rule", "color": ACCENT},
                 "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True, "size": 80, "color": ACCENT, "opacity": 1},
                 "encoding": {"x": {"field": "further", **x}}},
                {"mark": {"type": "text", "align": "left", "x": 432, "color": MUTED},
                 "encoding": {"text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


CHART = Chart("hero_products", "further products by entry product", draw)
