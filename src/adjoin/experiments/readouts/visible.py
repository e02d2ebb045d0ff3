"""What lift an experiment can see now, and by when it will see which."""

from __future__ import annotations

from datetime import date, timedelta

from adjoin.experiments.readouts.arms import Arm, Scope, Total
from adjoin.experiments.readouts.saying import least_seen, points

YEAR = timedelta(days=365)


def smallest_lift(scope: Scope, level: float) -> float | None:
    """That is seen four times of five at a fixed date with what has matured; of several arms, the smallest."""
    if scope.control is None:
        return None
    alone = scope.control.total()
    found = (least_seen(arm.total(), alone, level) for arm in scope.others)
    return min((lift for lift in found if lift is not None), default=None)


def visible_says(scope: Scope, level: float) -> str | None:
    """The sentence with what can be seen now and, at the present pace, on the days to come; None without a control."""
    control = scope.control
    if control is None:
        return None
    now = smallest_lift(scope, level)
    said = "no lift can be seen yet" if now is None else f"a lift under {points(now)} cannot be seen"
    later = [(day, _on(scope, day, level)) for day in _days(scope)]
    ahead = [f"{points(lift)} on {day}" for day, lift in later if lift is not None]
    coming = f"; at the present pace it is {' and '.join(ahead)}" if ahead else ""
    return f"With what has matured, {said}{coming}."


def _days(scope: Scope) -> list[date]:
    """Days ahead to speak of: when all have matured where nobody joins any more, else the read-out and in a year."""
    as_of = scope.key[0]
    if scope.fact["held_share"] is None or _stopped(scope):
        lasts = [arm.counts["last_matures_on"] for arm in scope.arms if arm.counts["last_matures_on"]]
        return [max(lasts)] if lasts and max(lasts) > as_of else []
    read_on = scope.fact["read_on"]
    return [*([read_on] if read_on and read_on > as_of else []), as_of + YEAR]


def _stopped(scope: Scope) -> bool:
    stopped_on = scope.fact["stopped_on"]
    return stopped_on is not None and stopped_on <= scope.key[0]


def _on(scope: Scope, day: date, level: float) -> float | None:
    control = scope.control
    if control is None:
        return None
    rate = (control.total().converted + 0.5) / (control.total().roots + 1)
    alone = _expected(scope, control, day)
    alone_then = Total(alone, round(rate * alone), 0)
    found = (least_seen(Total(_expected(scope, arm, day), 0, 0), alone_then, level) for arm in scope.others)
    return min((lift for lift in found if lift is not None), default=None)


def _expected(scope: Scope, arm: Arm, day: date) -> int:
    """Units matured by the day, if as many go on to begin a day as have begun so far; never more than drew the arm."""
    begun, as_of = int(arm.counts["analysed"]), scope.key[0]
    if scope.fact["held_share"] is None or _stopped(scope):
        return begun
    lasted = (as_of - scope.fact["started_on"]).days
    until = (day - scope.fact["started_on"]).days - int(scope.fact["horizon_days"])
    if lasted <= 0:
        return 0
    return int(min(arm.counts["drawn"], begun * max(until, 0) / lasted))
