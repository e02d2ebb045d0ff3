"""One pair's curve: how many of those who began the one product have begun the other by each day."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `affinity_curves`. The pair of `told`, with the 95 % band of the raw incidence."""
    if told.pair is None:
        raise ConfigurationError(
            "Say which pair: adjoin chart affinity_curves --from PRODUCT --to PRODUCT -o …"
        )
    held, following = told.pair
    values = [dict(row) for row in rows if (row["from_product"], row["to_product"]) == told.pair]
    if not values:
        raise ConfigurationError(
            f"Nobody was seen to begin {told.name(held)} before {told.name(following)}; there is no curve."
        )
    day = {"field": "day", "type": "quantitative", "title": f"days since {told.name(held)} began"}
    share = {"type": "quantitative", "axis": {"format": ".0%"}}
    return titled(
        told,
        f"{told.name(held)} → {told.name(following)}",
        [
            f"Share that has begun {told.name(following)}; band: 95 % interval. {values[0]['at_risk']} followed."
        ],
        {
            "data": {"values": values},
            "width": 520,
            "height": 260,
            "encoding": {"x": day},
            "layer": [
                {
                    "mark": {"type": "area", "interpolate": "step-after", "color": ACCENT, "opacity": 0.18},
                    "encoding": {
                        "y": {**share, "field": "low", "title": "share of accounts"},
                        "y2": {"field": "high"},
                    },
                },
                {
                    "mark": {"type": "line", "interpolate": "step-after", "color": ACCENT},
                    "encoding": {"y": {**share, "field": "incidence"}},
                },
            ],
        },
    )


CHART = Chart("affinity_curves", "one pair's curve with its band (--from, --to)", draw)
