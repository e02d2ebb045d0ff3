"""Courses of one account by hand: what counts as adopted, replaced, together, lost, not begun."""

from datetime import date, timedelta
from typing import Any

import pytest

from adjoin.affinity.affinity_table import HORIZONS, NO_START_DATES
from affinity.measured import held, measured

A0 = date(2024, 1, 1)
AS_OF = date(2025, 12, 31)


def on(offset: int) -> date:
    return A0 + timedelta(days=offset)


def course(*lines: tuple[Any, ...], as_of: date = AS_OF, ends_from: date | None = None) -> dict[str, Any]:
    """The counts of p0 → p1 for one account, and the day of its only exit."""
    found = measured(held(a=list(lines)), as_of, ends_from)
    row, counts = found.row("p0", "p1"), found.told.counts
    at = {
        name: int(values[0].nonzero()[0][0])
        for name in ("events", "competing", "censored")
        if (values := getattr(counts, name))[0].any()
    }
    return {"size": row["at_risk"], "together": row["together"], "replaced": row["replaced"], **at}


def test_adopted_while_held() -> None:
    found = course(("p0", on(0), None), ("p1", on(40), None))
    assert found == {"size": 1, "together": 0, "replaced": 0, "events": 40}


def test_begun_together_is_in_no_sequence() -> None:
    assert course(("p0", on(0), None), ("p1", on(0), None)) == {"size": 0, "together": 1, "replaced": 0}


def test_held_before_is_no_sequence() -> None:
    assert course(("p0", on(0), None), ("p1", on(-200), on(-150)))["size"] == 0


def test_a_migration_ends_within_thirty_days_before_and_ninety_after() -> None:
    """Five accounts, told apart by the day on which p1 began; p0 ended so many days after it."""
    ends = {40: -31, 41: -30, 42: 0, 43: 90, 44: 91}
    lines = {f"a{b}": [("p0", on(0), on(b + end)), ("p1", on(b), None)] for b, end in ends.items()}
    found = measured(held(**lines), AS_OF)
    counts = found.told.counts
    assert counts.competing[0].nonzero()[0].tolist() == [40 - 31, 41, 42, 43]  # an end, three migrations
    assert counts.events[0].nonzero()[0].tolist() == [44]  # adopted, and later lost
    row = found.row("p0", "p1")
    assert (row["at_risk"], row["replaced"], row["together"]) == (5, 3, 0)


@pytest.mark.parametrize("b_end", [100, 60])
def test_losing_both_is_no_migration(b_end: int) -> None:
    assert course(("p0", on(0), on(100)), ("p1", on(40), on(b_end)))["events"] == 40


def test_a_migration_whose_new_product_ends_later_is_one_all_the_same() -> None:
    assert course(("p0", on(0), on(100)), ("p1", on(40), on(101)))["replaced"] == 1


def test_a_start_on_the_last_day_is_the_event() -> None:
    found = course(("p0", on(0), on(40)), ("p1", on(40), on(40)))
    assert found == {"size": 1, "together": 0, "replaced": 0, "events": 40}


def test_an_end_first_competes_on_its_last_day() -> None:
    assert course(("p0", on(0), on(40)), ("p1", on(300), None))["competing"] == 40


def test_nothing_more_is_censored_at_the_as_of_date_and_an_event_on_it_counts() -> None:
    assert course(("p0", on(0), None), as_of=on(50))["censored"] == 50
    assert course(("p0", on(0), None), ("p1", on(50), None), as_of=on(50))["events"] == 50
    assert course(("p0", on(0), None), ("p1", on(51), None), as_of=on(50))["censored"] == 50


def test_an_end_not_yet_known_has_not_happened() -> None:
    lines = (("p0", on(0), on(60)), ("p1", on(40), None))
    assert course(*lines, as_of=on(59))["events"] == 40
    assert course(*lines, as_of=on(60))["replaced"] == 1


def test_a_floor_never_begins_and_counts_as_held() -> None:
    assert course(("p0", on(0), None, True), ("p1", on(40), None))["size"] == 0
    assert course(("p0", on(0), on(10), True), ("p0", on(200), None), ("p1", on(240), None))["size"] == 0
    assert course(("p0", on(0), None), ("p1", on(40), None, True))["size"] == 0


def test_a_gap_of_ninety_days_goes_on_and_of_ninety_one_ends() -> None:
    one = ("p0", on(0), on(100))
    assert course(one, ("p0", on(191), None), ("p1", on(300), None))["events"] == 300
    assert course(one, ("p0", on(192), None), ("p1", on(300), None))["competing"] == 100


def test_a_migration_from_a_floor_is_counted_and_in_no_cohort() -> None:
    """p0 was held on day 0 already and ends on day 90; what began before day 0 may be older than it."""
    starts = {"p1": 40, "p2": 0, "p3": -1}
    lines = [("p0", on(0), on(90), True), *((product, on(day), None) for product, day in starts.items())]
    found = measured(held(a=lines), AS_OF)
    assert [found.row("p0", product)["replaced"] for product in starts] == [1, 1, 0]
    assert {found.row("p0", product)["at_risk"] for product in starts} == {0}


def test_a_migration_out_of_a_second_holding_is_counted_and_one_to_a_floor_is_not() -> None:
    again = (("p0", on(0), on(10)), ("p0", on(200), on(300)))
    assert course(*again, ("p1", on(290), None)) == {"size": 1, "together": 0, "replaced": 1, "competing": 10}
    assert course(*again, ("p1", on(290), None, True))["replaced"] == 0


def test_late_entry_leaves_out_who_left_before() -> None:
    lines = (("p0", on(0), None), ("p1", on(40), None))
    assert course(*lines, ends_from=on(39))["events"] == 40
    assert course(*lines, ends_from=on(40)) == {"size": 0, "together": 0, "replaced": 0}


def test_late_entry_is_at_risk_from_the_next_day() -> None:
    late = {f"a{i}": [("p0", on(0), None)] for i in range(3)}
    world = held(**late, b=[("p0", on(30), None), ("p1", on(35), None)])
    found = measured(world, AS_OF, on(30))
    curve = found.told.curves
    assert [int(curve.at_risk[0, t]) for t in (0, 5, 6, 30, 31)] == [1, 1, 0, 0, 3]
    assert found.row("p0", "p1")["probability_raw"] == 1.0


def test_snapshot_mode_says_so_on_every_row() -> None:
    found = measured(held(a=[("p0", None, None)], b=[("p1", None, None)]), AS_OF)
    assert len(found.tables["affinity"]) == 12 * len(HORIZONS)
    for row in found.tables["affinity"]:
        assert row["reason"] == NO_START_DATES
        assert not row["enough"]
        assert row["probability"] is None
        assert row["probability_raw"] is None
        assert row["lift"] is None
    assert found.tables["chances"] == []
    assert {row["chance"] for row in found.tables["chances_beyond"]} == {None}


def test_an_empty_cohort_says_so_and_a_short_one_too() -> None:
    found = measured(held(a=[("p0", on(0), None)]), AS_OF)
    assert found.row("p1", "p0")["reason"] == "nobody was seen to begin p1 before p0"
    assert found.row("p0", "p1", 30)["reason"] == "not followed that long"
    assert found.row("p0", "p1", 30)["probability_raw"] == 0.0
    many = held(**{f"a{i}": [("p0", on(0), None)] for i in range(10)})
    assert measured(many, on(30)).row("p0", "p1", 30)["enough"]
    assert not measured(many, on(29)).row("p0", "p1", 30)["enough"]
