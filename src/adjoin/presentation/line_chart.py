"""A line over time beside a limit, or a curve with its band, as geometry for an inline picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adjoin.presentation.scale import Scale, round_ticks

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 16, 14, 36


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place along an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened, at a point of the picture."""

    x: float
    y: float
    says: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Paths in SVG's path language, ticks and marks in pixels of a `width` × `height` picture."""

    title: str
    x_title: str
    y_title: str
    line: str
    band: str | None
    limit: Tick | None
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    last: Mark
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Course:
    """What to draw: y over x, with bounds, a limit and (x, sentence) marks where there are some.

    `steps`: hold each value until the next x. `x_labels`: (x, label). `y_label` writes a tick of the y axis.
    """

    title: str
    x_title: str
    y_title: str
    x: Sequence[float]
    y: Sequence[float]
    x_labels: Sequence[tuple[float, str]]
    y_label: Callable[[float], str]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    limit: tuple[float, str] | None = None
    marks: Sequence[tuple[float, str]] = ()
    steps: bool = False


def line_chart(course: Course) -> LineChart:
    """Place the course, the y axis from 0. ValueError for a course without points."""
    if not course.x:
        raise ValueError("a line needs at least one point")
    ticks = round_ticks(max([*course.y, *course.high, course.limit[0] if course.limit else 0.0]))
    last_x = course.x[-1] if course.x[-1] > course.x[0] else course.x[0] + 1
    across = Scale(course.x[0], last_x, LEFT, WIDTH - RIGHT)
    up = Scale(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    return LineChart(
        title=course.title,
        x_title=course.x_title,
        y_title=course.y_title,
        line="M" + _path(course, course.y, across, up),
        band=_band(course, across, up) if course.high else None,
        limit=Tick(up(course.limit[0]), course.limit[1]) if course.limit else None,
        x_ticks=tuple(Tick(across(x), label) for x, label in course.x_labels),
        y_ticks=tuple(Tick(up(value), course.y_label(value)) for value in ticks),
        marks=tuple(Mark(across(x), up(_at(course, x)), says) for x, says in _inside(course)),
        last=Mark(across(course.x[-1]), up(course.y[-1]), course.y_label(course.y[-1])),
    )


def _path(course: Course, values: Sequence[float], across: Scale, up: Scale) -> str:
    points = [(across(x), up(y)) for x, y in zip(course.x, values, strict=True)]
    if course.steps:
        corners = [(x, before) for (x, _), (_, before) in zip(points[1:], points, strict=False)]
        points = [points[0], *(p for pair in zip(corners, points[1:], strict=True) for p in pair)]
    return "L".join(f"{x:g},{y:g}" for x, y in points)


def _band(course: Course, across: Scale, up: Scale) -> str:
    above = _path(course, course.high, across, up)
    below = _path(course, course.low, across, up)
    return f"M{above}L{'L'.join(reversed(below.split('L')))}Z"


def _inside(course: Course) -> list[tuple[float, str]]:
    return [(x, says) for x, says in course.marks if course.x[0] <= x <= course.x[-1]]


def _at(course: Course, x: float) -> float:
    """The last value seen by x."""
    return next(y for at, y in reversed(list(zip(course.x, course.y, strict=True))) if at <= x)
