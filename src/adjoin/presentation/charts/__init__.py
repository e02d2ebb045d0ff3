"""The pictures of published tables, one file each."""

from adjoin.presentation.charts import (
    affinity,
    affinity_curves,
    bundle_sensitivity,
    bundles,
    detectors,
    hero_products,
    integrations,
    journeys,
    pathways,
    retention,
    scorecard,
    stability,
    workflow,
)
from adjoin.presentation.charts.chart import Chart

_DRAWN = (
    affinity,
    affinity_curves,
    pathways,
    journeys,
    hero_products,
    workflow,
    detectors,
    stability,
    bundles,
    bundle_sensitivity,
    integrations,
    scorecard,
    retention,
)
CHARTS: dict[str, Chart] = {drawn.CHART.table: drawn.CHART for drawn in _DRAWN}
"""By the table they show."""
