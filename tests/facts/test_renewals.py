"""Renewals by hand: the phase of renews_on, rolled by whole terms to either side of the moment."""

from datetime import date

import pytest

from facts.as_known import facts_at
from facts.test_spans import world

LINE = {"started_on": date(2023, 3, 15), "renews_on": date(2026, 3, 15), "term_months": 12.0, "acv": 10.0}


@pytest.mark.parametrize(
    ("as_of", "next_on", "last_on"),
    [
        (date(2023, 6, 1), date(2024, 3, 15), None),  # the start of the holding is no renewal
        (date(2024, 3, 14), date(2024, 3, 15), None),
        (date(2024, 3, 15), date(2024, 3, 15), None),  # on its own day it is still the next one
        (date(2024, 3, 16), date(2025, 3, 15), date(2024, 3, 15)),
        (date(2027, 1, 1), date(2027, 3, 15), date(2026, 3, 15)),  # a past date of a live line rolls forward
    ],
)
@pytest.mark.parametrize("terms", [-3, 0, 2])
def test_only_the_phase_of_renews_on_counts(
    as_of: date, next_on: date, last_on: date | None, terms: int
) -> None:
    moved = {**LINE, "renews_on": date(2026 + terms, 3, 15)}
    (row,) = facts_at(world(moved), [as_of])["renewals"]
    assert (row["next_on"], row["last_on"]) == (next_on, last_on)


def test_without_a_term_the_date_stands_alone() -> None:
    line = {**LINE, "term_months": None}
    (before,) = facts_at(world(line), [date(2026, 3, 1)])["renewals"]
    (after,) = facts_at(world(line), [date(2026, 4, 1)])["renewals"]
    assert (before["next_on"], before["last_on"]) == (date(2026, 3, 15), None)
    assert (after["next_on"], after["last_on"]) == (None, date(2026, 3, 15))


def test_a_line_that_ended_renews_no_more() -> None:
    ended = {**LINE, "ended_on": date(2024, 1, 1)}
    assert len(facts_at(world(ended), [date(2024, 1, 1)])["renewals"]) == 1
    assert facts_at(world(ended), [date(2024, 1, 2)])["renewals"] == []
