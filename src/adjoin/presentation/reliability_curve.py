"""Predicted against observed shares as geometry: points with intervals, and the line on which they should lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.presentation.line_chart import Tick
from adjoin.presentation.scale import Scale, round_ticks
from adjoin.words.share import percent

SIZE, LEFT, TOP, RIGHT, BOTTOM = 340, 48, 14, 24, 40


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells with like predictions: their mean, the share that started, its bounds, and how many cells."""

    predicted: float
    observed: float
    low: float | None
    high: float | None
    cells: int


@dataclass(frozen=True, slots=True)
class Whiskered:
    """One bin in pixels; `low` and `high`: the ends of its interval."""

    x: float
    y: float
    low: float
    high: float
    says: str


@dataclass(frozen=True, slots=True)
class ReliabilityCurve:
    """Everything in pixels of a `size` × `size` picture. `line`: where predicted equals observed, (x1, y1, x2, y2)."""

    bins: tuple[Whiskered, ...]
    line: tuple[float, float, float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    size: int = SIZE
    left: int = LEFT
    right: int = SIZE - RIGHT
    floor: int = SIZE - BOTTOM


def reliability_curve(bins: Sequence[Bin]) -> ReliabilityCurve | None:
    """Both axes alike, from 0. None without bins."""
    if not bins:
        return None
    highest = max(max(one.predicted, one.observed, one.high or 0) for one in bins)
    ticks = round_ticks(min(highest, 1.0))
    across, up = Scale(0, ticks[-1], LEFT, SIZE - RIGHT), Scale(0, ticks[-1], SIZE - BOTTOM, TOP)
    drawn = (
        Whiskered(
            x=across(one.predicted),
            y=up(one.observed),
            low=up(one.observed if one.low is None else one.low),
            high=up(one.observed if one.high is None else min(one.high, ticks[-1])),
            says=f"predicted {percent(one.predicted)}, observed {percent(one.observed)} of {one.cells:,}",
        )
        for one in bins
    )
    return ReliabilityCurve(
        bins=tuple(drawn),
        line=(across(0), up(0), across(ticks[-1]), up(ticks[-1])),
        x_ticks=tuple(Tick(across(share), percent(share)) for share in ticks),
        y_ticks=tuple(Tick(up(share), percent(share)) for share in ticks),
    )
