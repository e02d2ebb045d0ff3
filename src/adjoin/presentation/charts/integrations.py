"""Missing integrations by the money they cost, with intervals."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, MUTED
from adjoin.words.count import counted
from adjoin.words.money import money

SHOWN = 20


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `integrations`; the dearest of those that have a price."""
    priced = sorted((row for row in rows if row["money"] is not None), key=lambda row: row["rank"])
    if not priced:
        raise ConfigurationError(
            "Nothing is known to be missing between products, or nothing has a price. "
            "Say in catalog.yaml how products work together: works_with."
        )
    values = [
        {
            "what": row["name"] if row["kind"] == "pair" else f"{row['name']} (before {told.name(row['product_id'])})",
            "money": row["money"], "low": row["money_low"], "high": row["money_high"],
            "kind": "built by us" if row["kind"] == "pair" else "switched on at customers",
            "says": f"{money(row['money'], told.currency)}, {counted(row['accounts'], 'account')}",
        }
        for row in priced[:SHOWN]
    ]  # fmt: skip
    return titled(
        told,
        "What missing integration costs",
        [
            "Revenue a year expected on top of today's if what is missing were there; the lines are low and high.",
            "What is switched on at customers stands in the pairs too: bars do not add up, `integration_totals` does.",
        ],
        {
            "data": {"values": values},
            "width": 420,
            "height": {"step": 26},
            "encoding": {"y": {"field": "what", "type": "nominal", "sort": None, "title": None,
                               "axis": {"labelLimit": 380}}},
            "layer": _layers(told),
        },
    )  # fmt: skip


def _layers(told: Told) -> list[Spec]:
    """Bars, what they say, and the line from low to high on each."""
    x = {"type": "quantitative", "title": f"{told.currency} a year", "axis": {"format": "~s"}}
    kinds = {"field": "kind", "type": "nominal", "title": None, "legend": {"orient": "bottom"}}
    return [
        {"mark": {"type": "bar"},
         "encoding": {"x": {"field": "money", **x}, "color": {**kinds, "scale": {"range": [ACCENT, MUTED]}}}},
        {"mark": {"type": "rule", "strokeWidth": 1.5},
         "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {"mark": {"type": "text", "align": "left", "x": 432, "color": MUTED},
         "encoding": {"text": {"field": "says"}}},
    ]  # fmt: skip


CHART = Chart("integrations", "missing integrations by the money they cost", draw)
