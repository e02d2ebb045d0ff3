"""What a bundle nets by how many more buy, one line a discount, as geometry for an inline picture."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adjoin.presentation.line_chart import Tick
from adjoin.presentation.scale import Scale, round_ticks

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 176, 16, 44
APART = 16
"""Pixels between two labels at the ends of lines."""


@dataclass(frozen=True, slots=True)
class NetLine:
    """One discount. `path`: in SVG's path language; `pays_at`: where it crosses zero, None where it never does;
    `label`: height of its name."""

    discount: float
    path: str
    pays_at: float | None
    pays_from: float | None
    label: float


@dataclass(frozen=True, slots=True)
class NetByUplift:
    """The picture. `zero`: height at which nothing is won or lost; places in pixels of `width` × `height`."""

    lines: tuple[NetLine, ...]
    zero: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of one discount at one uplift."""

    discount: float
    uplift: float
    net: float


def net_by_uplift(
    points: Sequence[Point], x_label: Callable[[float], str], y_label: Callable[[float], str]
) -> NetByUplift | None:
    """Place the lines, uplift from 0 to the right. None without two uplifts to join."""
    uplifts = sorted({point.uplift for point in points})
    if len(uplifts) < 2:
        return None
    nets = [point.net for point in points]
    ticks = _ticks(min(0.0, *nets), max(0.0, *nets))
    across = Scale(uplifts[0], uplifts[-1], LEFT, WIDTH - RIGHT)
    up = Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    by_discount = [
        sorted((p for p in points if p.discount == discount), key=lambda p: p.uplift)
        for discount in sorted({point.discount for point in points})
    ]
    labels = _apart([up(of[-1].net) for of in by_discount])
    quarters = [uplifts[0] + (uplifts[-1] - uplifts[0]) * part / 4 for part in range(5)]
    return NetByUplift(
        lines=tuple(_line(of, across, up, label) for of, label in zip(by_discount, labels, strict=True)),
        zero=up(0),
        x_ticks=tuple(Tick(across(value), x_label(value)) for value in quarters),
        y_ticks=tuple(Tick(up(value), y_label(value)) for value in ticks),
    )


def _ticks(low: float, high: float) -> list[float]:
    """Round values from at or below `low` to at or above `high`, 0 among them."""
    step = round_ticks(max(high - low, 1e-9))[1]
    return [step * place for place in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _line(points: Sequence[Point], across: Scale, up: Scale, label: float) -> NetLine:
    pays = _crossing(points)
    return NetLine(
        discount=points[0].discount,
        path="M" + "L".join(f"{across(point.uplift):g},{up(point.net):g}" for point in points),
        pays_at=None if pays is None else across(pays),
        pays_from=pays,
        label=label,
    )


def _crossing(points: Sequence[Point]) -> float | None:
    """The uplift from which the net is not below zero, read along the line that is drawn."""
    for before, after in pairwise(points):
        if before.net < 0 <= after.net:
            return before.uplift + (after.uplift - before.uplift) * -before.net / (after.net - before.net)
    return None


def _apart(places: Sequence[float]) -> list[float]:
    """The same places, moved down where two names would stand on each other."""
    moved = list(places)
    lowest = -math.inf
    for here in sorted(range(len(places)), key=lambda place: (places[place], place)):
        lowest = moved[here] = max(moved[here], lowest + APART)
    return moved
