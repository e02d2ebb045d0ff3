"""What a bundle nets by how many more buy, one line a discount; several bundles as small multiples."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.share import percent

SHOWN = 9
"""Bundles drawn: those that come to most at the highest uplift."""


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `bundle_sensitivity`."""
    if not rows:
        raise ConfigurationError("How many will buy is not known for any bundle; `adjoin bundles` says why.")
    most: dict[str, float] = {}
    for row in rows:
        most[row["bundle"]] = max(most.get(row["bundle"], row["net"]), row["net"])
    first = sorted(most, key=lambda bundle: (-most[bundle], bundle))[:SHOWN]
    values = [
        {"bundle": _named(row["bundle"], told), "uplift": row["uplift"], "net": row["net"],
         "discount": f"{percent(row['discount'])} off"}
        for row in rows
        if row["bundle"] in first
    ]  # fmt: skip
    left_out = len(most) - len(first)
    return titled(
        told,
        "What bundles come to if so many more buy",
        [
            "Money a year against list price; above zero the discount pays."
            + (f" {left_out} bundles that come to less are left out." if left_out else "")
        ],
        {
            "data": {"values": values},
            "facet": {"field": "bundle", "type": "nominal", "sort": None, "title": None,
                      "header": {"labelLimit": 260, "labelFontSize": 13, "labelExpr": "split(datum.label, ' + ')"}},
            "columns": min(3, len(first)),
            "spec": _one(told),
        },
    )  # fmt: skip


def _one(told: Told) -> Spec:
    """The lines of one bundle."""
    x = {"field": "uplift", "type": "quantitative", "title": "more buyers than at list price",
         "axis": {"format": "%"}}  # fmt: skip
    y = {"field": "net", "type": "quantitative", "title": f"net, {told.currency} a year",
         "axis": {"format": "~s"}}  # fmt: skip
    discount = {"field": "discount", "type": "nominal", "title": None, "sort": None}
    return {
        "width": 260,
        "height": 180,
        "layer": [
            {"mark": {"type": "rule", "color": MUTED}, "encoding": {"y": {"datum": 0}}},
            {"mark": {"type": "line", "strokeWidth": 2},
             "encoding": {"x": x, "y": y, "color": {"value": ACCENT}, "strokeDash": discount}},
        ],
    }  # fmt: skip


def _named(bundle: str, told: Told) -> str:
    """The names of a proposed bundle's products, whose ids are joined by `+`; an own bundle's name."""
    if bundle.startswith("own:"):
        return bundle.removeprefix("own:")
    return " + ".join(told.name(product) for product in bundle.split("+"))


CHART = Chart("bundle_sensitivity", "what bundles net by how many more buy", draw)
