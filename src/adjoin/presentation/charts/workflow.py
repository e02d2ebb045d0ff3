"""The workflow map against what is seen: the lift of every pair that the catalog links or the data do."""

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts.chart import Chart, Rows, Spec, Told, titled
from adjoin.presentation.charts.forest import Ratio, forest


def draw(rows: Rows, told: Told) -> Spec:
    """Rows: `workflow`; pairs without any lift to speak of are left out and counted."""
    seen = [row for row in rows if row["lift"] is not None]
    if not seen:
        raise ConfigurationError(
            "No pair that the catalog links has a lift yet, and no other pair stands out."
        )
    ratios = [
        Ratio(
            f"{told.name(row['from_product'])} → {told.name(row['to_product'])}: {row['finding']}",
            row["lift"], row["lift_low"], row["lift_high"],
        )
        for row in seen
    ]  # fmt: skip
    silent = len(rows) - len(seen)
    return titled(
        told,
        "The workflow map against what is seen",
        [
            "Agreement: linked and seen. Gap: linked, and what is seen rules out that it matters.",
            "Question: seen, not linked. Can't tell: the interval is too wide."
            + (f" {silent} linked pairs without any adoption are left out." if silent else ""),
        ],
        forest(ratios, "lift: how many times as fast"),
    )


CHART = Chart("workflow", "linked pairs and their lift", draw)
