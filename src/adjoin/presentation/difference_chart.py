"""A difference along a line of its own, above or below zero, with two bands and a reference: for an inline picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adjoin.presentation.line_chart import Tick
from adjoin.presentation.scale import Scale, round_ticks

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 32
SETTLED = 4
"""Where bounds are wide at first, those of the first of so many parts of the points may leave the picture: while next
to nothing has been seen, they are as wide as can be and would press the rest flat."""


@dataclass(frozen=True, slots=True)
class Course:
    """What to draw: y over x, with the wider bounds `low`, `high`, the narrower `inner_low`, `inner_high` and a
    `reference` to compare with where there are some. `x_labels`: (x, label); `y_label` writes a tick of the y axis.
    `wide_at_first`: bounds of the first points need not fit."""

    title: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    x_labels: Sequence[tuple[float, str]]
    y_label: Callable[[float], str]
    inner_low: Sequence[float] = ()
    inner_high: Sequence[float] = ()
    reference: Sequence[float] = ()
    wide_at_first: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceChart:
    """Paths in SVG's path language and ticks in pixels of a `width` × `height` picture. `zero`: where no difference
    lies. `cut`: bounds leave the picture."""

    title: str
    line: str
    band: str
    inner: str | None
    reference: str | None
    zero: float
    cut: bool
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    last: Tick
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def difference_chart(course: Course) -> DifferenceChart | None:
    """Place the course. None where there are fewer than two points to draw between."""
    if len(course.x) < 2 or course.x[-1] <= course.x[0]:
        return None
    ticks = _ticks(course)
    across = Scale(course.x[0], course.x[-1], LEFT, WIDTH - RIGHT)
    up = Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)

    def path(values: Sequence[float]) -> str:
        inside = (min(max(value, ticks[0]), ticks[-1]) for value in values)
        return "L".join(f"{across(x):g},{up(y):g}" for x, y in zip(course.x, inside, strict=True))

    def band(low: Sequence[float], high: Sequence[float]) -> str:
        return f"M{path(high)}L{'L'.join(reversed(path(low).split('L')))}Z"

    return DifferenceChart(
        title=course.title,
        line="M" + path(course.y),
        band=band(course.low, course.high),
        inner=band(course.inner_low, course.inner_high) if course.inner_low else None,
        reference="M" + path(course.reference) if course.reference else None,
        zero=up(0.0),
        cut=min(course.low) < ticks[0] or max(course.high) > ticks[-1],
        x_ticks=tuple(Tick(across(x), label) for x, label in course.x_labels),
        y_ticks=tuple(Tick(up(value), course.y_label(value)) for value in ticks),
        last=Tick(up(course.y[-1]), course.y_label(course.y[-1])),
    )


def _ticks(course: Course) -> list[float]:
    """Round values around zero that hold the course, and the bounds once they have settled."""
    settled = (len(course.x) - 1) // SETTLED if course.wide_at_first else 0
    values = [*course.y, *course.low[settled:], *course.high[settled:], *course.reference]
    above, below = max(*values, 0.0), max(*(-value for value in values), 0.0)
    step = round_ticks(max(above, below), about=3)[1]
    highest, lowest = -int(-above / step // 1), -int(-below / step // 1)
    return [round(step * number, 12) for number in range(-lowest, highest + 1)]
