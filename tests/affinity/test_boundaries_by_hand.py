"""The thresholds of the method, each on both of its sides, counted by hand."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from adjoin.statistics.rate_ratio import LimitsFrom
from affinity.measured import Row, held, measured
from affinity.test_person_days_plain_reference import sums_of

A0, AS_OF = date(2024, 3, 1), date(2025, 12, 31)
Lines = dict[str, list[tuple[Any, ...]]]


def on(offset: int) -> date:
    return A0 + timedelta(days=offset)


def after_a_trial(*lines: tuple[str, int, int | None, bool]) -> Row:
    """The pair p0 → p1 of one account with lines (product, first, last day, is a trial)."""
    world = held(a=[(p, on(start), None if end is None else on(end)) for p, start, end, _ in lines])
    for row, (*_, trial) in zip(world.rows["subscriptions"], lines, strict=True):
        row["is_trial"] = trial
    return measured(world, AS_OF).row("p0", "p1")


def test_a_trial_is_not_held_and_what_it_turns_into_begins_on_its_paid_date() -> None:
    paid = ("p0", 0, None, False)
    assert after_a_trial(("p0", 0, None, True), ("p1", 40, None, False))["at_risk"] == 0
    assert after_a_trial(paid, ("p1", 40, None, True))["adopters"] == 0
    # On trial from day 20, paid from day 366: not within a year of p0.
    assert after_a_trial(paid, ("p1", 20, 365, True), ("p1", 366, None, False))["adopters"] == 0
    assert after_a_trial(paid, ("p1", 20, 364, True), ("p1", 365, None, False))["adopters"] == 1
    # p1 was bought while p0 was on trial: it was there first.
    assert (
        after_a_trial(("p0", 0, 30, True), ("p0", 31, None, False), ("p1", 20, None, False))["at_risk"] == 0
    )
    assert (
        after_a_trial(("p0", 0, 30, True), ("p0", 31, None, False), ("p1", 31, None, False))["together"] == 1
    )


def test_without_adopters_the_upper_limit_counts_who_was_followed_that_long() -> None:
    lines: Lines = {f"old{n}": [("p0", AS_OF - timedelta(days=90), None)] for n in range(12)}
    lines |= {f"young{n}": [("p0", AS_OF - timedelta(days=89), None)] for n in range(50)}
    row = measured(held(**lines), AS_OF).row("p0", "p1", 90)
    assert (row["probability_raw"], row["raw_low"]) == (0, 0)
    assert row["raw_high"] == pytest.approx(1 - 0.025 ** (1 / 12))


def test_where_all_adopted_the_interval_is_mirrored() -> None:
    lines: Lines = {f"a{n}": [("p0", on(0), None), ("p1", on(10 + n), None)] for n in range(12)}
    row = measured(held(**lines), AS_OF).row("p0", "p1", 90)
    assert (row["probability_raw"], row["raw_high"]) == (1, 1)
    assert row["raw_low"] == pytest.approx(0.025 ** (1 / 12))


@pytest.mark.parametrize(("followed", "reason"), [(10, None), (9, "not followed that long")])
def test_ten_at_risk_on_the_horizon_are_enough(followed: int, reason: str | None) -> None:
    lines: Lines = {f"a{n}": [("p0", on(0), None if n < followed else on(179))] for n in range(30)}
    row = measured(held(**lines), AS_OF).row("p0", "p1", 180)
    assert (row["at_risk_at_horizon"], row["enough"], row["reason"]) == (followed, reason is None, reason)


def waits(adopters: int, last: int) -> float | None:
    """The median of p0 → p1 with these many adopters on days 10, 20 … and an account followed to day `last`."""
    lines: Lines = {f"a{n}": [("p0", on(0), None), ("p1", on(10 * n + 10), None)] for n in range(adopters)}
    lines["b"] = [("p0", on(0), None)]
    median: float | None = measured(held(**lines), on(last)).row("p0", "p1", 30)["median_days"]
    return median


def test_the_median_wait_needs_ten_adopters_and_a_year() -> None:
    assert waits(10, 365) == 50  # half of those who adopt within the year
    assert waits(11, 400) == 60
    assert waits(9, 365) is None
    assert waits(10, 364) is None


def test_person_days_fall_into_tenure_bands_and_calendar_years() -> None:
    found = measured(held(a=[("p0", on(0), None)], b=[("p1", on(0), on(0))]), on(800))
    days = {key[1:]: cell[3] for key, cell in sums_of(found, "p1", "p2").items()}
    # (products held, band, year): day 305 is the last of 2024, day 670 that of 2025.
    assert days == {
        (1, 0, 2024): 90,
        (1, 1, 2024): 90,
        (1, 2, 2024): 125,
        (1, 2, 2025): 60,
        (1, 3, 2025): 305,
        (1, 3, 2026): 60,
        (1, 4, 2026): 70,
    }


def test_person_days_count_the_products_held_from_the_day_after_each_began() -> None:
    lines = [("p0", on(0), None), ("p1", on(20), on(25)), ("p2", on(60), None)]
    found = measured(held(a=lines), on(80))
    assert {key[1]: tuple(cell) for key, cell in sums_of(found, "p1", "p2").items()} == {
        # held: adoptions and days with p1, adoptions and days without
        1: (0, 0, 1, 20 + 35),
        2: (0, 5, 0, 0),
    }


def test_days_that_hold_nothing_count_for_nobody() -> None:
    found = measured(held(a=[("p0", on(0), on(10)), ("p0", on(200), on(230))]), on(300))
    assert sum(cell[3] for cell in sums_of(found, "p1", "p2").values()) == 10 + 30


def test_segments_are_compared_within_themselves() -> None:
    """In each segment owners of p0 adopt as others do; over both they would seem faster by half."""
    lines: Lines = {}
    for n in range(100):
        quick, owner = n < 50, n % 10 < (8 if n < 50 else 2)
        lines[f"a{n}"] = [("p0" if owner else "p2", on(0), None)]
        if quick or n % 10 in (0, 2, 3, 4, 5):
            lines[f"a{n}"].append(("p1", on(60), None))
    world = held(**lines)
    for n, row in enumerate(world.rows["accounts"]):
        row["segment"] = "quick" if n < 50 else "slow"
    assert measured(world, on(61)).row("p0", "p1")["lift"] == pytest.approx(1.0)
    for row in world.rows["accounts"]:
        row["segment"] = None
    assert measured(world, on(61)).row("p0", "p1")["lift"] > 1.2


@pytest.mark.parametrize(("with_p0", "without"), [(4, 9), (9, 4)])
def test_under_five_events_on_a_side_the_limits_are_exact(with_p0: int, without: int) -> None:
    assert limits_of(with_p0, without) is LimitsFrom.EXACT
    assert limits_of(max(with_p0, 5), max(without, 5)) is not LimitsFrom.EXACT


def limits_of(with_p0: int, without: int) -> LimitsFrom:
    """Where the limits of p0 → p1 come from, with these many adoptions by owners of p0 and of p2."""
    lines: Lines = {f"a{n}": [("p0" if n < 40 else "p2", on(0), None)] for n in range(80)}
    for n in (*range(with_p0), *range(40, 40 + without)):
        lines[f"a{n}"].append(("p1", on(30 + n % 40), None))
    found = measured(held(**lines), on(200))
    row = int(found.pairs.row(np.array([0]), np.array([1]))[0])
    return found.exposed.lift(row).limits_from


@pytest.mark.parametrize(("accounts", "last_day"), [(20, 110), (19, -1)])
def test_the_curve_is_read_while_twenty_are_at_risk_at_the_end_of_the_window(
    accounts: int, last_day: int
) -> None:
    lines: Lines = {f"a{n}": [("p0", AS_OF - timedelta(days=200), None)] for n in range(accounts)}
    tables = measured(held(**lines), AS_OF).tables
    pair = {"from_product": "p0", "to_product": "p1"}
    (beyond,) = (r for r in tables["chances_beyond"] if pair.items() <= r.items())
    assert beyond["last_day"] == last_day
    assert len([r for r in tables["chances"] if pair.items() <= r.items()]) == last_day + 1
