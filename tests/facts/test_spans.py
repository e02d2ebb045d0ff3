"""Holdings by hand: gaps, the last day, trials, floors, plans that lie ahead."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from facts.as_known import facts_at
from worlds import World, random_catalog

A = "a"


def world(*lines: dict[str, Any]) -> World:
    made = World(random_catalog(np.random.default_rng(0), 2))
    made.rows["accounts"] = [{"account_id": A, "name": "Acme"}]
    made.rows["subscriptions"] = [
        {"subscription_id": f"s{i}", "account_id": A, "product_id": "p0", **line}
        for i, line in enumerate(lines)
    ]
    return made


def spans(made: World, as_of: date) -> list[tuple[date | None, date | None]]:
    return [(row["began_on"], row["ended_on"]) for row in facts_at(made, [as_of])["spans"]]


FIRST = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 3, 31)}


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        (date(2024, 6, 30), [(date(2024, 1, 1), None)]),  # 90 days between: closed
        (date(2024, 7, 1), [(date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 7, 1), None)]),  # 91: not
    ],
)
def test_a_gap_of_ninety_days_is_closed_and_of_ninety_one_is_not(restart: date, expected: Any) -> None:
    assert spans(world(FIRST, {"started_on": restart}), date(2025, 1, 1)) == expected


def test_a_gap_still_open_at_the_moment_is_an_end() -> None:
    made = world(FIRST, {"started_on": date(2024, 5, 1)})
    assert spans(made, date(2024, 4, 30)) == [(date(2024, 1, 1), date(2024, 3, 31))]
    assert spans(made, date(2024, 5, 1)) == [(date(2024, 1, 1), None)]


def test_the_last_day_is_held_and_known_as_an_end() -> None:
    made = world(FIRST)
    assert spans(made, date(2024, 3, 30)) == [(date(2024, 1, 1), None)]
    last = facts_at(made, [date(2024, 3, 31)])
    assert [row["ended_on"] for row in last["spans"]] == [date(2024, 3, 31)]
    assert len(last["holdings"]) == 1
    assert facts_at(made, [date(2024, 4, 1)])["holdings"] == []


def test_a_trial_is_not_held_and_counts_from_its_paid_date() -> None:
    trial = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 1, 31), "is_trial": True}
    made = world(trial, {"started_on": date(2024, 2, 1)})
    assert spans(made, date(2024, 1, 15)) == []
    assert spans(made, date(2024, 3, 1)) == [(date(2024, 2, 1), None)]


def test_a_price_change_inside_a_line_that_goes_on_is_no_second_span() -> None:
    made = world(
        {"started_on": date(2024, 1, 1)}, {"started_on": date(2024, 2, 1), "ended_on": date(2024, 2, 5)}
    )
    assert spans(made, date(2024, 6, 1)) == [(date(2024, 1, 1), None)]


def test_a_floor_counts_as_held_but_never_as_begun() -> None:
    made = world({"started_on": date(2024, 1, 1), "start_is_floor": True}, {"started_on": date(2024, 2, 1)})
    (row,) = facts_at(made, [date(2024, 6, 1)])["holdings"]
    assert row["is_floor"]
    assert row["held_days"] == 152


def test_an_account_without_dates_is_known_from_its_first_start() -> None:
    made = world({"started_on": date(2022, 1, 10)})
    assert facts_at(made, [date(2022, 1, 9)])["roots"] == []
    assert len(facts_at(made, [date(2022, 1, 10)])["roots"]) == 1


@pytest.mark.parametrize("times", [2, 5, 40])
def test_equal_lines_are_one_span(times: int) -> None:
    lines = [dict(FIRST) for _ in range(times)]
    again = {"started_on": date(2024, 9, 1), "ended_on": date(2024, 9, 30)}
    found = spans(world(*lines, *[again] * times), date(2025, 1, 1))
    assert found == [(date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 9, 1), date(2024, 9, 30))]
