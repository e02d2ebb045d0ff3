"""Shares by number of products in one picture: a curve each way of counting, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.presentation.line_chart import Tick
from adjoin.presentation.scale import Scale
from adjoin.words.share import percent

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 54, 20, 16, 44
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
ASIDE = 9
"""Pixels between the marks of two ways of counting at the same number of products."""


@dataclass(frozen=True, slots=True)
class Held:
    """A share of those with `products` ("2", or "3+" for three and more), and its bounds, None where unknown."""

    products: str
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: `left` to `right` is what it speaks for, a single place but where several numbers are one. `low`,
    `high`: heights of the bounds. `says`: in words."""

    x: float
    y: float
    left: float
    right: float
    low: float | None
    high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One way of counting: its line in SVG's path language, and its marks."""

    kind: str
    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ByProducts:
    """Curves and ticks, in pixels of a `width` × `height` picture."""

    curves: tuple[Curve, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def by_products(courses: Sequence[tuple[str, Sequence[Held]]]) -> ByProducts | None:
    """(kind, shares by number of products) each. The share axis begins at a round share below the lowest: marks, not
    bars, carry the numbers. None where there is no share."""
    shown = [(kind, held) for kind, held in courses if held]
    if not shown:
        return None
    every = [one for _, held in shown for one in held]
    last = max(_first(one.products) for one in every)
    lowest = min(one.share if one.low is None else one.low for one in every)
    step = next((size for size in STEPS if (1 - lowest) / size <= 5), STEPS[-1])
    bottom = max(0, round(step * (lowest // step), 12))
    up = Scale(bottom, 1.0 if bottom < 1 else 1.01, HEIGHT - BOTTOM, TOP)
    across = Scale(1, max(last, 2), LEFT + 48, WIDTH - RIGHT - 48)
    ticks = round((1 - bottom) / step)
    open_end = {one.products for one in every if one.products.endswith("+") and _first(one.products) == last}
    return ByProducts(
        curves=tuple(
            _curve(kind, held, (across, up), (place - (len(shown) - 1) / 2) * ASIDE, last)
            for place, (kind, held) in enumerate(shown)
        ),
        x_ticks=tuple(
            Tick(across(number), f"{number}+" if number == last and open_end else f"{number}")
            for number in range(1, last + 1)
        ),
        y_ticks=tuple(
            Tick(up(bottom + step * place), percent(bottom + step * place)) for place in range(ticks + 1)
        ),
    )


def _first(products: str) -> int:
    return int(products.removesuffix("+"))


def _curve(kind: str, held: Sequence[Held], scales: tuple[Scale, Scale], aside: float, last: int) -> Curve:
    across, up = scales
    points = []
    for one in held:
        first = _first(one.products)
        left = across(first)
        right = across(last) if one.products.endswith("+") else left
        points.append(
            Point(
                x=round((left + right) / 2 + aside, 1),
                y=up(one.share),
                left=round(left + aside, 1),
                right=round(right + aside, 1),
                low=None if one.low is None else up(one.low),
                high=None if one.high is None else up(one.high),
                says=f"{one.products}: {percent(one.share)}",
            )
        )
    corners = [corner for p in points for corner in ((p.left, p.y), (p.right, p.y))]
    unique = [corner for place, corner in enumerate(corners) if place == 0 or corner != corners[place - 1]]
    return Curve(kind, "M" + "L".join(f"{x:g},{y:g}" for x, y in unique), tuple(points))
