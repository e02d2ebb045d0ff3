"""The picture of a published table, drawn from the publication that is current."""

from dataclasses import dataclass

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.presentation.charts import CHARTS
from adjoin.presentation.charts.chart import Spec, Told


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which picture: the table, the horizon in days, and the two products of a curve (ids or names)."""

    table: str
    horizon: int = 90
    from_product: str | None = None
    to_product: str | None = None


@on_one_publication
def chart(desk: Desk, wanted: Wanted) -> Spec:
    """The Vega-Lite specification. ConfigurationError for a table without a picture, an unknown product or
    horizon, or nothing to draw."""
    found = CHARTS.get(wanted.table)
    if found is None:
        known = "; ".join(f"{name} ({chart.shows})" for name, chart in CHARTS.items())
        raise ConfigurationError(
            f"There is no picture of '{wanted.table}'{nearest(wanted.table, CHARTS)}. Pictures are: {known}."
        )
    pair = None
    if wanted.from_product and wanted.to_product:
        pair = (desk.product(wanted.from_product).id, desk.product(wanted.to_product).id)
    configuration = desk.project.configuration
    return found.draw(
        desk.show(wanted.table).to_pylist(),
        Told(
            company=configuration.company,
            as_of=desk.publication().as_of,
            currency=configuration.currency,
            names=product_names(desk),
            horizon=wanted.horizon,
            pair=pair,
        ),
    )
