"""How far each of three patterns explains the products that accounts began beyond their first.

The patterns have shares of different things (later starts, all further starts), so they are put on one scale:
`explained` = (share − share expected by chance) × starts that could be judged ÷ all further starts, the part of all
further products that came in this way beyond chance. Chance is taken as known; the interval is the share's own.

A root account's starts are alike, so the interval is the exact one of as many independent starts as the clusters are
worth: n ÷ design effect. Source: Korn & Graubard (1998), Survey Methodology 24, 193–201; the variance is that of a
ratio over clusters, Cochran (1977), Sampling Techniques, 6.4. Where all or none came in this way the clusters show no
spread; then each is taken to be of one mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from adjoin.statistics.share_interval import share_interval

MOST = 0.5


class Fits(StrEnum):
    """What is told of a pattern, the best first."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Why(StrEnum):
    """Why it is told."""

    MATTERS = "matters"
    ABOVE = "above"
    NEEDED = "needed"
    LITTLE = "little"
    NOTHING = "nothing"
    NOISE = "noise"
    NO_ROOM = "no_room"
    NO_LINK = "no_link"
    FEW = "few"


NOT_SHOWN = (Why.LITTLE, Why.NOTHING, Why.NOISE, Why.NO_ROOM)


@dataclass(frozen=True)
class Counted:
    """One pattern's row of `pattern_counts`."""

    pattern: str
    further: int
    numerator: int
    denominator: int
    expected: float | None
    roots: int
    hits_squared: int
    hits_by_size: int
    sizes_squared: int
    least: int
    matters: float


@dataclass(frozen=True)
class Judged:
    """A pattern with its share, the part of all further products it explains beyond chance, and what that comes to.

    Bounds are of 95 %; None where nothing was counted. `leads`: fits, and explains more than any other beyond doubt.
    """

    counted: Counted
    fits: Fits
    why: Why
    share: tuple[float, float, float] | None
    explained: tuple[float, float, float] | None
    leads: bool = False


def counted_from(row: Mapping[str, Any]) -> Counted:
    """A row of `pattern_counts` with the columns that matter here."""
    return Counted(**{field.name: row[field.name] for field in fields(Counted)})


def judge_patterns(counted: Iterable[Counted]) -> list[Judged]:
    """The patterns of one moment, those that fit best first."""
    judged = [_judged(one) for one in counted]
    judged.sort(key=_order)
    if len(judged) > 1 and _stands_out(judged[0], judged[1:]):
        judged[0] = replace(judged[0], leads=True)
    return judged


def _judged(counted: Counted) -> Judged:
    if counted.denominator == 0 or counted.expected is None:
        return Judged(counted, Fits.CANNOT_TELL, Why.FEW, None, None)
    share = (counted.numerator / counted.denominator, *_bounds(counted))
    part = counted.denominator / counted.further
    middle, low, high = (round((number - counted.expected) * part, 9) for number in share)
    fits, why = _told(counted, part, low, high)
    # That another department pays is a fact to plan for, whether or not chance alone would bring it about.
    if counted.pattern == "stakeholder_expansion" and share[1] >= MOST and why in NOT_SHOWN:
        fits, why = Fits.PARTLY, Why.NEEDED
    return Judged(counted, fits, why, share, (middle, low, high))


def _told(counted: Counted, part: float, low: float, high: float) -> tuple[Fits, Why]:
    expected = counted.expected or 0.0
    if counted.denominator < counted.least:
        return Fits.CANNOT_TELL, Why.FEW
    if (1 - expected) * part < counted.matters and part >= counted.matters:
        return Fits.CANNOT_TELL, Why.NO_ROOM
    if counted.pattern == "workflow_driven" and expected == 0:
        return Fits.CANNOT_TELL, Why.NO_LINK
    if low >= counted.matters:
        return Fits.YES, Why.MATTERS
    if high < counted.matters:
        return Fits.NO, Why.LITTLE if high > 0 else Why.NOTHING
    return (Fits.PARTLY, Why.ABOVE) if low > 0 else (Fits.CANNOT_TELL, Why.NOISE)


def _bounds(counted: Counted) -> tuple[float, float]:
    size, share = counted.denominator, counted.numerator / counted.denominator
    effect = counted.sizes_squared / size
    if 0 < share < 1 and counted.roots > 1:
        spread = counted.hits_squared - 2 * share * counted.hits_by_size + share**2 * counted.sizes_squared
        variance = counted.roots / (counted.roots - 1) * spread / size**2
        effect = variance * size / (share * (1 - share))
    worth = max(1, int(size / max(1.0, effect) + 1e-9))
    low, high = share_interval(round(share * worth), worth)
    return min(low, share), max(high, share)


def _order(judged: Judged) -> tuple[int, float, str]:
    explained = judged.explained[0] if judged.explained else float("-inf")
    return list(Fits).index(judged.fits), -explained, judged.counted.pattern


def _stands_out(first: Judged, others: list[Judged]) -> bool:
    if first.fits not in (Fits.YES, Fits.PARTLY) or first.why is Why.NEEDED or first.explained is None:
        return False
    low = first.explained[1]
    return all(other.explained is None or other.explained[2] < low for other in others)
