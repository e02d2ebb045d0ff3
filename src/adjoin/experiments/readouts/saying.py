"""Sentences about differences: what can be said, and what cannot be said yet."""

from __future__ import annotations

from adjoin.experiments.readouts.arms import Arm, Scope, Total
from adjoin.statistics.difference import Difference
from adjoin.statistics.smallest_visible import ANYTIME_WIDER, smallest_visible
from adjoin.words.count import count
from adjoin.words.share import percent


def points(share: float) -> str:
    """`4.2 points`, `−11 points`, `1 point`."""
    number = abs(100 * share)
    said = f"{number:.0f}" if number >= 9.95 else f"{number:.1f}".removesuffix(".0")
    minus = "−" if share < 0 and said != "0" else ""
    return f"{minus}{said} point{'' if said == '1' else 's'}"


def verdict_of(difference: Difference) -> str:
    """works, harms or cannot_tell, by where zero lies."""
    return "works" if difference.low > 0 else "harms" if difference.high < 0 else "cannot_tell"


def called(arm: str, source: str) -> str:
    """How a sentence calls an arm: ours by what was done, others as they are called there."""
    if source == "elsewhere":
        return f"'{arm}'"
    return "held out" if arm == "held" else arm


def counted_of(total: Total, arm: str, source: str, hits: str = "started") -> str:
    return f"{count(total.converted)} of {count(total.roots)} {called(arm, source)} {hits} ({percent(total.rate)})"


def least_seen(treated: Total, control: Total, level: float, *, anytime: bool = False) -> float | None:
    """The smallest lift that these numbers would show four times of five, at a fixed date or at any time."""
    if not (treated.roots and control.roots):
        return None
    base = (control.converted + 0.5) / (control.roots + 1)
    return smallest_visible(
        treated.roots, control.roots, base, level=level, wider=ANYTIME_WIDER if anytime else 1.0
    )


def what_cannot_be_seen(lift: float | None) -> str:
    if lift is None:
        return "with what is here no lift, however large, could be seen"
    return f"with what is here a lift under {points(lift)} cannot be seen"


def told_apart(difference: Difference, compared: str) -> str:
    """The sentence of an interval that leaves zero out."""
    value = difference.value or 0.0
    way = "more" if value > 0 else "fewer"
    low, high = sorted((abs(difference.low), abs(difference.high)))
    word = "It works" if value > 0 else "It harms"
    return f"{word}: {compared}, {points(abs(value))} {way}, from {points(low)} to {points(high)}."


def waits(scope: Scope, arm: Arm, control: Arm, method: str) -> str | None:
    """Why the one fixed-date look may not be taken yet: ours on its day, elsewhere when all have matured."""
    if method != "fixed_date":
        return None
    read_on = scope.fact["read_on"]
    if read_on is not None:
        return None if scope.key[0] >= read_on else f"this is read on one day only, {read_on}."
    young = arm.not_matured + control.not_matured
    return f"{young} have not had their {scope.fact['horizon_days']} days." if young else None


def not_told(scope: Scope) -> str:
    """Why nothing can be compared: nobody said which arm was left alone."""
    names = ", ".join(f"'{arm.name}'" for arm in scope.arms)
    if len(scope.arms) < 2:
        return f"Cannot tell: the only arm is {names}; there is none to compare it with."
    return (
        f"Cannot tell: none, or more than one, of the arms {names} is known to be the one left alone. Name it in "
        "settings.experiments.control_arms."
    )
