"""Whether a number in a draft is one that the brief shows, however either is written."""

from adjoin.drafts.checker.known import Known
from adjoin.words.figures import Figure

_NEAR = 1e-9
_COARSEST = 0.05
_MONTH_LONG = 0.015  # two months are 60 days, and 61


def is_shown(said: Figure, facts: Known) -> bool:
    """48k shows 48,210 (half its last digit), but never more than 5 % from it; 8 weeks are 56 days; 94 % is 0.94."""
    if said.unit.startswith("vague"):
        return said.unit.split()[1] in facts.words
    return any(_same(said, shown) for shown in facts.figures)


def _same(said: Figure, shown: Figure) -> bool:
    pairs = [(one, other) for one in said.values for other in shown.values]
    if said.unit == shown.unit == "days":
        return any(_same_span(said, one, other) for one, other in pairs)
    if shown.unit == "days" and not said.unit and not said.counts:
        return any(_near(one, other, 0.0) for one in said.values for other in shown.plain)
    if "days" in (said.unit, shown.unit):
        return False
    scales = _scales(said, shown)
    return any(_near(one, other * scale, said.grain) for one, other in pairs for scale in scales)


def _scales(said: Figure, shown: Figure) -> tuple[float, ...]:
    """What the shown number is multiplied by to be compared; empty where the units cannot mean the same."""
    if said.unit == shown.unit or (
        said.unit == "ratio" and not shown.unit and said.said.casefold() == "twice"
    ):
        return (1.0,)
    if said.unit == "%" and not shown.unit:
        return (100.0,) if all(value <= 1 for value in shown.values) else ()
    if shown.unit == "%" and not said.unit:
        return (0.01,)
    if len(shown.unit) == 3 and not said.unit:
        return (1.0,)
    return (1.0,) if len(said.unit) == 3 and not shown.unit and min(shown.values, default=0) >= 100 else ()


def _near(said: float, shown: float, grain: float) -> bool:
    gap = abs(said - shown)
    return gap <= _NEAR * max(1.0, abs(shown)) or (
        gap <= grain * (1 + _NEAR) and gap <= _COARSEST * abs(shown)
    )


def _same_span(said: Figure, one: float, other: float) -> bool:
    if abs(one - other) <= _NEAR * max(1.0, other):
        return True
    for days in (7.0, 30.44, 91.31, 365.25):
        units = one / days
        if (
            any(abs(plain - units) < _NEAR for plain in said.plain)
            and units == int(units)
            and other >= 1.4 * days
        ):
            return round(other / days) == round(units)
    return abs(one - other) <= _MONTH_LONG * other and max(one, other) >= 28
