"""Limits that change and limits by the month, each by hand: which limit a period is held against, and when it ends."""

from datetime import date
from typing import Any

from signals.seen import looked
from small_world import AS_OF, SmallWorld, ago, line

STEADY: dict[str, Any] = {"product_id": "base", "metric": "people", "quantity": 9.0, "grain": "week"}
SEEN = ("state", "detected_on", "closed_on")


def signals_of(small: SmallWorld) -> dict[str, tuple[Any, ...]]:
    with looked(small.world, [AS_OF]) as warehouse:
        rows = warehouse.read("signals").to_pylist()
    ceilings = (row for row in rows if row["kind"] == "usage_ceiling")
    return {row["account_id"]: tuple(row[name] for name in SEEN) for row in ceilings}


def weekly_calls(quantity: float, weeks: int = 20) -> list[dict[str, Any]]:
    sundays = [ago(1 + 7 * back) for back in range(weeks)]
    return [
        {
            "product_id": "base",
            "metric": "calls",
            "day": day,
            "quantity": quantity,
            "grain": "week",
            "known_on": day,
        }
        for day in sundays
    ]


def daily_calls(by_day: dict[date, float]) -> list[dict[str, Any]]:
    return [
        {
            "product_id": "base",
            "metric": "calls",
            "day": day,
            "quantity": quantity,
            "grain": "day",
            "known_on": day,
        }
        for day, quantity in by_day.items()
    ]


def limit(quantity: float, since: date | None = None, period: str = "week") -> dict[str, Any]:
    return {
        "product_id": "base",
        "metric": "calls",
        "limit_quantity": quantity,
        "period": period,
        "effective_on": since,
    }


def test_a_period_is_held_against_the_limit_in_force_at_its_end() -> None:
    small = SmallWorld()
    small.case("lowered", limits=[limit(1000.0), limit(100.0, ago(20))], usage=weekly_calls(85.0))
    small.case("raised", limits=[limit(100.0), limit(1000.0, ago(20))], usage=weekly_calls(85.0))
    small.case("raised since", limits=[limit(100.0), limit(1000.0, AS_OF)], usage=weekly_calls(85.0))
    small.case("lowered since", limits=[limit(1000.0), limit(100.0, AS_OF)], usage=weekly_calls(85.0))
    assert signals_of(small) == {
        "lowered": ("open", ago(15), None),
        "raised": ("closed", ago(134), ago(15)),
        "raised since": ("closed", ago(134), ago(1)),
    }


def test_daily_rows_are_added_up_by_the_calendar_month() -> None:
    september_on = [date(2023, month, day) for month in (9, 10, 11) for day in range(1, 31)]
    small = SmallWorld()
    spike = {day: 300.0 if day.day == 18 else 1.0 for day in september_on}
    front = {day: 170.0 if day.day <= 5 else 0.0 for day in september_on}
    small.case("spike", limits=limit(1000.0, period="month"), usage=daily_calls(spike))
    small.case("front", limits=limit(1000.0, period="month"), usage=daily_calls(front))
    assert signals_of(small) == {"front": ("fading", date(2023, 9, 30), None)}


def test_what_is_held_no_more_has_no_full_meter() -> None:
    small = SmallWorld()
    small.case(
        "gave it up",
        subscriptions=[line(ended_on=ago(30)), line(product_id="here")],
        limits=limit(100.0),
        usage=weekly_calls(95.0),
    )
    assert signals_of(small) == {}
