"""Retention by number of products: counted soundly in front, the folklore way and its figures behind."""

from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.share import percent

WAYS = {
    "landmark": "landmark: at equal age, size and segment",
    "calendar": "on one day, followed afterwards",
    "naive": "the folklore way of counting",
    "folklore": "figures told everywhere",
}


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `retention`."""
    if not any(row["kind"] != "folklore" for row in rows):
        raise ConfigurationError("No account could be followed; `adjoin notes` and `adjoin check` say why.")
    values: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: (list(WAYS).index(row["kind"]), row["place"])):
        fair = row["standardised"] is not None
        values.append(
            {
                "way": WAYS[row["kind"]],
                "products": row["products"],
                "share": row["standardised"] if fair else row["rate"],
                "low": row["standardised_low"] if fair else row["low"],
                "high": row["standardised_high"] if fair else row["high"],
                "says": percent(row["standardised"] if fair else row["rate"]),
            }
        )
    way = {"field": "way", "type": "nominal", "sort": list(WAYS.values()), "title": None,
           "legend": {"orient": "bottom", "columns": 2, "labelLimit": 320}}  # fmt: skip
    colour = {**way, "scale": {"domain": list(WAYS.values()), "range": [ACCENT, "#3d8f6b", "#8a6d1f", MUTED]}}
    x = {"field": "products", "type": "nominal", "sort": ["1", "2", "2+", "3", "3+"], "title": "number of products",
         "axis": {"labelAngle": 0}}  # fmt: skip
    y = {
        "type": "quantitative",
        "title": "still customers",
        "axis": {"format": "%"},
        "scale": {"zero": False},
    }
    aside = {"field": "way", "sort": list(WAYS.values())}
    shape = {**way, "scale": {"domain": list(WAYS.values())}}
    return titled(
        told,
        "Whether accounts with several products stay",
        ["Whoever stays has time to buy, so counting by products ever held flatters. The axis does not begin at 0."],
        {
            "data": {"values": values},
            "width": 480,
            "height": 320,
            "encoding": {"x": x, "xOffset": aside, "color": colour},
            "layer": [
                {"mark": {"type": "rule", "strokeWidth": 2},
                 "encoding": {"y": {"field": "low", **y}, "y2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                 "encoding": {"y": {"field": "share", **y}, "shape": shape}},
            ],
        },
    )  # fmt: skip


CHART = Chart("retention", "retention by number of products, counted in several ways", draw)
