"""What a plan says can be seen: against counts by hand, the textbook's rule of two means, and plain sense."""

from datetime import date, timedelta

import pytest

from adjoin.experiments.planning import Expected, power_said, says, visible

MONDAY = date(2026, 3, 2)
BOOK = Expected(approached=200, held=200, excluded=3, first_plays_a_week=20, base_rate=0.3)


def test_roots_are_counted_once_their_first_play_is_old_enough() -> None:
    """91 days after the start only the first week's plays are 90 days old; after 183, those of 14 weeks."""
    three, six, nine, twelve = visible(BOOK, MONDAY, 90, 0.95)
    assert (three.approached, three.held, three.on) == (10, 10, MONDAY + timedelta(days=91))
    assert (six.approached, six.held) == (140, 140)
    assert (nine.approached, nine.held) == (twelve.approached, twelve.held) == (200, 200)
    assert visible(BOOK, MONDAY, 120, 0.95)[0].fixed_date is None, "nobody is old enough"


def test_the_lift_of_a_year_is_the_textbooks() -> None:
    """Two means, 200 an arm, base 30 %: (1.96 + 0.84) × √(0.3·0.7/200 + 0.43·0.57/200) = 0.133."""
    (*_, year) = visible(BOOK, MONDAY, 90, 0.95)
    assert year.fixed_date == pytest.approx(0.133, abs=0.012)
    assert "400 root accounts" in says(BOOK, (year,))[2]


def test_more_roots_see_smaller_lifts_and_weekly_reading_larger_ones() -> None:
    lifts = [visible(Expected(n, n, 0, n, 0.2), MONDAY, 90, 0.95)[-1] for n in (50, 200, 800)]
    fixed = [one.fixed_date or 1.0 for one in lifts]
    assert fixed == sorted(fixed, reverse=True)
    assert len(set(fixed)) == 3
    assert all((one.anytime or 1.0) > (one.fixed_date or 1.0) for one in lifts)


def test_a_lift_past_certainty_is_none() -> None:
    """With 20 an arm and a base of 50 %, 0.43 is seen on a fixed day; read every week, what is seen is above 0.5."""
    year = visible(Expected(20, 20, 0, 40, 0.5), MONDAY, 90, 0.95)[-1]
    assert year.fixed_date == pytest.approx(0.43, abs=0.05)
    assert year.anytime is None
    assert "read every week: no lift can be seen." in says(BOOK, (year,))[2]


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (Expected(200, 200, 0, 0, 0.1), "no first plays are expected"),
        (Expected(200, 200, 0, 20, None), "no base rate is known"),
        (Expected(2, 2, 0, 4, 0.5), "there are too few"),
        (Expected(40, 0, 0, 4, 0.5), "there are too few"),
    ],
)
def test_why_nothing_can_be_seen_is_said(book: Expected, why: str) -> None:
    told = says(book, visible(book, MONDAY, 90, 0.95))[2]
    assert told.startswith(f"With your {book.roots} root accounts no lift can be seen in a year")
    assert told.endswith(f"{why}.")


def test_what_is_kept_is_said_in_words_and_numbers() -> None:
    kept = power_said(BOOK, visible(BOOK, MONDAY, 90, 0.95), ("Shadow mode.",))
    assert (
        kept["says"][0]
        == "400 root accounts: 200 held out, 200 approached; 3 root accounts excluded before the draw."
    )
    assert kept["says"][-1] == "Shadow mode."
    assert [row["months"] for row in kept["visible"]] == [3, 6, 9, 12]
    assert kept["visible"][0]["on"] == "2026-06-01"
    assert kept["base_rate"] == 0.3
