"""Detector: its record, who fires, and who would at another threshold."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from adjoin.desk import tryout as view
from adjoin.presentation.line_chart import Course, LineChart, line_chart
from adjoin.web.site import Shell, site_of
from adjoin.words.count import count, plain

router = APIRouter()


@dataclass(frozen=True, slots=True)
class DetectorPage:
    """One detector. `shell`: what stands around the page. `view`: what it watches and who fires. `low`, `high`: the
    ends of what can be tried; None where nothing can. `chart`: how many fire at each threshold.
    """

    shell: Shell
    view: view.DetectorView
    low: float | None
    high: float | None
    chart: LineChart | None


@router.get("/signals/{name}")
def show(
    request: Request,
    name: str,
    threshold: Annotated[float | None, Query()] = None,
    slider: Annotated[float | None, Query()] = None,
    was: Annotated[float | None, Query()] = None,
) -> Response:
    """One detector, at the threshold in force or at another. `was`: the form came from a page at that value;
    the answer is the page of the number or, where only the `slider` was moved, of its value."""
    site = site_of(request)
    if was is not None:
        return RedirectResponse(
            f"/signals/{quote(name, safe='')}?threshold={plain(_meant(threshold, slider, was))}", 303
        )
    found = view.detector(site.desk, name, threshold)
    line = found.detector
    ends = [end for end in (line.threshold_loosest, line.threshold_strictest) if end is not None]
    low, high = (min(ends), max(ends)) if ends else (None, None)
    page = DetectorPage(
        shell=site.shell(request, "signals"),
        view=found,
        low=low,
        high=high,
        chart=_chart(found),
    )
    return site.render("detector.html", page)


def _meant(number: float | None, slider: float | None, was: float) -> float:
    """What the visitor changed: the number, else the slider (to three digits), else nothing."""
    if number is not None and number != was:
        return number
    return was if slider is None or slider == was else float(f"{slider:.3g}")


def _chart(found: view.DetectorView) -> LineChart | None:
    line = found.detector
    if not found.counts or found.tried is None or line.threshold is None:
        return None
    told = {line.threshold: "in force"} | ({found.tried: "tried"} if found.tried != line.threshold else {})
    values = [value for value, _ in found.counts]
    return line_chart(
        Course(
            title="How many fire",
            x_title=(line.threshold_unit or line.threshold_name or "threshold").replace("_", " "),
            y_title="would fire",
            x=values,
            y=[number for _, number in found.counts],
            x_labels=[
                (value, plain(round(value, 3)))
                for value in (values[0] + (values[-1] - values[0]) * k / 4 for k in range(5))
            ],
            y_label=count,
            marks=[(value, f"{says}: {plain(value)}") for value, says in told.items()],
        )
    )
