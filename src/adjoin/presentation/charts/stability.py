"""Accounts by stability and readiness: the four quarters in words."""

from collections import Counter

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.look import ACCENT, AMOUNT

CELLS = 25


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `stability`. A cloud of cells, since a book has more accounts than a picture has room for dots."""
    known = [row for row in rows if row["stability"] is not None and row["readiness"] is not None]
    if not known:
        raise ConfigurationError(
            "No account can be placed: map usage, health or tickets, and see `adjoin check`."
        )
    cells = Counter((_cell(row["readiness"]), _cell(row["stability"])) for row in known)
    values = [
        {"x": x / CELLS, "x2": (x + 1) / CELLS, "y": y / CELLS, "y2": (y + 1) / CELLS, "accounts": number}
        for (x, y), number in sorted(cells.items())
    ]
    names = Counter(str(row["quadrant"]) for row in known)
    middle = {
        name: [
            sum(row[axis] for row in known if row["quadrant"] == name) / number
            for axis in ("readiness", "stability")
        ]
        for name, number in names.items()
    }
    words = [
        {"x": round(x, 3), "y": round(y, 3), "says": f"{name}: {names[name]:,}"}
        for name, (x, y) in sorted(middle.items())
    ]
    axis = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%"}}
    left_out = len(rows) - len(known)
    return titled(
        told,
        "Stability × readiness",
        ["Accounts of the book; a steady base is one thing, having outgrown what they have is another."
         + (f" {left_out} cannot be placed." if left_out else "")],
        {
            "width": 480,
            "height": 480,
            "layer": [
                {"data": {"values": values}, "mark": "rect",
                 "encoding": {"x": {"field": "x", **axis, "title": "readiness"}, "x2": {"field": "x2"},
                              "y": {"field": "y", **axis, "title": "stability"}, "y2": {"field": "y2"},
                              "color": {"field": "accounts", "type": "quantitative", "scale": {"scheme": AMOUNT}}}},
                {"data": {"values": words}, "mark": {"type": "text", "color": ACCENT, "fontWeight": 600},
                 "encoding": {"x": {"field": "x", **axis}, "y": {"field": "y", **axis}, "text": {"field": "says"}}},
            ],
        },
    )  # fmt: skip


def _cell(share: float) -> int:
    return min(int(min(max(share, 0.0), 1.0) * CELLS), CELLS - 1)


CHART = Chart("stability", "accounts by stability and readiness", draw)
