"""The record of the detectors: how many times as fast a product is begun within 90 days of a firing."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.forest import Ratio, forest


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `detectors`; those without a record are left out and counted."""
    known = [row for row in rows if row["lift"] is not None]
    if not known:
        raise ConfigurationError("No detector has a record yet; `adjoin show detectors` says why for each.")
    ratios = [
        Ratio(str(row["name"]).replace("_", " "), row["lift"], row["lift_low"], row["lift_high"])
        for row in sorted(known, key=lambda row: (-row["lift"], row["name"]))
    ]
    left_out = len(rows) - len(known)
    return titled(
        told,
        "What the signals were worth so far",
        [
            "Starts of the product within 90 days of a firing against all other days, like for like;",
            "an association." + (f" {left_out} detectors without a record are left out." if left_out else ""),
        ],
        forest(ratios, "lift: how many times as fast"),
    )


CHART = Chart("detectors", "each detector's lift with its interval", draw)
