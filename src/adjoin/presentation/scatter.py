"""Points on two shares as geometry for an inline picture: a cloud as shaded cells, and dots with names over it."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adjoin.presentation.scale import Scale

SIZE, LEFT, TOP, RIGHT, BOTTOM = 560, 44, 26, 26, 40
CELLS = 20
"""Shaded cells along each axis."""
SHADES = 5
"""One more than the shades of the cloud: the deepest is for dots."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with a name, in pixels. `key`: whose it is."""

    x: float
    y: float
    key: str


@dataclass(frozen=True, slots=True)
class Shaded:
    """A cell of the cloud. `shade`: 1 for few to 4 for many; `number`: how many lie in it."""

    x: float
    y: float
    shade: int
    number: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """Everything in pixels of a `size` × `size` picture; `side`: of a shaded cell. `cross`: where the axes are
    crossed, x and y. `ticks`: (at x, at y, share)."""

    cloud: tuple[Shaded, ...]
    dots: tuple[Dot, ...]
    cross: tuple[float, float]
    ticks: tuple[tuple[float, float, float], ...]
    side: float
    size: int = SIZE
    left: int = LEFT
    right: int = SIZE - RIGHT
    top: int = TOP
    floor: int = SIZE - BOTTOM


def scatter(
    cloud: Iterable[tuple[float, float]],
    named: Sequence[tuple[str, float, float]],
    cross: tuple[float, float],
) -> Scatter:
    """Place (across, up) points, each a share from 0 to 1. `cloud`: all of them, shaded. `named`: (key, across, up).
    `cross`: where the axes are crossed."""
    across, up = Scale(0, 1, LEFT, SIZE - RIGHT), Scale(0, 1, SIZE - BOTTOM, TOP)
    inside = Counter((_cell(x), _cell(y)) for x, y in cloud)
    most = max(inside.values(), default=1)
    shaded = (
        Shaded(across(column / CELLS), up((row + 1) / CELLS), _shade(number, most), number)
        for (column, row), number in sorted(inside.items())
    )
    return Scatter(
        cloud=tuple(shaded),
        dots=tuple(Dot(across(x), up(y), key) for key, x, y in named),
        cross=(across(cross[0]), up(cross[1])),
        ticks=tuple((across(share), up(share), share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
        side=round((SIZE - LEFT - RIGHT) / CELLS, 1),
    )


def _cell(share: float) -> int:
    return min(int(min(max(share, 0.0), 1.0) * CELLS), CELLS - 1)


def _shade(number: int, most: int) -> int:
    """By the square root, so that a single account still shows beside a crowd."""
    return max(1, round((SHADES - 1) * math.sqrt(number / most)))
