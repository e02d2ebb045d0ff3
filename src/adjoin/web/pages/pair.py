"""Pair: how one product follows another, and who is next."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import affinity as view
from adjoin.presentation.line_chart import Course, LineChart, line_chart
from adjoin.web.site import Shell, site_of
from adjoin.words.share import percent

router = APIRouter()
YEAR = 365


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair of products.

    `shell`: what stands around the page. `pair`: the view. `chart`: its curve, None for an empty cohort.
    """

    shell: Shell
    pair: view.PairView
    chart: LineChart | None


@router.get("/affinity/{from_product}/{to_product}")
def show(request: Request, from_product: str, to_product: str, horizon: int = 90) -> HTMLResponse:
    """The pair of these ids or names."""
    site = site_of(request)
    found = view.pair(site.desk, from_product, to_product, horizon)
    return site.render("pair.html", PairPage(site.shell(request, "affinity"), found, _chart(found)))


def _chart(found: view.PairView) -> LineChart | None:
    points = [point for point in found.curve if point.incidence is not None]
    if not points:
        return None
    last = points[-1].day
    return line_chart(
        Course(
            title=f"{found.pair.to_product} after {found.pair.from_product}",
            x_title=f"days since {found.pair.from_product} began",
            y_title=f"began {found.pair.to_product}",
            x=[point.day for point in points],
            y=[point.incidence for point in points],
            low=[point.low for point in points],
            high=[point.high for point in points],
            x_labels=[(day, str(day)) for day in range(0, last + 1, _every(last))],
            y_label=percent,
            steps=True,
        )
    )


def _every(last: int) -> int:
    """Days between labels: quarters within two years, then whole years, at most six."""
    return 90 * -(-last // 540) if last <= 2 * YEAR else YEAR * -(-last // (6 * YEAR))
