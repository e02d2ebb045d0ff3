"""One look for every picture: the pages' tokens in their light form, since a file is printed or mailed."""

from typing import Any

INK, MUTED, GRID, ACCENT, PAPER = "#1c2024", "#5b6470", "#dfe3e8", "#1f5fbf", "#ffffff"
AMOUNT = "blues"
"""Sequential palette for amounts; readable without colour vision."""
AROUND_ONE = "purpleorange"
"""Diverging palette for lift; 1 lies in its middle."""

CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": "system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, DejaVu Sans, sans-serif",
    "padding": 16,
    "title": {
        "anchor": "start", "fontSize": 18, "fontWeight": 600, "color": INK, "offset": 16,
        "subtitleFontSize": 13, "subtitleColor": MUTED, "subtitlePadding": 6, "subtitleLineHeight": 18,
    },
    "axis": {
        "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 400, "labelColor": INK, "titleColor": MUTED,
        "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelLimit": 220,
    },
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 400, "labelColor": INK,
               "titleColor": MUTED},
    "view": {"stroke": None},
    "text": {"fontSize": 13, "color": INK},
}  # fmt: skip
"""Vega-Lite's `config`."""
