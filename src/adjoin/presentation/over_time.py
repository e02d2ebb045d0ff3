"""Several courses over time in one picture: one of them in front with its band, the others behind it, each named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from adjoin.presentation.line_chart import Tick
from adjoin.presentation.scale import Scale, round_ticks
from adjoin.words.share import percent

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 48, 168, 14, 32
APART = 14
"""Pixels that two names keep between them."""


@dataclass(frozen=True, slots=True)
class Course:
    """One course: (day, share, low, high); bounds may be unknown."""

    name: str
    points: Sequence[tuple[date, float, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Line:
    """One course in SVG's path language. `label`: where its name stands, beside its end."""

    name: str
    path: str
    label: float
    front: bool


@dataclass(frozen=True, slots=True)
class OverTime:
    """Lines, the band of the first, and ticks, in pixels of a `width` × `height` picture."""

    lines: tuple[Line, ...]
    band: str | None
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def over_time(courses: Sequence[Course]) -> OverTime | None:
    """The first course in front. None where there are fewer than two days to draw between."""
    days = sorted({point[0] for course in courses for point in course.points})
    if len(days) < 2:
        return None
    highest = max(max(point[1], point[3] or 0) for course in courses for point in course.points)
    ticks = round_ticks(min(highest, 1.0))
    across = Scale(days[0].toordinal(), days[-1].toordinal(), LEFT, WIDTH - RIGHT)
    up = Scale(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    drawn = [course for course in courses if course.points]
    ends = _apart([up(course.points[-1][1]) for course in drawn])
    every = -(-len(days) // 6)
    return OverTime(
        lines=tuple(
            Line(course.name, _path(course, across, up), end, place == 0)
            for place, (course, end) in enumerate(zip(drawn, ends, strict=True))
        ),
        band=_band(drawn[0], across, up) if drawn else None,
        x_ticks=tuple(Tick(across(day.toordinal()), f"{day:%b} {day.year}") for day in days[::every]),
        y_ticks=tuple(Tick(up(share), percent(share)) for share in ticks),
    )


def _path(course: Course, across: Scale, up: Scale) -> str:
    return "M" + "L".join(f"{across(day.toordinal()):g},{up(share):g}" for day, share, *_ in course.points)


def _band(course: Course, across: Scale, up: Scale) -> str | None:
    known = [(day, low, high) for day, _, low, high in course.points if low is not None and high is not None]
    if len(known) < 2:
        return None
    above = [f"{across(day.toordinal()):g},{up(min(high, 1.0)):g}" for day, _, high in known]
    below = [f"{across(day.toordinal()):g},{up(low):g}" for day, low, _ in reversed(known)]
    return f"M{'L'.join([*above, *below])}Z"


def _apart(places: Sequence[float]) -> list[float]:
    """The same places, moved down where two names would stand on each other, and up again from the floor."""
    moved = list(places)
    order = sorted(range(len(places)), key=lambda place: places[place])
    for above, here in pairwise(order):
        moved[here] = max(moved[here], moved[above] + APART)
    lowest = float(HEIGHT - BOTTOM)
    for here in reversed(order):
        moved[here] = min(moved[here], lowest)
        lowest = moved[here] - APART
    return [round(place, 1) for place in moved]
